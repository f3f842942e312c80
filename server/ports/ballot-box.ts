import type { CardId, DialogueId, GroupId, SeatId, TableId, VoteId } from '#shared/ids.ts';

/** Dots by card or group; what has none is absent. */
export type Dots = Readonly<Record<CardId | GroupId, number>>;

/** A hand count that a host typed in for a table. */
export interface HandCount {
	readonly table: TableId;
	readonly dots: Dots;
}

/**
 * Keeps one ballot for each seat and vote, and decides by itself whether a vote still takes ballots, so that one cut-off
 * holds for all nodes. Rules BB1–BB6 in `server/ports/SPEC.md`.
 */
export interface BallotBox {
	/** [BB1] From now on ballots for this vote are taken. */
	open(dialogue: DialogueId, vote: VoteId): Promise<void>;
	/** [BB2] From now on none is; what was acknowledged before counts, nothing else does. */
	close(dialogue: DialogueId, vote: VoteId): Promise<void>;
	/**
	 * [BB3] Replaces the seat's ballot, atomically with the check that the vote is open; durable when it resolves.
	 * `repeated`: this command id was seen for this seat before, nothing changed.
	 */
	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'>;
	/** [BB4] Replaces the table's hand count, open or closed. */
	count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		count: HandCount,
	): Promise<'ok' | 'repeated'>;
	/** [BB5] All that is in the box. */
	read(
		dialogue: DialogueId,
		vote: VoteId,
	): Promise<{
		readonly ballots: ReadonlyMap<SeatId, Dots>;
		readonly counts: readonly HandCount[];
	}>;
	/** [BB6] From now on nobody's: each ballot lies under a name that was never a seat's. */
	forgetSeats(dialogue: DialogueId): Promise<void>;
	erase(dialogue: DialogueId): Promise<void>;
}
