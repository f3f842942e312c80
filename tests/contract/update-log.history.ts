import { describe, expect, test } from 'vitest';
import { FORGOTTEN_SEAT, type UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import {
	BOARD,
	BOARD_2,
	bytes,
	CARD,
	CARD_2,
	CARD_3,
	DIALOGUE,
	FOREIGN,
	grow,
	row,
	SEAT,
	SEAT_2,
	SEAT_DOC,
	seqs,
	TABLE,
	whyNot,
	type LogRig,
} from './update-log.rig.ts';

const DESK: DocName = { dialogue: DIALOGUE, kind: 'desk', id: 'themes' };
const SEAT_DOC_2: DocName = { dialogue: DIALOGUE, kind: 'seat', id: SEAT_2 };

/** UL13–UL15: where a log stands, restores, and the end of the seats. */
export function updateLogHistory(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog, history: ${name}`, () => {
		const standing = async (log: UpdateLog, doc: DocName) => {
			const { generation, epoch, tail, snapshot } = await log.open(doc);
			return { generation, epoch, seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0 };
		};

		test('[UL14] head tells what open tells', async () => {
			const { log, other } = await open();
			const docs = [BOARD, SEAT_DOC, DESK, FOREIGN];
			const agree = async (): Promise<void> => {
				for (const doc of docs) expect(await other.head(doc)).toEqual(await standing(log, doc));
			};
			expect(await log.head(BOARD)).toEqual({ generation: 1, epoch: '0.0', seq: 0 });
			for (const doc of docs) await grow(log, doc, 3);
			await agree();
			await log.compact(BOARD, { seq: 3, state: bytes(1) }, 0);
			await log.fence(DIALOGUE, TABLE);
			await agree();
			await log.renew(DIALOGUE);
			await log.forgetSeats(DIALOGUE);
			await agree();
			await log.erase(DIALOGUE);
			await agree();
		});

		test('[UL13] renew: a higher generation for all documents of the dialogue, and what was judged before is stale', async () => {
			const { log, other, restart } = await open();
			const docs = [BOARD, SEAT_DOC, DESK];
			const before = await Promise.all(docs.map((doc) => grow(log, doc, 2)));
			const foreign = await log.head(FOREIGN);
			expect(await other.renew(DIALOGUE)).toBe(2);
			for (const [n, doc] of docs.entries()) {
				expect(whyNot(await log.append(doc, before[n]!, bytes(3)))).toBe('stale-epoch');
				expect(await seqs(log, doc)).toEqual([1, 2]);
				const { generation, epoch, seq } = await log.head(doc);
				expect(generation).toBe(2);
				expect(whyNot(await log.append(doc, { seq, epoch }, bytes(3)))).toBe('ok');
			}
			expect(await log.head(BOARD_2)).toMatchObject({ generation: 2, seq: 0 });
			expect(await log.head(FOREIGN)).toEqual(foreign);

			const fenced = await log.fence(DIALOGUE, TABLE);
			expect((await log.head(BOARD)).epoch).toBe(fenced);
			expect(await log.renew(DIALOGUE)).toBe(3);
			expect((await log.head(BOARD)).epoch).not.toBe(fenced);
			await log.renew(FOREIGN.dialogue);
			await log.erase(FOREIGN.dialogue);
			await log.renew(FOREIGN.dialogue);
			expect(whyNot(await log.append(FOREIGN, foreign, bytes(1)))).toBe('gone');
			if (restart) expect((await (await restart()).open(BOARD)).generation).toBe(3);
		});

		test('[UL15] with the seats go those entries of boards that a snapshot holds', async () => {
			const { log, other } = await open();
			await grow(log, BOARD, 5);
			await log.compact(BOARD, { seq: 4, state: bytes(9) }, 3);
			await log.forgetSeats(DIALOGUE);
			expect(await other.read(BOARD, 2)).toBe('trimmed');
			expect(await other.read(BOARD, 3)).toBe('trimmed');
			const { snapshot, tail } = await other.open(BOARD);
			expect([snapshot?.seq, tail.map(({ seq }) => seq)]).toEqual([4, [5]]);
		});

		test('[UL15] forgotten seats: nothing of them is left, boards and neighbours stay, and it can be asked again', async () => {
			const { log, other, restart } = await open();
			const board = await grow(log, BOARD, 3);
			await grow(log, DESK, 1);
			const foreignSeat: DocName = { ...SEAT_DOC, dialogue: FOREIGN.dialogue };
			await grow(log, foreignSeat, 2);
			await log.owe(FOREIGN.dialogue, [SEAT]);
			const at = await grow(log, SEAT_DOC, 3);
			await log.compact(SEAT_DOC, { seq: 2, state: bytes(2) }, 1);
			const words = { question: 'need', text: '"sinceMs":7', lang: 'de', round: 2 };
			const held = { ...words, sinceMs: 1_795_330_000_123 };
			await log.append(SEAT_DOC, at, bytes(4), {
				due: SEAT,
				ledger: [
					{ card: CARD_3, was: null, row: row(1, { outcome: 'late', held }) },
					{ card: CARD, was: null, row: row(1) },
					{ card: CARD_2, was: null, row: row(1, { seat: SEAT_2, note: '"seat":"s_Arbeit"' }) },
				],
			});
			await grow(log, SEAT_DOC_2, 1);
			await other.forgetSeats(DIALOGUE);

			const areForgotten = async (store: UpdateLog): Promise<void> => {
				for (const doc of [SEAT_DOC, SEAT_DOC_2]) {
					expect((await store.open(doc)).tail).toEqual([]);
					expect((await store.open(doc)).snapshot).toBeUndefined();
					expect(await store.read(doc, 0)).toEqual([]);
				}
				expect(await store.ledgerOf(DIALOGUE)).toEqual(
					new Map([
						[CARD, row(1, { seat: FORGOTTEN_SEAT })],
						[CARD_2, row(1, { seat: FORGOTTEN_SEAT, note: '"seat":"s_Arbeit"' })],
						[
							CARD_3,
							row(1, { seat: FORGOTTEN_SEAT, outcome: 'late', held: { ...words, sinceMs: 0 } }),
						],
					]),
				);
				expect((await store.due()).map(({ dialogue }) => dialogue)).toEqual([FOREIGN.dialogue]);
				expect(await seqs(store, BOARD)).toEqual([1, 2, 3]);
				expect(await seqs(store, DESK)).toEqual([1]);
				expect(await seqs(store, foreignSeat)).toEqual([1, 2]);
			};
			await areForgotten(log);
			expect(whyNot(await log.append(SEAT_DOC, { ...at, seq: 0 }, bytes(5)))).toBe('stale-epoch');
			expect(whyNot(await log.append(SEAT_DOC, { ...at, seq: 4 }, null, { due: SEAT }))).toBe(
				'stale-epoch',
			);
			await log.forgetSeats(DIALOGUE);
			await areForgotten(log);
			expect(whyNot(await log.append(BOARD, board, bytes(4), { due: SEAT }))).toBe('ok');
			await log.erase(DIALOGUE);
			await log.forgetSeats(DIALOGUE);
			if (!restart) return;
			const again = await restart();
			expect(await again.ledgerOf(DIALOGUE)).toEqual(new Map());
			expect(await seqs(again, foreignSeat)).toEqual([1, 2]);
		});
	});
}
