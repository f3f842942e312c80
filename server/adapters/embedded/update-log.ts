import { crc32 } from 'node:zlib';
import {
	FORGOTTEN_SEAT,
	type AppendAnswer,
	type At,
	type Due,
	type Entry,
	type Epoch,
	type Head,
	type LedgerRow,
	type Opened,
	type Snapshot,
	type Together,
	type UpdateLog,
} from '#server/ports/update-log.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';
import { packed } from '#server/adapters/system/packed-bytes.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import { FENCE, LogReader } from './log-reader.ts';
import { logStatements, type LogStatements } from './log-statements.ts';
import { allOf, firstOf } from './statements.ts';
import type { EmbeddedStore } from './store.ts';

/** Of a dialogue that is gone. */
const UNFENCED: Epoch = '0.0';

/** The log in the embedded store. */
export class EmbeddedUpdateLog implements UpdateLog {
	readonly #store: EmbeddedStore;
	readonly #sql: LogStatements;
	readonly #reader: LogReader;
	readonly #bell = new Listeners<[doc: DocName, seq: number]>();

	constructor(store: EmbeddedStore) {
		this.#store = store;
		this.#sql = logStatements(store);
		this.#reader = new LogReader(this.#sql);
	}

	open(name: DocName): Promise<Opened> {
		return this.#store.read(() => {
			const { generation, epoch, id, seq } = this.#reader.standing(name);
			if (id === null) return { generation, epoch, tail: [] };
			const snapshot = this.#reader.snapshot(name, id, seq);
			return {
				generation,
				epoch,
				...(snapshot && { snapshot }),
				tail: this.#reader.entries(name, id, snapshot?.seq ?? 0, seq),
			};
		});
	}

	head(name: DocName): Promise<Head> {
		return this.#store.read(() => {
			const { generation, epoch, seq } = this.#reader.standing(name);
			return { generation, epoch, seq };
		});
	}

	append(
		name: DocName,
		at: At,
		update: Uint8Array | null,
		together: Together = {},
	): Promise<AppendAnswer> {
		const bytes = update?.slice() ?? null; // the caller may use its buffer again before the commit
		return this.#store
			.write(() => this.#judgeAndWrite(name, at, bytes, together), {
				bytes: update?.byteLength ?? 0,
			})
			.then((answer) => {
				if (answer.ok && update) this.#bell.tell(name, answer.seq);
				return answer;
			});
	}

	read(name: DocName, after: number): Promise<readonly Entry[] | 'trimmed'> {
		return this.#store.read(() => {
			const { id, seq } = this.#reader.standing(name);
			if (id === null || after >= seq) return [];
			// what no snapshot covers was never dropped: if it is missing, that is damage
			const isThere = this.#reader.firstEntry(id, after) === after + 1;
			if (!isThere && after < this.#reader.snapshotSeq(id)) return 'trimmed';
			return this.#reader.entries(name, id, after, seq);
		});
	}

	async compact(
		name: DocName,
		{ seq, state }: Snapshot,
		keepTail: number,
	): Promise<'ok' | 'stale'> {
		const bytes = await packed(state);
		return this.#store.tidy<'ok' | 'stale'>(
			() => {
				const { id, seq: last } = this.#reader.standing(name);
				if (id === null || seq > last || seq <= this.#reader.snapshotSeq(id)) return 'stale';
				this.#sql.snapshotPut.run(id, seq, bytes, crc32(bytes));
				this.#sql.entriesDrop.run(id, seq - keepTail);
				return 'ok';
			},
			{ bytes: bytes.byteLength, background: true },
		);
	}

	fence(dialogue: DialogueId, table: TableId | null): Promise<Epoch> {
		return this.#store.write(() => {
			if (this.#reader.isGone(dialogue)) return UNFENCED;
			this.#sql.fenceRaise.run(dialogue, table ?? FENCE.wholeDialogue);
			return this.#reader.fences(dialogue, table);
		});
	}

	renew(dialogue: DialogueId): Promise<number> {
		return this.#store.write(() => {
			if (!this.#reader.isGone(dialogue)) this.#sql.fenceRaise.run(dialogue, FENCE.generation);
			return this.#reader.generation(dialogue);
		});
	}

	forgetSeats(dialogue: DialogueId): Promise<void> {
		return this.#store.erase(() => {
			if (this.#reader.isGone(dialogue)) return;
			this.#sql.fenceRaise.run(dialogue, FENCE.seats);
			for (const statement of this.#sql.forgetSeats) statement.run(dialogue);
			this.#sql.ledgerGive.run(FORGOTTEN_SEAT, dialogue);
		});
	}

	erase(dialogue: DialogueId): Promise<void> {
		return this.#store.erase(() => {
			this.#sql.gonePut.run(dialogue);
			for (const statement of this.#sql.eraseAll) statement.run(dialogue);
		});
	}

	ledger(dialogue: DialogueId, cards: readonly CardId[]): Promise<ReadonlyMap<CardId, LedgerRow>> {
		return this.#store.read(() => {
			const rows = new Map<CardId, LedgerRow>();
			for (const card of cards) {
				const found = firstOf<{ entry: string }>(this.#sql.ledgerEntry, dialogue, card);
				if (found) rows.set(card, JSON.parse(found.entry) as LedgerRow);
			}
			return rows;
		});
	}

	ledgerOf(dialogue: DialogueId): Promise<ReadonlyMap<CardId, LedgerRow>> {
		return this.#store.read(() => {
			const rows = new Map<CardId, LedgerRow>();
			for (const { card, entry } of allOf<{ card: CardId; entry: string }>(
				this.#sql.ledgerAll,
				dialogue,
			))
				rows.set(card, JSON.parse(entry) as LedgerRow);
			return rows;
		});
	}

	due(): Promise<readonly Due[]> {
		return this.#store.read(() =>
			allOf<{ dialogue: DialogueId; seat: SeatId; seq: number }>(this.#sql.debtsOwed).map(
				({ dialogue, seat, seq }) => ({ dialogue, seat, seq }),
			),
		);
	}

	owe(dialogue: DialogueId, seats: readonly SeatId[]): Promise<void> {
		return this.#store.write(() => {
			if (!this.#reader.isGone(dialogue)) for (const seat of seats) this.#grow(dialogue, seat);
		});
	}

	settle({ dialogue, seat, seq }: Due): Promise<void> {
		return this.#store.write(() => {
			this.#sql.debtSettle.run(dialogue, seat, seq);
		});
	}

	onBell(listener: (doc: DocName, seq: number) => void): () => void {
		return this.#bell.add(listener);
	}

	durability(): 'fsync' {
		return 'fsync';
	}

	/** [UL2] in the order of the rule; everything is compared before anything is written. */
	#judgeAndWrite(
		name: DocName,
		at: At,
		update: Uint8Array | null,
		{ due, ledger = [] }: Together,
	): AppendAnswer {
		const standing = this.#reader.standing(name);
		if (standing.isGone) return { ok: false, why: 'gone' };
		if (standing.epoch !== at.epoch) return { ok: false, why: 'stale-epoch' };
		if (standing.seq !== at.seq) return { ok: false, why: 'conflict' };
		for (const { card, was } of ledger) {
			const found = firstOf<{ rev: number }>(this.#sql.ledgerRev, name.dialogue, card);
			if ((found?.rev ?? null) !== was) return { ok: false, why: 'taken' };
		}

		let { seq } = at;
		if (update) {
			seq += 1;
			const id =
				standing.id ?? this.#sql.documentAdd.run(name.dialogue, name.kind, name.id).lastInsertRowid;
			this.#sql.entryAdd.run(id, seq, update, crc32(update));
			this.#sql.documentSeq.run(seq, id);
		}
		for (const { card, row } of ledger)
			this.#sql.ledgerPut.run(name.dialogue, card, row.rev, JSON.stringify(row));
		if (due) this.#grow(name.dialogue, due);
		return { ok: true, seq };
	}

	/** Every writing of a debt is a new debt, also at the same number of the seat's log: what is owed is another look. */
	#grow(dialogue: DialogueId, seat: SeatId): void {
		const reached = this.#reader.standing({ dialogue, kind: 'seat', id: seat }).seq;
		this.#sql.debtGrow.run(dialogue, seat, reached);
	}
}
