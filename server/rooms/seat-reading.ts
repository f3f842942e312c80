import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { isId, type CardId } from '#shared/ids.ts';
import { isLanguageTag } from '#shared/languages.ts';
import { LIMITS } from '#shared/limits.ts';
import type { RejectionCode } from '#shared/rejections.ts';
import { showsNothing } from '#shared/plain-text.ts';
import { SEAT, type SeatCard } from '#shared/seat.ts';
import { isMap, isText } from './board-reading.ts';
import { plainText, stringOf } from './plain-text.ts';

/** What the server may know of a card: that it was sent and its words, or why not; or that its author took it back. */
export type SeatEntry =
	| {
			readonly id: CardId;
			readonly is: 'sent';
			readonly card: SeatCard;
			/** Fingerprint of the words. */
			readonly seen: string;
	  }
	| { readonly id: CardId; readonly is: 'refused'; readonly reason: RejectionCode }
	| { readonly id: CardId; readonly is: 'withdrawn' };

/** How many keys are looked at, drafts included: what lies behind them was written by no honest page. */
const KEYS_MAX = 20 * LIMITS.cardsPerSeatMax;
/** How many cards are read: what is beyond the limit is told so, but not without end. */
const ENTRIES_MAX = 2 * LIMITS.cardsPerSeatMax;

/**
 * The sent and withdrawn cards of a seat, in the order in which its map has them: rule IT3. A seat is a stranger's
 * document: bounded in count and length, known fields only, without recursion; what is wrong with one card is said of
 * that card. Drafts and keys that are no ids of cards are passed over.
 */
export function readSeat(doc: Y.Doc): readonly SeatEntry[] {
	const cards = doc.getMap(SEAT.cards);
	const entries: SeatEntry[] = [];
	let keys = 0;
	for (const id of cards.keys()) {
		if (++keys > KEYS_MAX || entries.length === ENTRIES_MAX) break;
		if (!isId('c_', id)) continue;
		const entry = readCard(id, cards.get(id));
		if (entry) entries.push(entry);
	}
	return entries;
}

/**
 * The same entries, with those beyond the published limit refused. What was let in already stays, so that a card does
 * not fall behind the limit because the map came in another order.
 */
export function withinLimit(
	entries: readonly SeatEntry[],
	isKnown: (id: CardId) => boolean,
): readonly SeatEntry[] {
	if (entries.length <= LIMITS.cardsPerSeatMax) return entries;
	let free = LIMITS.cardsPerSeatMax - entries.filter(({ id }) => isKnown(id)).length;
	return entries.map((entry) =>
		isKnown(entry.id) || free-- > 0 || entry.is === 'withdrawn'
			? entry
			: refused(entry.id, 'card/too-many'),
	);
}

/** Fingerprint of an author's words: equal if there is nothing new to carry. */
function fingerprint(words: { question: string; text: string; lang: string }): string {
	return createHash('sha256')
		.update(JSON.stringify([words.question, words.lang, words.text]))
		.digest('base64url')
		.slice(0, 16);
}

function readCard(id: CardId, value: unknown): SeatEntry | undefined {
	if (!isMap(value)) return refused(id, 'card/malformed');
	const state = value.get('state');
	// fields may come one by one: what is not sent yet is not looked at
	if (state === undefined || state === 'draft') return undefined;
	if (state === 'withdrawn') return { id, is: 'withdrawn' };
	const table = value.get('table');
	const question = value.get('question');
	const lang = value.get('lang');
	const text = value.get('text');
	if (
		state !== 'sent' ||
		typeof table !== 'string' ||
		typeof question !== 'string' ||
		!isLanguageTag(lang) ||
		!isText(text)
	)
		return refused(id, 'card/malformed');

	if (!isId('t_', table) || !PLAIN_ID.test(question)) return refused(id, 'card/unknown-place');
	// before any string is made of it; what is removed below cannot be most of an honest text
	if (text.length > 2 * LIMITS.cardTextCharsMax) return refused(id, 'card/too-long');
	const words = plainText(stringOf(text));
	if (words.length > LIMITS.cardTextCharsMax) return refused(id, 'card/too-long');
	if (showsNothing(words)) return refused(id, 'card/empty');
	return {
		id,
		is: 'sent',
		card: { id, table, question, text: words, lang, state },
		seen: fingerprint({ question, text: words, lang }),
	};
}

const PLAIN_ID = /^[A-Za-z0-9_-]{1,40}$/;

function refused(id: CardId, reason: RejectionCode): SeatEntry {
	return { id, is: 'refused', reason };
}
