import * as Y from 'yjs';
import { difference } from '#lib/composer/text.ts';

/** One card as a seat's document has it. */
export type CardFields = Y.Map<unknown>;

/** A card that has just been begun. */
export function newFields(values: Readonly<Record<string, unknown>>, text: string): CardFields {
	return new Y.Map<unknown>([
		...Object.entries({ ...values, createdAt: Date.now() }),
		['text', new Y.Text(text)],
	]);
}

/** Writes what is another value than before. */
export function setFields(card: CardFields, values: Readonly<Record<string, unknown>>): void {
	for (const [key, value] of Object.entries(values))
		if (card.get(key) !== value) card.set(key, value);
}

/** [TX3] Other words, at the smallest place. */
export function putText(card: CardFields, text: string): void {
	const words = card.get('text');
	if (!(words instanceof Y.Text)) {
		card.set('text', new Y.Text(text));
		return;
	}
	const { at, remove, insert } = difference(words.toJSON(), text);
	if (remove > 0) words.delete(at, remove);
	if (insert !== '') words.insert(at, insert);
}
