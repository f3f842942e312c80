import type { LedgerRow } from '#server/domain/ledger.ts';
import type {
	AppendAnswer,
	At,
	Due,
	Entry,
	Opened,
	Snapshot,
	Together,
	UpdateLog,
} from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';

/** The moment at which the process dies: around its n-th step that changes the log. */
export interface Death {
	readonly step: number;
	readonly when: 'before' | 'after';
}

/**
 * The log as one process sees it that dies at a given step: before the step is written, or after it was written and
 * before the answer came. From then on nothing that it asks is answered or written, and it hears no bell.
 */
export class DyingUpdateLog implements UpdateLog {
	readonly #log: UpdateLog;
	readonly #death: Death | undefined;
	/** Steps so far that change the log. */
	steps = 0;
	isDead = false;

	constructor(log: UpdateLog, death?: Death) {
		this.#log = log;
		this.#death = death;
	}

	/** Kills it now. */
	die(): void {
		this.isDead = true;
	}

	append = (
		doc: DocName,
		at: At,
		update: Uint8Array | null,
		together?: Together,
	): Promise<AppendAnswer> => this.#change(() => this.#log.append(doc, at, update, together));
	settle = (due: Due): Promise<void> => this.#change(() => this.#log.settle(due));
	owe = (dialogue: DialogueId, seats: readonly SeatId[]): Promise<void> =>
		this.#change(() => this.#log.owe(dialogue, seats));
	compact = (doc: DocName, snapshot: Snapshot, keepTail: number): Promise<'ok' | 'stale'> =>
		this.#change(() => this.#log.compact(doc, snapshot, keepTail));

	open = (doc: DocName): Promise<Opened> => this.#ask(() => this.#log.open(doc));
	read = (doc: DocName, after: number): Promise<readonly Entry[] | 'trimmed'> =>
		this.#ask(() => this.#log.read(doc, after));
	ledger = (
		dialogue: DialogueId,
		cards: readonly CardId[],
	): Promise<ReadonlyMap<CardId, LedgerRow>> => this.#ask(() => this.#log.ledger(dialogue, cards));
	ledgerOf = (dialogue: DialogueId): Promise<ReadonlyMap<CardId, LedgerRow>> =>
		this.#ask(() => this.#log.ledgerOf(dialogue));
	due = (): Promise<readonly Due[]> => this.#ask(() => this.#log.due());

	head = (doc: DocName) => this.#ask(() => this.#log.head(doc));
	renew = (dialogue: DialogueId) => this.#log.renew(dialogue);
	forgetSeats = (dialogue: DialogueId) => this.#log.forgetSeats(dialogue);
	fence = (dialogue: DialogueId, table: TableId | null) => this.#log.fence(dialogue, table);
	erase = (dialogue: DialogueId) => this.#log.erase(dialogue);
	durability = () => this.#log.durability();
	onBell = (listener: (doc: DocName, seq: number) => void) =>
		this.#log.onBell((doc, seq) => {
			if (!this.isDead) listener(doc, seq);
		});

	#change<T>(act: () => Promise<T>): Promise<T> {
		if (this.isDead) return NEVER;
		this.steps += 1;
		if (this.#death?.step !== this.steps) return act();
		this.isDead = true;
		if (this.#death.when === 'after') void act();
		return NEVER;
	}

	/** An answer that comes after death is heard by nobody. */
	async #ask<T>(ask: () => Promise<T>): Promise<T> {
		const answer = this.isDead ? await NEVER : await ask();
		return this.isDead ? NEVER : answer;
	}
}

const NEVER = new Promise<never>(() => undefined);
