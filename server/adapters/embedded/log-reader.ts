import { crc32 } from 'node:zlib';
import type { Entry, Epoch, Snapshot } from '#server/ports/update-log.ts';
import { unpacked } from '#server/adapters/system/packed-bytes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { DamagedLogError } from './errors.ts';
import type { LogStatements } from './log-statements.ts';
import { allOf, firstOf } from './statements.ts';

/** What has a counter in the book of fences, beside tables: all of them; the seats, when they are forgotten; restores. */
export const FENCE = { wholeDialogue: '', seats: 'seats', generation: 'generation' } as const;
/** Nothing is ever counted here. */
const NOWHERE = '-';

/** Where a document stands before something is appended to it. */
export interface Standing {
	/** Its dialogue was erased. */
	readonly isGone: boolean;
	readonly generation: number;
	readonly epoch: Epoch;
	/** Of its row; null: nothing was ever written. */
	readonly id: number | null;
	/** Of the last entry, 0 if there is none. */
	readonly seq: number;
}

type StandingRow = Record<'gone' | 'whole' | 'place' | 'restored' | 'id' | 'seq', number | null>;
type SnapshotRow = { seq: number; state: Uint8Array; crc: number; packed: number };
type EntryRow = { seq: number; bytes: Uint8Array; crc: number };

/** Reads what the embedded store has of logs; to be asked inside `read` and `write` of the store. */
export class LogReader {
	readonly #sql: LogStatements;

	constructor(sql: LogStatements) {
		this.#sql = sql;
	}

	/** All that an append is compared with, in one question. */
	standing({ dialogue, kind, id: name }: DocName): Standing {
		const place = { board: name, seat: FENCE.seats, desk: NOWHERE }[kind];
		const row = firstOf<StandingRow>(this.#sql.standing, dialogue, place, kind, name)!;
		const whole = kind === 'board' ? (row.whole ?? 0) : 0;
		const generation = 1 + (row.restored ?? 0);
		return {
			isGone: row.gone !== null,
			generation,
			epoch: epochOf(whole, row.place ?? 0, generation),
			id: row.id,
			seq: row.seq ?? 0,
		};
	}

	/** The epoch of a table, or of what concerns the whole dialogue. */
	fences(dialogue: DialogueId, table: TableId | null): Epoch {
		const whole = this.#counter(dialogue, FENCE.wholeDialogue);
		const counter = table === null ? 0 : this.#counter(dialogue, table);
		return epochOf(whole, counter, this.generation(dialogue));
	}

	generation(dialogue: DialogueId): number {
		return 1 + this.#counter(dialogue, FENCE.generation);
	}

	isGone(dialogue: DialogueId): boolean {
		return firstOf(this.#sql.gone, dialogue) !== undefined;
	}

	/** Number of the document's snapshot, 0 if there is none. */
	snapshotSeq(id: number): number {
		return firstOf<{ seq: number }>(this.#sql.snapshotSeq, id)?.seq ?? 0;
	}

	/** Throws `DamagedLogError` if it is not as it was written. `last`: number of the log's last entry. */
	snapshot(name: DocName, id: number, last: number): Snapshot | undefined {
		const found = firstOf<SnapshotRow>(this.#sql.snapshot, id);
		if (!found) return undefined;
		const { seq, state, crc, packed: isPacked } = found;
		if (crc32(state) !== crc)
			throw new DamagedLogError(docPath(name), `the snapshot at ${seq} has a wrong checksum`);
		if (seq > last)
			throw new DamagedLogError(docPath(name), `it ends at ${last}, the snapshot is at ${seq}`);
		return { seq, state: isPacked ? unpacked(state) : state };
	}

	/** Number of the first entry behind `after`. */
	firstEntry(id: number, after: number): number | undefined {
		return firstOf<{ seq: number }>(this.#sql.entryFirst, id, after)?.seq;
	}

	/** From `after + 1` to the last number, each one there and unharmed; else throws `DamagedLogError`. */
	entries(name: DocName, id: number, after: number, last: number): Entry[] {
		const entries: Entry[] = [];
		let expected = after + 1;
		for (const { seq, bytes, crc } of allOf<EntryRow>(this.#sql.entries, id, after)) {
			if (seq !== expected)
				throw new DamagedLogError(docPath(name), `entry ${expected} is missing`);
			if (crc32(bytes) !== crc)
				throw new DamagedLogError(docPath(name), `entry ${seq} has a wrong checksum`);
			entries.push({ seq, update: bytes });
			expected += 1;
		}
		if (expected !== last + 1)
			throw new DamagedLogError(
				docPath(name),
				`it should end at ${last} and ends at ${expected - 1}`,
			);
		return entries;
	}

	#counter(dialogue: DialogueId, of: string): number {
		return firstOf<{ counter: number }>(this.#sql.fence, dialogue, of)?.counter ?? 0;
	}
}

/** After a restore the generation follows: what was judged before is stale. */
function epochOf(whole: number, counter: number, generation: number): Epoch {
	const epoch: Epoch = `${whole}.${counter}`;
	return generation === 1 ? epoch : `${epoch}.${generation}`;
}
