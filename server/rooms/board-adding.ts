import type * as Y from 'yjs';
import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { showsNothing } from '#shared/plain-text.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { numberOf } from './board-reading.ts';
import { BoardEnds, cardOf, putCard, type CardWords } from './board-writing.ts';
import { plainText } from './plain-text.ts';

/**
 * [BW4] Puts a card on the board that a host wrote for somebody, or copied from paper. Called inside a transaction; a
 * rejected one changes nothing, and the value says whether anything changed. The caller has checked the right, and that
 * the question exists.
 */
export function addCard(doc: Y.Doc, id: CardId, words: CardWords): Result<boolean> {
	const text = plainText(words.text);
	if (showsNothing(text)) return reject('card/empty');
	if (cardOf(doc, id)?.get('original') === text) return ok(false);
	const put = putCard(doc, new BoardEnds(doc), id, { ...words, text });
	if (typeof put === 'number') return ok(true);
	return reject(put, put === 'card/taken' ? id : `${LIMITS.cardsPerBoardMax} cards`);
}

/** The number of a card of this board; undefined if there is none such. */
export function numberOnBoard(doc: Y.Doc, id: CardId): number | undefined {
	const card = cardOf(doc, id);
	return card && numberOf(card);
}
