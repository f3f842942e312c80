import { describe, expect, test } from 'vitest';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { At, Together } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import {
	DIALOGUE,
	NEIGHBOUR,
	TABLE,
	SEAT,
	SEAT_2,
	CARD,
	CARD_2,
	BOARD,
	BOARD_2,
	SEAT_DOC,
	bytes,
	row,
	grow,
	seqs,
	whyNot,
	type LogRig,
} from './update-log.rig.ts';

/** UL9–UL12: what is written together with entries, and bells. */
export function updateLogBooks(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog, books: ${name}`, () => {
		test('[UL9] rows come with an append; their revision is compared', async () => {
			const { log, other } = await open();
			const at = await grow(log, BOARD, 0);
			const write = (seq: number, was: number | null, to: LedgerRow) =>
				log
					.append(BOARD, { ...at, seq }, bytes(1), { ledger: [{ card: CARD, was, row: to }] })
					.then(whyNot);
			const shown = row(2, { outcome: 'shown', number: 17 });
			expect(await write(0, 1, row(1))).toBe('taken');
			expect(
				await write(
					0,
					null,
					row(1, { held: { question: 'q', text: 'ß', lang: 'de', sinceMs: 1 } }),
				),
			).toBe('ok');
			expect(await write(1, null, shown)).toBe('taken');
			expect(await write(1, 1, shown)).toBe('ok');
			expect(await write(2, 1, row(2))).toBe('taken');
			expect(await other.ledger(DIALOGUE, [CARD, CARD_2])).toEqual(new Map([[CARD, shown]]));
			expect(await other.ledgerOf(DIALOGUE)).toEqual(new Map([[CARD, shown]]));
			expect(await log.ledgerOf(NEIGHBOUR)).toEqual(new Map());
			expect(await log.ledger(NEIGHBOUR, [CARD])).toEqual(new Map());
		});

		test('[UL9] rows alone take no number, and are judged like an entry', async () => {
			const { log } = await open();
			const at = await grow(log, BOARD, 2);
			const together: Together = { ledger: [{ card: CARD, was: null, row: row(1) }] };
			const note = (over: Partial<At>) => log.append(BOARD, { ...at, ...over }, null, together);
			expect(whyNot(await note({ seq: 1 }))).toBe('conflict');
			expect(whyNot(await note({ epoch: 'x' }))).toBe('stale-epoch');
			expect(await note({})).toEqual({ ok: true, seq: 2 });
			expect(whyNot(await note({}))).toBe('taken');
			expect(await seqs(log, BOARD)).toEqual([1, 2]);
			expect((await log.ledgerOf(DIALOGUE)).size).toBe(1);
		});

		test('[UL9] of two writers of one row, one wins, whichever documents they write', async () => {
			const { log, other } = await open();
			const { epoch } = await log.open(BOARD);
			const mine: Together = { ledger: [{ card: CARD, was: null, row: row(1) }] };
			const answers = await Promise.all([
				log.append(BOARD, { seq: 0, epoch }, bytes(1), mine),
				other.append(BOARD_2, { seq: 0, epoch }, bytes(1), mine),
			]);
			expect(answers.map(whyNot).toSorted()).toEqual(['ok', 'taken']);
			expect((await seqs(log, BOARD)).length + (await seqs(log, BOARD_2)).length).toBe(1);
		});

		test('[UL10] a debt comes with its entry and lasts until it is settled', async () => {
			const { log, other, restart } = await open();
			const at = await grow(log, SEAT_DOC, 2);
			await log.append(SEAT_DOC, at, bytes(3), { due: SEAT });
			const due = { dialogue: DIALOGUE, seat: SEAT, seq: 3 };
			expect(await other.due()).toEqual([due]);
			const again = restart ? await restart() : log;
			expect(await again.due()).toEqual([due]);
			await again.settle(due);
			expect(await again.due()).toEqual([]);
			await again.settle(due);
			expect(await again.due()).toEqual([]);
		});

		test('[UL10] a debt that has grown is not settled by an older look', async () => {
			const { log } = await open();
			const at = await grow(log, SEAT_DOC, 0);
			await log.append(SEAT_DOC, at, bytes(1), { due: SEAT });
			const [first] = await log.due();
			await log.append(SEAT_DOC, { ...at, seq: 1 }, bytes(2), { due: SEAT });
			if (first) await log.settle(first);
			const [second] = await log.due();
			expect(second?.seq).toBeGreaterThan(first?.seq ?? 0);
			if (second) await log.settle(second);
			expect(await log.due()).toEqual([]);
		});

		test('[UL10] owing without an entry makes a debt grow, also at the same number', async () => {
			const { log } = await open();
			await log.owe(DIALOGUE, [SEAT, SEAT_2]);
			const before = await log.due();
			expect(before.map(({ seat }) => seat).toSorted()).toEqual([SEAT, SEAT_2].toSorted());
			await log.owe(DIALOGUE, [SEAT]);
			for (const due of before) await log.settle(due);
			const left = await log.due();
			expect(left.map(({ seat }) => seat)).toEqual([SEAT]);
			// settled, and owed again: a settlement that comes twice does not meet the new debt
			for (const due of left) await log.settle(due);
			await log.owe(DIALOGUE, [SEAT]);
			for (const due of left) await log.settle(due);
			expect(await log.due()).toHaveLength(1);
		});

		test('[UL10] a note on a board can owe a seat a look', async () => {
			const { log } = await open();
			const seat = await grow(log, SEAT_DOC, 4);
			const { epoch } = await log.open(BOARD);
			await log.append(BOARD, { seq: 0, epoch }, null, { due: SEAT });
			expect(await log.due()).toEqual([{ dialogue: DIALOGUE, seat: SEAT, seq: seat.seq }]);
		});

		test('[UL11] a bell rings for each number, and for nothing else, until one stops listening', async () => {
			const { log } = await open();
			const heard: string[] = [];
			const stop = log.onBell((doc, seq) => heard.push(`${doc.kind} ${doc.id} ${seq}`));
			const at = await grow(log, BOARD, 2);
			await log.append(BOARD, at, null, { ledger: [{ card: CARD, was: null, row: row(1) }] });
			await grow(log, SEAT_DOC, 1);
			await expect
				.poll(() => heard)
				.toEqual([`board ${TABLE} 1`, `board ${TABLE} 2`, `seat ${SEAT} 1`]);
			stop();
			await grow(log, BOARD, 1);
			await settled();
			expect(heard).toHaveLength(3);
		});

		test('[UL12] what is refused to one document in the same moment is given to the others', async () => {
			const { log } = await open();
			const { epoch } = await log.open(BOARD);
			const docs = Array.from({ length: 30 }, (_, n): DocName => ({
				dialogue: DIALOGUE,
				kind: 'board',
				id: `t_${n}`,
			}));
			const answers = await Promise.all(
				docs.map((doc, n) => log.append(doc, { seq: n % 3 === 0 ? 5 : 0, epoch }, bytes(n))),
			);
			expect(answers.map(whyNot)).toEqual(docs.map((_, n) => (n % 3 === 0 ? 'conflict' : 'ok')));
		});
	});
}
