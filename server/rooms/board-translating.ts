import * as Y from 'yjs';
import type { Translation } from '#shared/board.ts';
import type { CardId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { showsNothing } from '#shared/plain-text.ts';
import { isMap, langOf, stateOf } from './board-reading.ts';
import { cardOf } from './board-writing.ts';
import { plainText } from './plain-text.ts';

/**
 * [BW5] Puts a translation beside a card's text, in place of what stood there in this language. Called inside a
 * transaction; a rejected one changes nothing, and the value says whether anything changed. The caller has checked the
 * right.
 */
export function translateCard(
	doc: Y.Doc,
	id: CardId,
	{ lang, text, by }: Translation & { readonly lang: string },
): Result<boolean> {
	const card = cardOf(doc, id);
	if (!card || stateOf(card) !== 'shown') return reject('card/unknown', id);
	if (langOf(card.get('lang')) === lang) return reject('card/own-language', lang);
	const words = plainText(text);
	if (showsNothing(words)) return reject('card/empty');
	const kept = card.get('translations');
	const translations = isMap(kept) ? kept : new Y.Map<unknown>();
	if (translations !== kept) card.set('translations', translations);
	const there = translations.get(lang);
	if (JSON.stringify(there) === JSON.stringify({ text: words, by })) return ok(false);
	translations.set(lang, { text: words, by });
	return ok(true);
}
