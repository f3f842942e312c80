import type { CardId, TableId } from './ids.ts';

/**
 * The seat document: one device's own cards, written by the tablet, and the receipts for them, written by the server.
 * `cards: Y.Map<CardId, Y.Map>` with the fields of SeatCard (`text` is a Y.Text), `receipts: Y.Map<CardId, Receipt>`.
 */
export const SEAT = { cards: 'cards', receipts: 'receipts' } as const;

export const SEAT_CARD_STATES = ['draft', 'sent', 'withdrawn'] as const;
export type SeatCardState = (typeof SEAT_CARD_STATES)[number];

/** A card as the server reads it out of a seat: well formed, bounded, still only somebody's words. */
export interface SeatCard {
	readonly id: CardId;
	readonly table: TableId;
	readonly question: string;
	readonly text: string;
	/** BCP 47 */
	readonly lang: string;
	readonly state: SeatCardState;
}

/**
 * Where a card is, in the server's words: `saved` in its seat's log; `shown` on the board; `waiting` for approval or the
 * reveal; `late`: the table was closed, the host may let it in; `aside`: the host took it off; `refused`: see the reason.
 */
export const RECEIPT_STATES = ['saved', 'shown', 'waiting', 'late', 'aside', 'refused'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

export interface Receipt {
	readonly state: ReceiptState;
	/** Server's clock, in milliseconds since 1970. */
	readonly at: number;
	/** Why: a code of `rejections.ts`, or a host's own words. Beside `shown` and the like: why the last change was not taken. */
	readonly reason?: string;
	/** The card's number on its table, once it has one. */
	readonly number?: number;
}

/**
 * What the person is told about an own card. `device`: kept here only, the server has not confirmed anything yet.
 * The other words are the receipt's; `withdrawn` and `draft` are the author's own doing.
 */
export type Mark = ReceiptState | 'device' | 'draft' | 'withdrawn';
