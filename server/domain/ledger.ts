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
	readonly reason?: RejectionCode;
	/** A host let this card in: neither lateness nor approval nor the reveal holds it back any more. */
	readonly admitted?: boolean;
	/** The words of a card that waits or is late, for the host's list. Gone once it is on the board. */
	readonly held?: { readonly question: string; readonly text: string; readonly lang: string };
}
