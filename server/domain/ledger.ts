import type { SeatId, TableId } from '#shared/ids.ts';
import type { RejectionCode } from '#shared/rejections.ts';

/** What the intake decided about a card. `withdrawn`: its author took it back. */
export type Outcome = 'shown' | 'waiting' | 'late' | 'aside' | 'refused' | 'withdrawn';

/**
 * The intake's book: one row for each card id of a dialogue, the only link between a card and its seat.
 * It is never told to anybody and is deleted together with the seats.
 */
export interface LedgerRow {
	/** Counts up with each change of this row; a writer names the one it has seen. */
	readonly rev: number;
	readonly seat: SeatId;
	readonly table: TableId;
	readonly outcome: Outcome;
	/** Fingerprint of the seat's words (question, text, language) that were judged last. */
	readonly seen: string;
	/** The card's number on its board, once it is there. */
	readonly number?: number;
	/** The question under which the intake put it last; where it still stands there, no host has moved it. */
	readonly question?: string;
	/** Why it was refused, or its last change; without a `note` it is judged again when the seat is looked at. */
	readonly reason?: RejectionCode;
	/** A host's own words for a refusal. Such a refusal holds. */
	readonly note?: string;
	/** A host let the words in `held` in: nothing but a freeze holds them back any more, or IP7. */
	readonly admitted?: boolean;
	/** Words that wait or are late, for the host's list; on a card that is shown: its author's newer ones. */
	readonly held?: HeldWords;
	/** Something that its author wants can only be done after the freeze. */
	readonly later?: boolean;
}

export interface HeldWords {
	readonly question: string;
	readonly text: string;
	readonly lang: string;
	/** The pass at the tables in which they came. */
	readonly round?: number;
	/** When they began to wait: the order of the host's list. Milliseconds since 1970; 0: forgotten with the seats. */
	readonly sinceMs: number;
}
