import { expect } from 'vitest';
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { Acknowledged } from './append-process.ts';
import { ballotOf, DIALOGUE, entryOf, rowOf, seatOf, VOTE } from './loop-words.ts';

/**
 * Opens the store afresh and checks all that the process was told: every document without a hole and with the right bytes, at least as
 * long as acknowledged; a ledger row for each entry and none more; the debts; the ballots. Answers the number of entries.
 */
export async function verifyStore(
	dir: string,
	documents: number,
	entryBytes: number,
	told: { readonly entries: Acknowledged; readonly ballots: Acknowledged },
): Promise<number> {
	const store = EmbeddedStore.open(dir);
	try {
		const log = new EmbeddedUpdateLog(store);
		const ledger = await log.ledgerOf(DIALOGUE);
		const due = new Map((await log.due()).map(({ seat, seq }) => [seat, seq]));
		const { ballots } = await new EmbeddedBallotBox(store).read(DIALOGUE, VOTE);
		let total = 0;
		for (let n = 0; n < documents; n++) {
			const seat = seatOf(n);
			const { snapshot, tail } = await log.open({ dialogue: DIALOGUE, kind: 'seat', id: seat });
			const first = snapshot?.seq ?? 0;
			const last = first + tail.length;
			expect(last).toBeGreaterThanOrEqual(told.entries.get(n) ?? 0);
			for (const [at, { seq, update }] of tail.entries()) {
				expect(seq).toBe(first + at + 1);
				expect(Buffer.from(update).equals(entryOf(n, seq, entryBytes))).toBe(true);
			}
			if (snapshot)
				expect(Buffer.from(snapshot.state).equals(entryOf(n, first, entryBytes))).toBe(true);
			for (let seq = 1; seq <= last; seq++)
				expect(ledger.get(`c_${n}-${seq}`)).toEqual(rowOf(n, seq));
			if (last > 0) expect(due.get(seat)).toBe(last);
			const acknowledged = told.ballots.get(n) ?? 0;
			const kept = ballots.get(seat)?.['c_1'] ?? 0;
			expect(kept).toBeGreaterThanOrEqual(acknowledged);
			if (kept > 0) expect(ballots.get(seat)).toEqual(ballotOf(kept));
			total += last;
		}
		expect(ledger.size).toBe(total);
		return total;
	} finally {
		store.close();
	}
}
