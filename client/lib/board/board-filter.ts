import type { Column } from './board.svelte.ts';
import { textIn } from './columns.ts';

interface WithFields {
	readonly fields: Column['loose'][number]['fields'];
}

/** The language of a card without its region or manner: `de-x-leicht` is German. A card without one is `und`. */
function languageOf({ fields }: WithFields): string {
	return textIn(fields, 'lang').split('-', 1)[0] || 'und';
}

/** The languages in which these cards are written and how many cards each has, the most frequent one first. */
export function languagesOf(cards: readonly WithFields[]): readonly (readonly [string, number])[] {
	const counts = new Map<string, number>();
	for (const card of cards) {
		const language = languageOf(card);
		counts.set(language, (counts.get(language) ?? 0) + 1);
	}
	return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

/**
 * [RB1] What of a column is written in this language. A card that carries one in this language is kept with all that it
 * carries, for that hangs nowhere else; counted are the cards in this language alone.
 */
export function columnIn(column: Column, language: string): Column {
	const matching = (id: string, card: WithFields): number =>
		[card, ...(column.parts.get(id) ?? [])].filter((one) => languageOf(one) === language).length;
	const kept = (cards: Column['loose']): Column['loose'] =>
		cards.filter((card) => matching(card.id, card) > 0);
	const groups = column.groups.map(({ group, cards }) => ({ group, cards: kept(cards) }));
	const loose = kept(column.loose);
	const count = [...groups.flatMap(({ cards }) => cards), ...loose].reduce(
		(sum, card) => sum + matching(card.id, card),
		0,
	);
	return { ...column, groups, loose, count };
}
