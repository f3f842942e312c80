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
import { packed, unpacked } from '#server/adapters/system/packed-bytes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import { DamagedLogError } from './errors.ts';
import { logStatements, type LogStatements } from './log-statements.ts';
import { allOf, firstOf } from './statements.ts';
import type { EmbeddedStore } from './store.ts';

/** The desk is never fenced, and nothing of a dialogue that is gone. */
const UNFENCED: Epoch = '0.0';
/** What has a counter in the book of fences, beside tables: all of them; the seats, when they are forgotten; restores. */
const WHOLE_DIALOGUE = '';
const SEATS = 'seats';
const GENERATION = 'generation';

type DocumentRow = { id: number; seq: number };
type SnapshotRow = { seq: number; state: Uint8Array; crc: number; packed: number };
type EntryRow = { seq: number; bytes: Uint8Array; crc: number };

/** The log in the embedded store. */
export class EmbeddedUpdateLog implements UpdateLog {
	readonly #store: EmbeddedStore;
	readonly #sql: LogStatements;
	readonly #bell = new Listeners<[doc: DocName, seq: number]>();

	constructor(store: EmbeddedStore) {
		this.#store = store;
		this.#sql = logStatements(store);
	}

	open(name: DocName): Promise<Opened> {
		return this.#store.read(() => {
			const document = this.#document(name);
			const epoch = this.#epoch(name);
			const generation = this.#generation(name.dialogue);
			if (!document) return { generation, epoch, tail: [] };
			const snapshot = this.#snapshot(name, document);
			return {
				generation,
				epoch,
				...(snapshot && { snapshot }),
				tail: this.#entries(name, document, snapshot?.seq ?? 0),
			};
		});
	}

	head(name: DocName): Promise<Head> {
		return this.#store.read(() => ({
			generation: this.#generation(name.dialogue),
			epoch: this.#epoch(name),
			seq: this.#document(name)?.seq ?? 0,
		}));
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
			const document = this.#document(name);
			if (!document || after >= document.seq) return [];
			const snapshot = firstOf<{ seq: number }>(this.#sql.snapshotSeq, document.id);
			const first = firstOf<{ seq: number }>(this.#sql.entryFirst, document.id, after);
			// what no snapshot covers was never dropped: if it is missing, that is damage
			if (first?.seq !== after + 1 && after < (snapshot?.seq ?? 0)) return 'trimmed';
			return this.#entries(name, document, after);
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
				const document = this.#document(name);
				if (!document || seq > document.seq) return 'stale';
				const kept = firstOf<{ seq: number }>(this.#sql.snapshotSeq, document.id);
				if (seq <= (kept?.seq ?? 0)) return 'stale';
				this.#sql.snapshotPut.run(document.id, seq, bytes, crc32(bytes));
				this.#sql.entriesDrop.run(document.id, seq - keepTail);
				return 'ok';
			},
			{ bytes: bytes.byteLength, background: true },
		);
	}

	fence(dialogue: DialogueId, table: TableId | null): Promise<Epoch> {
		return this.#store.write(() => {
			if (this.#isGone(dialogue)) return UNFENCED;
			this.#sql.fenceRaise.run(dialogue, table ?? WHOLE_DIALOGUE);
			return this.#fences(dialogue, table ?? WHOLE_DIALOGUE);
		});
	}

	renew(dialogue: DialogueId): Promise<number> {
		return this.#store.write(() => {
			if (!this.#isGone(dialogue)) this.#sql.fenceRaise.run(dialogue, GENERATION);
			return this.#generation(dialogue);
		});
	}

	forgetSeats(dialogue: DialogueId): Promise<void> {
		return this.#store.erase(() => {
			if (this.#isGone(dialogue)) return;
			this.#sql.fenceRaise.run(dialogue, SEATS);
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
			if (!this.#isGone(dialogue)) for (const seat of seats) this.#grow(dialogue, seat);
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
		if (this.#isGone(name.dialogue)) return { ok: false, why: 'gone' };
		if (this.#epoch(name) !== at.epoch) return { ok: false, why: 'stale-epoch' };
		const document = this.#document(name);
		if ((document?.seq ?? 0) !== at.seq) return { ok: false, why: 'conflict' };
		for (const { card, was } of ledger) {
			const found = firstOf<{ rev: number }>(this.#sql.ledgerRev, name.dialogue, card);
			if ((found?.rev ?? null) !== was) return { ok: false, why: 'taken' };
		}

		let { seq } = at;
		if (update) {
			seq += 1;
			const id =
				document?.id ??
				this.#sql.documentAdd.run(name.dialogue, name.kind, name.id).lastInsertRowid;
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
		const reached = this.#document({ dialogue, kind: 'seat', id: seat })?.seq ?? 0;
		this.#sql.debtGrow.run(dialogue, seat, reached);
	}

	#document(name: DocName): DocumentRow | undefined {
		return firstOf(this.#sql.document, name.dialogue, name.kind, name.id);
	}

	#snapshot(name: DocName, { id, seq: last }: DocumentRow): Snapshot | undefined {
		const found = firstOf<SnapshotRow>(this.#sql.snapshot, id);
		if (!found) return undefined;
		const { seq, state, crc, packed: isPacked } = found;
		if (crc32(state) !== crc)
			throw new DamagedLogError(docPath(name), `the snapshot at ${seq} has a wrong checksum`);
		if (seq > last)
			throw new DamagedLogError(docPath(name), `it ends at ${last}, the snapshot is at ${seq}`);
		return { seq, state: isPacked ? unpacked(state) : state };
	}

	/** From `after + 1` to the last number, each one there and unharmed. */
	#entries(name: DocName, document: DocumentRow, after: number): Entry[] {
		const entries: Entry[] = [];
		let expected = after + 1;
		for (const { seq, bytes, crc } of allOf<EntryRow>(this.#sql.entries, document.id, after)) {
			if (seq !== expected)
				throw new DamagedLogError(docPath(name), `entry ${expected} is missing`);
			if (crc32(bytes) !== crc)
				throw new DamagedLogError(docPath(name), `entry ${seq} has a wrong checksum`);
			entries.push({ seq, update: bytes });
			expected += 1;
		}
		if (expected !== document.seq + 1)
			throw new DamagedLogError(
				docPath(name),
				`it should end at ${document.seq} and ends at ${expected - 1}`,
			);
		return entries;
	}

	#isGone(dialogue: DialogueId): boolean {
		return firstOf(this.#sql.gone, dialogue) !== undefined;
	}

	#epoch(name: DocName): Epoch {
		const { dialogue, kind, id } = name;
		if (kind === 'board') return this.#fences(dialogue, id);
		return this.#inGeneration(
			dialogue,
			`0.${kind === 'seat' ? this.#counter(dialogue, SEATS) : 0}`,
		);
	}

	#fences(dialogue: DialogueId, place: TableId | typeof WHOLE_DIALOGUE): Epoch {
		const counter = place === WHOLE_DIALOGUE ? 0 : this.#counter(dialogue, place);
		return this.#inGeneration(dialogue, `${this.#counter(dialogue, WHOLE_DIALOGUE)}.${counter}`);
	}

	#inGeneration(dialogue: DialogueId, epoch: Epoch): Epoch {
		const generation = this.#generation(dialogue);
		return generation === 1 ? epoch : `${epoch}.${generation}`;
	}

	#generation(dialogue: DialogueId): number {
		return 1 + this.#counter(dialogue, GENERATION);
	}

	#counter(dialogue: DialogueId, of: string): number {
		return firstOf<{ counter: number }>(this.#sql.fence, dialogue, of)?.counter ?? 0;
	}
}
