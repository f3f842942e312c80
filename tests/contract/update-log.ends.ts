import { describe, expect, test } from 'vitest';
import type { Together, UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import {
	DIALOGUE,
	TABLE,
	TABLE_2,
	SEAT,
	CARD,
	BOARD,
	BOARD_2,
	SEAT_DOC,
	DESK_DOC,
	FOREIGN,
	bytes,
	row,
	grow,
	seqs,
	whyNot,
	type LogRig,
} from './update-log.rig.ts';

/** UL5–UL8: reading on, compaction, fences and the end. */
export function updateLogEnds(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog, ends: ${name}`, () => {
		test('[UL5] read gives what comes after a number, contiguous, or nothing', async () => {
			const { log } = await open();
			await grow(log, BOARD, 4);
			expect(await log.read(BOARD, 2)).toEqual([
				{ seq: 3, update: bytes(3) },
				{ seq: 4, update: bytes(4) },
			]);
			expect(await log.read(BOARD, 4)).toEqual([]);
			expect(await log.read(BOARD, 9)).toEqual([]);
			expect(await log.read(BOARD_2, 0)).toEqual([]);
		});

		test('[UL5] trimmed exactly where the first entry is no longer kept', async () => {
			const { log } = await open();
			await grow(log, BOARD, 6);
			await log.compact(BOARD, { seq: 5, state: bytes(0) }, 2);
			expect(await log.read(BOARD, 2)).toBe('trimmed');
			const after3 = await log.read(BOARD, 3);
			expect(after3 === 'trimmed' ? after3 : after3.map(({ seq }) => seq)).toEqual([4, 5, 6]);
		});

		test('[UL5] a log compacted to its end and to nothing: trimmed behind, empty at the end, and it goes on', async () => {
			const { log } = await open();
			const at = await grow(log, BOARD, 3);
			expect(await log.compact(BOARD, { seq: 3, state: bytes(0) }, 0)).toBe('ok');
			expect(await log.read(BOARD, 2)).toBe('trimmed');
			expect(await log.read(BOARD, 3)).toEqual([]);
			expect(await log.append(BOARD, at, bytes(4))).toEqual({ ok: true, seq: 4 });
			expect(await seqs(log, BOARD)).toEqual([4]);
			expect(await log.read(BOARD, 2)).toBe('trimmed');
		});

		test('[UL6] refuses a snapshot that is not newer, or beyond the log, and changes nothing', async () => {
			const { log } = await open();
			await grow(log, BOARD, 5);
			expect(await log.compact(BOARD, { seq: 6, state: bytes(6) }, 0)).toBe('stale');
			expect(await log.compact(BOARD_2, { seq: 1, state: bytes(6) }, 0)).toBe('stale');
			expect(await log.compact(BOARD, { seq: 4, state: bytes(4) }, 9)).toBe('ok');
			expect(await log.compact(BOARD, { seq: 4, state: bytes(5) }, 0)).toBe('stale');
			expect(await log.compact(BOARD, { seq: 3, state: bytes(5) }, 0)).toBe('stale');
			expect((await log.open(BOARD)).snapshot).toEqual({ seq: 4, state: bytes(4) });
			expect(await log.read(BOARD, 0)).toHaveLength(5);
		});

		test('[UL6] the newer snapshot takes the older one’s place; nothing above it is dropped', async () => {
			const { log } = await open();
			await grow(log, BOARD, 3);
			await log.compact(BOARD, { seq: 2, state: bytes(2) }, 0);
			await grow(log, BOARD, 4);
			expect(await log.compact(BOARD, { seq: 5, state: bytes(5) }, 0)).toBe('ok');
			expect((await log.open(BOARD)).snapshot).toEqual({ seq: 5, state: bytes(5) });
			expect(await seqs(log, BOARD)).toEqual([6, 7]);
		});

		test('[UL6] appends go on while it is compacted', async () => {
			const { log, other } = await open();
			const { epoch } = await grow(log, BOARD, 20);
			const answers = await Promise.all([
				log.append(BOARD, { seq: 20, epoch }, bytes(21)).then(whyNot),
				other.compact(BOARD, { seq: 10, state: bytes(10) }, 0),
				log.append(BOARD, { seq: 21, epoch }, bytes(22)).then(whyNot),
				log.compact(BOARD, { seq: 20, state: bytes(20) }, 0),
			]);
			expect(answers[0]).toBe('ok');
			expect(answers[3]).toBe('ok');
			const { snapshot, tail } = await log.open(BOARD);
			expect(snapshot?.seq).toBe(20);
			expect(tail.map(({ seq }) => seq)).toEqual(answers[2] === 'ok' ? [21, 22] : [21]);
		});

		test('[UL7] a table’s fence moves its board and nothing else', async () => {
			const { log, other } = await open();
			const epochs = () =>
				Promise.all(
					[BOARD, BOARD_2, SEAT_DOC, FOREIGN].map(async (doc) => (await log.open(doc)).epoch),
				);
			const [board, ...rest] = await epochs();
			const fenced = await other.fence(DIALOGUE, TABLE);
			expect(fenced).not.toBe(board);
			expect(await epochs()).toEqual([fenced, ...rest]);
		});

		test('[UL7] a dialogue’s fence moves all its boards, no seat and nothing on the desk', async () => {
			const { log } = await open();
			const of = async (doc: DocName) => (await log.open(doc)).epoch;
			await log.fence(DIALOGUE, TABLE_2);
			const docs = [BOARD, BOARD_2, SEAT_DOC, FOREIGN, DESK_DOC];
			const before = await Promise.all(docs.map(of));
			await log.fence(DIALOGUE, null);
			expect(await of(BOARD)).not.toBe(before[0]);
			expect(await of(BOARD_2)).not.toBe(before[1]);
			expect(await of(SEAT_DOC)).toBe(before[2]);
			expect(await of(FOREIGN)).toBe(before[3]);
			expect(await of(DESK_DOC)).toBe(before[4]);
			expect((await log.append(DESK_DOC, { seq: 0, epoch: before[4]! }, bytes(1))).ok).toBe(true);
		});

		test('[UL7] an epoch never comes back, not even after a restart', async () => {
			const { log, restart } = await open();
			const seen = new Set([(await log.open(BOARD)).epoch]);
			for (const place of [TABLE, null, TABLE, null, null, TABLE]) {
				await log.fence(DIALOGUE, place);
				seen.add((await log.open(BOARD)).epoch);
			}
			expect(seen.size).toBe(7);
			if (!restart) return;
			const again = await restart();
			expect([...seen].at(-1)).toBe((await again.open(BOARD)).epoch);
		});

		test('[UL7] once a fence has resolved, nothing under the old epoch gets in', async () => {
			const { log, other } = await open();
			const { epoch } = await log.open(BOARD);
			const early = log.append(BOARD, { seq: 0, epoch }, bytes(1));
			const fenced = await other.fence(DIALOGUE, TABLE);
			const late = log.append(BOARD, { seq: 0, epoch }, bytes(2));
			expect(whyNot(await late)).toBe('stale-epoch');
			const kept = whyNot(await early) === 'ok' ? 1 : 0;
			expect(await seqs(log, BOARD)).toHaveLength(kept);
			expect(whyNot(await log.append(BOARD, { seq: kept, epoch: fenced }, bytes(3)))).toBe('ok');
		});

		test('[UL8] nothing of an erased dialogue can be read, and nothing more gets in', async () => {
			const { log, other, restart } = await open();
			await grow(log, BOARD, 3);
			await log.compact(BOARD, { seq: 2, state: bytes(2) }, 1);
			const at = await grow(log, SEAT_DOC, 1);
			const together: Together = {
				due: SEAT,
				ledger: [{ card: CARD, was: null, row: row(1) }],
			};
			await log.append(SEAT_DOC, at, bytes(2), together);
			const neighbour = await grow(log, FOREIGN, 2);
			await log.erase(DIALOGUE);

			const isGone = async (store: UpdateLog): Promise<void> => {
				for (const doc of [BOARD, SEAT_DOC, BOARD_2]) {
					const opened = await store.open(doc);
					expect(opened.tail).toEqual([]);
					expect(opened.snapshot).toBeUndefined();
					expect(await store.read(doc, 0)).toEqual([]);
					const from = { seq: 0, epoch: opened.epoch };
					expect(whyNot(await store.append(doc, from, bytes(1)))).toBe('gone');
					expect(whyNot(await store.append(doc, from, null))).toBe('gone');
					expect(await store.compact(doc, { seq: 1, state: bytes(1) }, 0)).toBe('stale');
				}
				expect(await store.ledgerOf(DIALOGUE)).toEqual(new Map());
				expect(await store.ledger(DIALOGUE, [CARD])).toEqual(new Map());
				expect(await store.due()).toEqual([]);
				expect(await seqs(store, FOREIGN)).toEqual([1, 2]);
			};
			await isGone(other);
			await log.fence(DIALOGUE, TABLE);
			await log.fence(DIALOGUE, null);
			await log.owe(DIALOGUE, [SEAT]);
			await log.erase(DIALOGUE);
			await isGone(log);
			if (restart) await isGone(await restart());
			else expect(whyNot(await log.append(FOREIGN, neighbour, bytes(3)))).toBe('ok');
		});
	});
}
