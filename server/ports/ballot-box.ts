import type { Dots } from '#server/domain/ballot-policy.ts';
import type { Box, HandCount } from '#server/domain/tally.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';

export type { Box, Dots, HandCount };

/** [BB3] So many of a voter's last commands are known again when they are repeated. */
export const COMMANDS_REMEMBERED = 16;

/**
 * Keeps one ballot for each seat and vote, and decides by itself whether a vote still takes ballots, so that one cut-off
 * holds for all nodes. Rules BB1–BB6 in `server/ports/SPEC.md`. What rejects may have been written or not: asked again with
 * the same command it does so once.
 */
export interface BallotBox {
	/** [BB1] From now on ballots for this vote are taken. */
	open(dialogue: DialogueId, vote: VoteId): Promise<void>;
	/** [BB2] From now on none is; what was acknowledged before counts, nothing else does. A vote that never opened stays so. */
	close(dialogue: DialogueId, vote: VoteId): Promise<void>;
	/**
	 * [BB3] Replaces the seat's ballot, atomically with the check that the vote is open; durable when it resolves.
	 * `repeated`: this command id was seen for this seat before, nothing changed. `closed`: also of a vote that never opened.
	 */
	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'>;
	/** [BB4] Replaces the table's hand count, open or closed; `repeated` as with `put`, by table. */
	count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		count: HandCount,
	): Promise<'ok' | 'repeated'>;
	/** [BB5] All that is in the box; of an unknown vote nothing. */
	read(dialogue: DialogueId, vote: VoteId): Promise<Box>;
	/** [BB6] From now on nobody's: each ballot lies under a name that was never a seat's. */
	forgetSeats(dialogue: DialogueId): Promise<void>;
	/** All votes of the dialogue, with what lies in their boxes. */
	erase(dialogue: DialogueId): Promise<void>;
}

/** The box of papers as stores keep them, by who has filled them in: a seat (a ballot) or a table (a hand count). */
export function boxOf(papers: Iterable<readonly [voter: SeatId | TableId, dots: Dots]>): Box {
	const ballots = new Map<SeatId, Dots>();
	const counts: HandCount[] = [];
	for (const [voter, dots] of papers)
		if (isTable(voter)) counts.push({ table: voter, dots });
		else ballots.set(voter, dots);
	return { ballots, counts };
}

function isTable(voter: SeatId | TableId): voter is TableId {
	return voter.startsWith('t_');
}
