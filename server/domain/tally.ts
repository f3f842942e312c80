import type { SeatId, TableId, VoteId } from '#shared/ids.ts';
import type { Tally } from '#shared/state.ts';
import type { Dots, Item } from './ballot-policy.ts';

/** What was counted by hands at a table. */
export interface HandCount {
	readonly table: TableId;
	readonly dots: Dots;
}

/** What lies in a ballot box: one ballot a seat, one hand count a table. */
export interface Box {
	readonly ballots: ReadonlyMap<SeatId, Dots>;
	readonly counts: readonly HandCount[];
}

/**
 * [TA1] Everything in the box, added up afresh; there is no running counter that could drift. [TA2] Items without any dot
 * are absent and stand in the order of their ids, so nothing tells who voted when. An empty ballot counts as a ballot.
 */
export function tallyOf(voteId: VoteId, box: Box): Tally {
	const sums = new Map<Item, { dots: number; counted: number }>();
	const add = (dots: Dots, to: 'dots' | 'counted') => {
		for (const [item, n] of Object.entries(dots) as [Item, number][]) {
			if (n === 0) continue;
			const sum = sums.get(item) ?? { dots: 0, counted: 0 };
			sum[to] += n;
			sums.set(item, sum);
		}
	};
	for (const ballot of box.ballots.values()) add(ballot, 'dots');
	for (const count of box.counts) add(count.dots, 'counted');
	const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
	return { voteId, items: Object.fromEntries(sorted), ballots: box.ballots.size };
}

/** [TA3] Before the reveal nobody gets a tally; after it, everybody in the dialogue. */
export function maySeeTally(vote: { readonly revealed: boolean } | null): boolean {
	return vote?.revealed === true;
}
