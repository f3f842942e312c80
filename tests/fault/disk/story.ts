import { createHash } from 'node:crypto';
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedRecords } from '#server/adapters/embedded/records.ts';
import type { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Records } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { DialogueId, SeatId } from '#shared/ids.ts';
import { row } from '#tests/contract/update-log.rig.ts';

export const DAY: DialogueId = 'd_day';
const OTHER: DialogueId = 'd_other';
const BOARD: DocName = { dialogue: DAY, kind: 'board', id: 't_1' };
const SEATS: readonly SeatId[] = ['s_1', 's_2', 's_3'];
const FOREIGN: DocName = { dialogue: OTHER, kind: 'board', id: 't_1' };
const DOCS: readonly DocName[] = [
	BOARD,
	FOREIGN,
	...SEATS.map((id) => ({ dialogue: DAY, kind: 'seat', id }) as const),
];
const VOTE = 'v_1';

/** What a store keeps, as its ports tell it. */
interface Parts {
	readonly log: UpdateLog;
	readonly records: Records;
	readonly ballots: BallotBox;
}

export function partsOf(store: EmbeddedStore): Parts {
	return {
		log: new EmbeddedUpdateLog(store),
		records: new EmbeddedRecords(store),
		ballots: new EmbeddedBallotBox(store),
	};
}

/** One number for everything that can be read. Rejects if something is damaged. */
export async function digestOf({ log, records, ballots }: Parts): Promise<string> {
	const hash = createHash('sha1');
	const say = (what: unknown): unknown => hash.update(`${JSON.stringify(what)}\n`);
	for (const doc of DOCS) {
		const { tail, snapshot, ...rest } = await log.open(doc);
		say([doc, rest, snapshot?.seq, [...(snapshot?.state ?? [])]]);
		for (const { seq, update } of tail) say([seq, [...update]]);
	}
	for (const dialogue of [DAY, OTHER]) {
		say([...(await log.ledgerOf(dialogue))].sort());
		say([...(await ballots.read(dialogue, VOTE)).ballots]);
	}
	say([...(await log.due())].sort((a, b) => a.seat.localeCompare(b.seat)));
	say((await records.list('code')).toSorted((a, b) => a.id.localeCompare(b.id)));
	return hash.digest('hex');
}

/**
 * An event day in small: every kind of thing that is ever written. Each step is atomic; those of one list are asked for in
 * the same turn, which the embedded store keeps in one commit.
 */
export function storyOf({ log, records, ballots }: Parts): (() => Promise<unknown>)[][] {
	const append = async (doc: DocName, length: number, together = {}): Promise<void> => {
		const { epoch, snapshot, tail } = await log.open(doc);
		const seq = (snapshot?.seq ?? 0) + tail.length;
		const answer = await log.append(doc, { seq, epoch }, bytesOf(seq + 1, length), together);
		if (!answer.ok) throw new Error(answer.why);
	};
	const seat = (n: number): DocName => ({ dialogue: DAY, kind: 'seat', id: SEATS[n % 3]! });
	const write = (id: string, was: number | null, dialogue = DAY) =>
		records.write([{ kind: 'code', id, dialogue, was, value: { dialogue } }]);
	const keystrokes = Array.from({ length: 8 }, (_, n) => () => append(BOARD, 40 + n));
	const cards = Array.from(
		{ length: 6 },
		(_, n) => () =>
			append(seat(n), 300, {
				due: SEATS[n % 3],
				ledger: [{ card: `c_${n}`, was: null, row: row(1, { seat: SEATS[n % 3]! }) }],
			}),
	);
	const steps: ((() => Promise<unknown>) | (() => Promise<unknown>)[])[] = [
		() => write('AAAAAA', null),
		() => write('BBBBBB', null, OTHER),
		...keystrokes,
		...cards,
		[() => append(BOARD, 9), () => append(FOREIGN, 5_000), () => append(seat(0), 20)],
		() => ballots.open(DAY, VOTE),
		() => ballots.put(DAY, VOTE, 's_1', 'x', { c_1: 2 }),
		() => log.fence(DAY, 't_1'),
		() => append(BOARD, 20_000),
		() => log.settle({ dialogue: DAY, seat: 's_1', seq: 99 }),
		() => log.compact(BOARD, { seq: 9, state: bytesOf(9, 12_000) }, 2),
		...keystrokes.slice(0, 4),
		() => log.compact(seat(1), { seq: 2, state: bytesOf(2, 600) }, 0),
		() => write('AAAAAA', 1),
		() => log.erase(OTHER),
		() => records.erase(OTHER),
		() => log.renew(DAY),
		...keystrokes.slice(0, 3),
	];
	return steps.map((step) => [step].flat());
}

/** What stands under a number is known beforehand. */
function bytesOf(seq: number, length: number): Uint8Array {
	return Uint8Array.from({ length }, (_, at) => (seq * 31 + at * 7 + (at >> 8)) % 251);
}
