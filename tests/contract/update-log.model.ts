import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { At, Together, UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { DialogueId, SeatId, TableId } from '#shared/ids.ts';
import {
	DIALOGUE,
	NEIGHBOUR,
	TABLE,
	TABLE_2,
	SEAT,
	SEAT_2,
	CARD,
	CARD_2,
	BOARD,
	BOARD_2,
	SEAT_DOC,
	FOREIGN,
	bytes,
	row,
	type LogRig,
} from './update-log.rig.ts';

/** All rules at once: every store answers as the reference in memory. */
export function updateLogModel(name: string, open: () => Promise<LogRig>): void {
	describe(`UpdateLog, model: ${name}`, () => {
		test('[UL2] any sequence of calls is answered as by the reference', async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(anyCall(), { minLength: 1, maxLength: 40, size: 'max' }),
					async (calls) => {
						const { log } = await open();
						const reference = new MemoryUpdateLog();
						for (const call of calls)
							expect(await answerOf(log, call)).toEqual(await answerOf(reference, call));
					},
				),
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
			older: fc.integer({ min: -1, max: 1 }),
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
