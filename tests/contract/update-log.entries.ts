import { describe, expect, test } from 'vitest';
import type { At, Together } from '#server/ports/update-log.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import {
	DIALOGUE,
	SEAT,
	CARD,
	CARD_2,
	BOARD,
	BOARD_2,
	SEAT_DOC,
	FOREIGN,
	bytes,
	row,
	grow,
	seqs,
	whyNot,
	type LogRig,
} from './update-log.rig.ts';

/** UL1–UL4: entries and their numbers. */
export function updateLogEntries(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog, entries: ${name}`, () => {
		test('[UL1] an append gets the next number', async () => {
			const { log } = await open();
			const { epoch } = await log.open(BOARD);
			expect(await log.append(BOARD, { seq: 0, epoch }, bytes(7))).toEqual({ ok: true, seq: 1 });
			expect(await log.append(BOARD, { seq: 1, epoch }, bytes(8))).toEqual({ ok: true, seq: 2 });
			expect(await log.read(BOARD, 0)).toEqual([
				{ seq: 1, update: bytes(7) },
				{ seq: 2, update: bytes(8) },
			]);
		});

		test('[UL1] what was answered ok is there for other nodes and after a restart', async () => {
			const { log, other, restart } = await open();
			const { epoch } = await grow(log, BOARD, 3);
			expect((await other.open(BOARD)).tail).toEqual((await log.open(BOARD)).tail);
			if (!restart) return;
			const again = await restart();
			expect(await seqs(again, BOARD)).toEqual([1, 2, 3]);
			expect(whyNot(await again.append(BOARD, { seq: 3, epoch }, bytes(4)))).toBe('ok');
		});

		test('[UL1] bytes are kept as they were at the call, of any length', async () => {
			const { log } = await open();
			const { epoch } = await log.open(BOARD);
			const reused = bytes(1, 2, 3);
			const appended = log.append(BOARD, { seq: 0, epoch }, reused);
			reused.fill(0);
			await appended;
			const large = Uint8Array.from({ length: 1_000_000 }, (_, n) => n % 251);
			await log.append(BOARD, { seq: 1, epoch }, large);
			await log.append(BOARD, { seq: 2, epoch }, bytes());
			const kept = (await log.open(BOARD)).tail.map(({ update }) => update);
			expect(kept[0]).toEqual(bytes(1, 2, 3));
			expect(Buffer.from(kept[1] ?? []).equals(large)).toBe(true);
			expect(kept[2]).toEqual(bytes());
		});

		test('[UL2] of many appends at one number, one wins', async () => {
			const { log, other } = await open();
			const { epoch } = await log.open(BOARD);
			const answers = await Promise.all(
				[1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
					(n % 2 ? log : other).append(BOARD, { seq: 0, epoch }, bytes(n)),
				),
			);
			expect(answers.map(whyNot).toSorted()).toEqual([...Array<string>(7).fill('conflict'), 'ok']);
			expect(await seqs(log, BOARD)).toEqual([1]);
		});

		test('[UL2] neither ahead of the log nor behind it', async () => {
			const { log } = await open();
			const { epoch } = await grow(log, BOARD, 2);
			for (const seq of [0, 1, 3])
				expect(whyNot(await log.append(BOARD, { seq, epoch }, bytes(9)))).toBe('conflict');
			expect(await seqs(log, BOARD)).toEqual([1, 2]);
		});

		test('[UL2] checks in the order gone, stale-epoch, conflict, taken', async () => {
			const { log } = await open();
			const { epoch } = await log.open(BOARD);
			const together: Together = { ledger: [{ card: CARD, was: 5, row: row(6) }] };
			const wrong = (at: Partial<At>) =>
				log.append(BOARD, { seq: 0, epoch, ...at }, bytes(1), together).then(whyNot);
			expect(await wrong({})).toBe('taken');
			expect(await wrong({ seq: 4 })).toBe('conflict');
			expect(await wrong({ seq: 4, epoch: 'x' })).toBe('stale-epoch');
			await log.erase(DIALOGUE);
			expect(await wrong({ seq: 4, epoch: 'x' })).toBe('gone');
		});

		test('[UL2] what is refused leaves no trace', async () => {
			const { log } = await open();
			const at = await grow(log, SEAT_DOC, 1);
			await log.append(SEAT_DOC, at, null, { ledger: [{ card: CARD, was: null, row: row(1) }] });
			const bells: number[] = [];
			log.onBell((_, seq) => bells.push(seq));
			const together: Together = {
				due: SEAT,
				ledger: [
					{ card: CARD_2, was: null, row: row(1) }, // holds
					{ card: CARD, was: null, row: row(2) }, // does not
				],
			};
			expect(whyNot(await log.append(SEAT_DOC, at, bytes(9), together))).toBe('taken');
			await log.append(SEAT_DOC, { ...at, seq: 7 }, bytes(9), together);
			await log.append(SEAT_DOC, { ...at, epoch: 'x' }, bytes(9), together);
			expect(await seqs(log, SEAT_DOC)).toEqual([1]);
			expect(await log.ledgerOf(DIALOGUE)).toEqual(new Map([[CARD, row(1)]]));
			expect(await log.due()).toEqual([]);
			await settled();
			expect(bells).toEqual([]);
		});

		test('[UL3] after a lost answer the entry is found by its bytes, and asking again doubles nothing', async () => {
			const { log } = await open();
			const at = await grow(log, BOARD, 1);
			await log.append(BOARD, at, bytes(42)); // the answer is lost
			expect(whyNot(await log.append(BOARD, at, bytes(42)))).toBe('conflict');
			expect(await log.read(BOARD, 1)).toEqual([{ seq: 2, update: bytes(42) }]);
		});

		test('[UL4] an unknown document is empty, generation 1', async () => {
			const { log } = await open();
			const opened = await log.open(BOARD);
			expect(opened).toMatchObject({ generation: 1, tail: [] });
			expect(opened.snapshot).toBeUndefined();
			expect(opened.epoch).toMatch(/^\d+\.\d+$/);
		});

		test('[UL4] documents of one name under another kind, table or dialogue are others', async () => {
			const { log } = await open();
			await grow(log, BOARD, 1);
			await grow(log, SEAT_DOC, 2);
			await grow(log, FOREIGN, 3);
			expect(await seqs(log, BOARD)).toEqual([1]);
			expect(await seqs(log, SEAT_DOC)).toEqual([1, 2]);
			expect(await seqs(log, FOREIGN)).toEqual([1, 2, 3]);
			expect(await seqs(log, BOARD_2)).toEqual([]);
		});

		test('[UL4] the tail begins right after the snapshot', async () => {
			const { log, restart } = await open();
			await grow(log, BOARD, 5);
			expect(await log.compact(BOARD, { seq: 3, state: bytes(1, 2, 3) }, 2)).toBe('ok');
			const expected = { snapshot: { seq: 3, state: bytes(1, 2, 3) }, generation: 1 };
			expect(await log.open(BOARD)).toMatchObject(expected);
			expect(await seqs(log, BOARD)).toEqual([4, 5]);
			if (!restart) return;
			const again = await restart();
			expect(await again.open(BOARD)).toMatchObject(expected);
			expect(await seqs(again, BOARD)).toEqual([4, 5]);
		});
	});
}
