import type { Dialogue } from '#server/domain/dialogue.ts';
import { maySeeTally, tallyOf } from '#server/domain/tally.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Tally, TypedCount } from '#shared/state.ts';

/** What may be known of a vote: the number of ballots (for those who conduct), and after the reveal the tally. */
export interface BoxReading {
	readonly ballots: number;
	/** What hosts typed in, by table: for them and those who conduct, to correct it. */
	readonly counts: readonly TypedCount[];
	readonly tally: Tally | undefined;
}

/** Counts the box of the current vote afresh (TA1). Before the reveal there is no tally, for nobody (TA3). */
export function createReadBox({ ballots }: { readonly ballots: BallotBox }) {
	return async function readBox({ id, conduct }: Dialogue): Promise<BoxReading> {
		const { vote } = conduct;
		if (!vote) return { ballots: 0, counts: [], tally: undefined };
		const box = await ballots.read(id, vote.id);
		return {
			ballots: box.ballots.size,
			counts: box.counts
				.map(({ table, dots }) => ({ tableId: table, dots }))
				.sort((a, b) => (a.tableId < b.tableId ? -1 : 1)),
			tally: maySeeTally(vote) ? tallyOf(vote.id, box) : undefined,
		};
	};
}
