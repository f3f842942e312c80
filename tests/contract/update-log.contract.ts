import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { AppendAnswer, At, Together, UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import { settled } from '#tests/support/virtual-clock.ts';

/** What a runner gives for one test: a fresh, empty store. */
export interface LogRig {
	readonly log: UpdateLog;
	/** The same store as another node sees it; `log` itself where there is one node only. */
	readonly other: UpdateLog;
	/** The store after a restart of everything; absent where nothing outlives the process. */
	readonly restart?: () => Promise<UpdateLog>;
}

const DIALOGUE: DialogueId = 'd_Fest';
const NEIGHBOUR: DialogueId = 'd_Festung'; // begins with the other's id
const TABLE: TableId = 't_Arbeit';
const TABLE_2: TableId = 't_Frauen';
const SEAT: SeatId = 's_Arbeit'; // ends like the table's id
const SEAT_2: SeatId = 's_zwei';
const CARD: CardId = 'c_eins';
const CARD_2: CardId = 'c_zwei';
const BOARD: DocName = { dialogue: DIALOGUE, kind: 'board', id: TABLE };
const BOARD_2: DocName = { dialogue: DIALOGUE, kind: 'board', id: TABLE_2 };
const SEAT_DOC: DocName = { dialogue: DIALOGUE, kind: 'seat', id: SEAT };
const FOREIGN: DocName = { dialogue: NEIGHBOUR, kind: 'board', id: TABLE };

const bytes = (...of: number[]): Uint8Array => Uint8Array.from(of);
const row = (rev: number, rest: Partial<LedgerRow> = {}): LedgerRow => ({
	rev,
	seat: SEAT,
	table: TABLE,
	outcome: 'waiting',
	seen: `f${rev}`,
	...rest,
});

/** Appends one byte at the end, `count` times: entry n is the byte n. Answers where the log then is. */
async function grow(log: UpdateLog, doc: DocName, count: number): Promise<At> {
	const { epoch, tail, snapshot } = await log.open(doc);
	let seq = tail.at(-1)?.seq ?? snapshot?.seq ?? 0;
	for (let n = 0; n < count; n++) {
		expect(await log.append(doc, { seq, epoch }, bytes(seq + 1))).toEqual({
			ok: true,
			seq: seq + 1,
		});
		seq += 1;
	}
	return { seq, epoch };
}
const seqs = async (log: UpdateLog, doc: DocName): Promise<number[]> =>
	(await log.open(doc)).tail.map(({ seq }) => seq);
const whyNot = (answer: AppendAnswer): string => (answer.ok ? 'ok' : answer.why);

/** Call once per implementation. `open` gives a fresh, empty store. */
export function updateLogContract(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog: ${name}`, () => {
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

		test('[UL7] a dialogue’s fence moves all its boards, and no seat', async () => {
			const { log } = await open();
			const of = async (doc: DocName) => (await log.open(doc)).epoch;
			await log.fence(DIALOGUE, TABLE_2);
			const before = [await of(BOARD), await of(BOARD_2), await of(SEAT_DOC), await of(FOREIGN)];
			await log.fence(DIALOGUE, null);
			expect(await of(BOARD)).not.toBe(before[0]);
			expect(await of(BOARD_2)).not.toBe(before[1]);
			expect(await of(SEAT_DOC)).toBe(before[2]);
			expect(await of(FOREIGN)).toBe(before[3]);
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

		test('[UL2] any sequence of calls is answered as by the reference', async () => {
			await fc.assert(
				fc.asyncProperty(fc.array(anyCall(), { minLength: 1, maxLength: 40 }), async (calls) => {
					const { log } = await open();
					const reference = new MemoryUpdateLog();
					for (const call of calls)
						expect(await answerOf(log, call)).toEqual(await answerOf(reference, call));
				}),
				{ numRuns: 40 },
			);
		});
	});
}

type Call =
	| {
			call: 'append';
			doc: DocName;
			late: number;
			stale: boolean;
			note: boolean;
			together?: Together;
	  }
	| { call: 'read'; doc: DocName; after: number }
	| { call: 'compact'; doc: DocName; behind: number; keepTail: number }
	| { call: 'fence'; dialogue: DialogueId; table: TableId | null }
	| { call: 'erase'; dialogue: DialogueId }
	| { call: 'owe'; dialogue: DialogueId; seats: readonly SeatId[] }
	| { call: 'settle'; which: number; older: number }
	| { call: 'look' };

function anyCall(): fc.Arbitrary<Call> {
	const doc = fc.constantFrom(BOARD, BOARD_2, SEAT_DOC, FOREIGN);
	const dialogue = fc.constantFrom(DIALOGUE, NEIGHBOUR);
	const revision = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
	const together: fc.Arbitrary<Together> = fc.record(
		{
			due: fc.constantFrom(SEAT, SEAT_2),
			ledger: fc.uniqueArray(
				fc.record({
					card: fc.constantFrom(CARD, CARD_2),
					was: revision,
					row: fc.integer({ min: 1, max: 3 }).map((rev) => row(rev)),
				}),
				{ maxLength: 2, selector: ({ card }) => card },
			),
		},
		{ requiredKeys: [] },
	);
	const usuallyNot = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
	return fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({
				call: fc.constant('append' as const),
				doc,
				late: fc.integer({ min: -4, max: 2 }).map((n) => Math.max(0, n)),
				stale: usuallyNot,
				note: usuallyNot,
				together,
			}),
		},
		fc.record({
			call: fc.constant('read' as const),
			doc,
			after: fc.integer({ min: 0, max: 8 }),
		}),
		fc.record({
			call: fc.constant('compact' as const),
			doc,
			behind: fc.integer({ min: -1, max: 3 }),
			keepTail: fc.integer({ min: 0, max: 3 }),
		}),
		fc.record({
			call: fc.constant('fence' as const),
			dialogue,
			table: fc.constantFrom(TABLE, TABLE_2, null),
		}),
		fc.record({
			call: fc.constant('owe' as const),
			dialogue,
			seats: fc.constantFrom([SEAT], [SEAT_2, SEAT]),
		}),
		fc.record({
			call: fc.constant('settle' as const),
			which: fc.integer({ min: 0, max: 1 }),
			older: fc.integer({ min: 0, max: 1 }),
		}),
		fc.record({ call: fc.constant('look' as const) }),
		{
			weight: 1,
			arbitrary: fc
				.tuple(dialogue, usuallyNot)
				.map(([of, really]): Call => (really ? { call: 'erase', dialogue: of } : { call: 'look' })),
		},
	);
}

const last = async (log: UpdateLog, doc: DocName): Promise<At> => {
	const { epoch, snapshot, tail } = await log.open(doc);
	return { epoch, seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0 };
};

async function answerOf(log: UpdateLog, call: Call): Promise<unknown> {
	switch (call.call) {
		case 'append': {
			const { seq, epoch } = await last(log, call.doc);
			const at = { seq: Math.max(0, seq - call.late), epoch: call.stale ? '9.9' : epoch };
			return log.append(call.doc, at, call.note ? null : bytes(seq), call.together);
		}
		case 'read':
			return log.read(call.doc, call.after);
		case 'compact': {
			const seq = Math.max(0, (await last(log, call.doc)).seq - call.behind);
			return log.compact(call.doc, { seq, state: bytes(seq) }, call.keepTail);
		}
		case 'fence':
			await log.fence(call.dialogue, call.table);
			return (await log.open(BOARD)).epoch === (await log.open(BOARD_2)).epoch;
		case 'erase':
			return log.erase(call.dialogue);
		case 'owe':
			return log.owe(call.dialogue, call.seats);
		case 'settle': {
			const due = byName(await log.due())[call.which];
			return due && log.settle({ ...due, seq: due.seq - call.older });
		}
		case 'look':
			return {
				due: byName(await log.due()),
				ledgers: [await log.ledgerOf(DIALOGUE), await log.ledgerOf(NEIGHBOUR)],
				docs: await Promise.all(
					[BOARD, BOARD_2, SEAT_DOC, FOREIGN].map(async (doc) => {
						const { snapshot, tail, generation } = await log.open(doc);
						return { snapshot, tail, generation };
					}),
				),
			};
	}
}
const byName = <D extends { dialogue: string; seat: string }>(due: readonly D[]): D[] =>
	due.toSorted((a, b) => (a.dialogue + a.seat < b.dialogue + b.seat ? -1 : 1));
