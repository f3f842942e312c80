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
import { docPath, type DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';

interface Doc {
	/** Number of the last entry, also when the entry itself was dropped. */
	seq: number;
	snapshot?: Snapshot;
	entries: Entry[];
}

interface Debt {
	/** Never falls, not even when the debt is settled, so that an old settlement cannot meet a new debt. */
	seq: number;
	owed: boolean;
}

interface DialogueLog {
	generation: number;
	fence: number;
	/** How often its seats were forgotten. */
	forgotten: number;
	readonly fences: Map<TableId, number>;
	readonly docs: Map<string, Doc>;
	readonly ledger: Map<CardId, LedgerRow>;
	readonly debts: Map<SeatId, Debt>;
}

/** Seats are never fenced: their owner's right ends with the token, not with a step. */
const UNFENCED: Epoch = '0.0';

/** The reference: as short as the rules allow, gone with the process. Several nodes of a test may share one. */
export class MemoryUpdateLog implements UpdateLog {
	readonly #dialogues = new Map<DialogueId, DialogueLog | 'gone'>();
	readonly #bell = new Listeners<[doc: DocName, seq: number]>();

	open(name: DocName): Promise<Opened> {
		const dialogue = this.#look(name.dialogue);
		const doc = dialogue?.docs.get(docPath(name));
		const first = (doc?.snapshot?.seq ?? 0) + 1;
		return Promise.resolve({
			generation: dialogue?.generation ?? 1,
			epoch: epochOf(dialogue, name),
			...(doc?.snapshot && { snapshot: doc.snapshot }),
			tail: doc?.entries.filter(({ seq }) => seq >= first) ?? [],
		});
	}

	head(name: DocName): Promise<Head> {
		const dialogue = this.#look(name.dialogue);
		return Promise.resolve({
			generation: dialogue?.generation ?? 1,
			epoch: epochOf(dialogue, name),
			seq: dialogue?.docs.get(docPath(name))?.seq ?? 0,
		});
	}

	append(
		name: DocName,
		at: At,
		update: Uint8Array | null,
		together: Together = {},
	): Promise<AppendAnswer> {
		const dialogue = this.#write(name.dialogue);
		if (dialogue === 'gone') return refuse('gone');
		if (epochOf(dialogue, name) !== at.epoch) return refuse('stale-epoch');
		const path = docPath(name);
		const doc = dialogue.docs.get(path) ?? { seq: 0, entries: [] };
		if (doc.seq !== at.seq) return refuse('conflict');
		for (const { card, was } of together.ledger ?? [])
			if ((dialogue.ledger.get(card)?.rev ?? null) !== was) return refuse('taken');

		if (update) {
			doc.seq += 1;
			doc.entries.push({ seq: doc.seq, update: update.slice() });
			dialogue.docs.set(path, doc);
			this.#bell.tell(name, doc.seq);
		}
		for (const { card, row } of together.ledger ?? [])
			dialogue.ledger.set(card, structuredClone(row));
		if (together.due) grow(dialogue, name.dialogue, together.due);
		return Promise.resolve({ ok: true, seq: doc.seq });
	}

	read(name: DocName, after: number): Promise<readonly Entry[] | 'trimmed'> {
		const doc = this.#look(name.dialogue)?.docs.get(docPath(name));
		if (!doc || after >= doc.seq) return Promise.resolve([]);
		const entries = doc.entries.filter(({ seq }) => seq > after);
		return Promise.resolve(entries[0]?.seq === after + 1 ? entries : 'trimmed');
	}

	compact(name: DocName, snapshot: Snapshot, keepTail: number): Promise<'ok' | 'stale'> {
		const doc = this.#look(name.dialogue)?.docs.get(docPath(name));
		if (!doc || snapshot.seq > doc.seq || snapshot.seq <= (doc.snapshot?.seq ?? 0))
			return Promise.resolve('stale');
		doc.snapshot = { seq: snapshot.seq, state: snapshot.state.slice() };
		doc.entries = doc.entries.filter(({ seq }) => seq > snapshot.seq - keepTail);
		return Promise.resolve('ok');
	}

	fence(id: DialogueId, table: TableId | null): Promise<Epoch> {
		const dialogue = this.#write(id);
		if (dialogue === 'gone') return Promise.resolve(UNFENCED);
		if (table) dialogue.fences.set(table, (dialogue.fences.get(table) ?? 0) + 1);
		else dialogue.fence += 1;
		return Promise.resolve(fenced(dialogue, table));
	}

	renew(id: DialogueId): Promise<number> {
		const dialogue = this.#write(id);
		return Promise.resolve(dialogue === 'gone' ? 1 : ++dialogue.generation);
	}

	forgetSeats(id: DialogueId): Promise<void> {
		const dialogue = this.#look(id);
		if (!dialogue) return Promise.resolve();
		dialogue.forgotten += 1;
		const seats = `${id}/seat/`;
		for (const path of dialogue.docs.keys()) if (path.startsWith(seats)) dialogue.docs.delete(path);
		for (const doc of dialogue.docs.values())
			doc.entries = doc.entries.filter(({ seq }) => seq > (doc.snapshot?.seq ?? 0));
		dialogue.debts.clear();
		for (const [card, { held, ...row }] of dialogue.ledger)
			dialogue.ledger.set(card, {
				...row,
				seat: FORGOTTEN_SEAT,
				...(held && { held: { ...held, sinceMs: 0 } }),
			});
		return Promise.resolve();
	}

	erase(dialogue: DialogueId): Promise<void> {
		this.#dialogues.set(dialogue, 'gone');
		return Promise.resolve();
	}

	ledger(id: DialogueId, cards: readonly CardId[]): Promise<ReadonlyMap<CardId, LedgerRow>> {
		const rows = new Map<CardId, LedgerRow>();
		for (const card of cards) {
			const row = this.#look(id)?.ledger.get(card);
			if (row) rows.set(card, row);
		}
		return Promise.resolve(rows);
	}

	ledgerOf(id: DialogueId): Promise<ReadonlyMap<CardId, LedgerRow>> {
		return Promise.resolve(new Map(this.#look(id)?.ledger));
	}

	due(): Promise<readonly Due[]> {
		const due: Due[] = [];
		for (const [id, dialogue] of this.#dialogues)
			if (dialogue !== 'gone')
				for (const [seat, debt] of dialogue.debts)
					if (debt.owed) due.push({ dialogue: id, seat, seq: debt.seq });
		return Promise.resolve(due);
	}

	owe(id: DialogueId, seats: readonly SeatId[]): Promise<void> {
		const dialogue = this.#write(id);
		if (dialogue !== 'gone') for (const seat of seats) grow(dialogue, id, seat);
		return Promise.resolve();
	}

	settle(due: Due): Promise<void> {
		const debt = this.#look(due.dialogue)?.debts.get(due.seat);
		if (debt && debt.seq <= due.seq) debt.owed = false;
		return Promise.resolve();
	}

	onBell(listener: (doc: DocName, seq: number) => void): () => void {
		return this.#bell.add(listener);
	}

	durability(): 'none' {
		return 'none';
	}

	#look(id: DialogueId): DialogueLog | undefined {
		const dialogue = this.#dialogues.get(id);
		return dialogue === 'gone' ? undefined : dialogue;
	}

	#write(id: DialogueId): DialogueLog | 'gone' {
		let dialogue = this.#dialogues.get(id);
		if (!dialogue) {
			dialogue = {
				generation: 1,
				fence: 0,
				forgotten: 0,
				fences: new Map(),
				docs: new Map(),
				ledger: new Map(),
				debts: new Map(),
			};
			this.#dialogues.set(id, dialogue);
		}
		return dialogue;
	}
}

function refuse(why: (AppendAnswer & { ok: false })['why']): Promise<AppendAnswer> {
	return Promise.resolve({ ok: false, why });
}

function epochOf(dialogue: DialogueLog | undefined, name: DocName): Epoch {
	if (!dialogue) return UNFENCED;
	if (name.kind === 'board') return fenced(dialogue, name.id);
	return inGeneration(dialogue, `0.${name.kind === 'seat' ? dialogue.forgotten : 0}`);
}

function fenced(dialogue: DialogueLog, table: TableId | null): Epoch {
	const counter = (table && dialogue.fences.get(table)) ?? 0;
	return inGeneration(dialogue, `${dialogue.fence}.${counter}`);
}

function inGeneration({ generation }: DialogueLog, epoch: Epoch): Epoch {
	return generation === 1 ? epoch : `${epoch}.${generation}`;
}

/** Every writing of a debt is a new debt, also at the same number of the seat's log: what is owed is another look. */
function grow(log: DialogueLog, dialogue: DialogueId, seat: SeatId): void {
	const reached = log.docs.get(docPath({ dialogue, kind: 'seat', id: seat }))?.seq ?? 0;
	const before = log.debts.get(seat)?.seq ?? -1;
	log.debts.set(seat, { seq: Math.max(reached, before + 1), owed: true });
}
