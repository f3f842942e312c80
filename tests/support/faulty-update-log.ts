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

/**
 * What becomes of one append. `ok`: as the log answers · `refuse`: rejects, nothing was written · `lose-answer`: written,
 * then rejects · `silent`: neither written nor answered until `release` · `silent-written`: written at once, answered on `release`.
 */
export type Fate = 'ok' | 'refuse' | 'lose-answer' | 'silent' | 'silent-written';

/** Thrown where the script says so. */
export class ScriptedFault extends Error {
	constructor(what: string) {
		super(`the script of the test: ${what}`);
		this.name = 'ScriptedFault';
	}
}

/** Any log, with a script of what becomes of its next appends. After the end of the script all is well. */
export class FaultyUpdateLog implements UpdateLog {
	readonly #log: UpdateLog;
	readonly #script: Fate[];
	readonly #held: (() => Promise<void>)[] = [];
	#failingReads = 0;

	/** All appends asked for so far, silent and refused ones included. */
	appends = 0;

	constructor(log: UpdateLog, script: readonly Fate[] = []) {
		this.#log = log;
		this.#script = [...script];
	}

	/** Puts these at the end of the script. */
	next(...fates: readonly Fate[]): void {
		this.#script.push(...fates);
	}

	/** How many appends are silent now. */
	get held(): number {
		return this.#held.length;
	}

	/** Lets the longest silent append go on; resolves once its answer is out. Throws if none is silent. */
	async release(): Promise<void> {
		const oldest = this.#held.shift();
		if (!oldest) throw new ScriptedFault('no append is silent');
		await oldest();
	}

	/** Lets all silent appends go on, in order. */
	async releaseAll(): Promise<void> {
		while (this.#held.length > 0) await this.release();
	}

	/** The next `count` calls of `open`, `read` or `compact` reject. */
	failReads(count: number): void {
		this.#failingReads += count;
	}

	append(
		doc: DocName,
		at: At,
		update: Uint8Array | null,
		together?: Together,
	): Promise<AppendAnswer> {
		this.appends += 1;
		const write = (): Promise<AppendAnswer> => this.#log.append(doc, at, update, together);
		switch (this.#script.shift() ?? 'ok') {
			case 'ok':
				return write();
			case 'refuse':
				return Promise.reject(new ScriptedFault('refuse'));
			case 'lose-answer':
				return write().then(() => {
					throw new ScriptedFault('lose-answer');
				});
			case 'silent':
				return this.#hold(write);
			case 'silent-written': {
				const written = write();
				return this.#hold(() => written);
			}
		}
	}

	#hold(write: () => Promise<AppendAnswer>): Promise<AppendAnswer> {
		return new Promise((done, failed) => {
			this.#held.push(() => write().then(done, failed));
		});
	}

	async open(doc: DocName): Promise<Opened> {
		this.#mayRead();
		return this.#log.open(doc);
	}
	async read(doc: DocName, after: number): Promise<readonly Entry[] | 'trimmed'> {
		this.#mayRead();
		return this.#log.read(doc, after);
	}
	async compact(doc: DocName, snapshot: Snapshot, keepTail: number): Promise<'ok' | 'stale'> {
		this.#mayRead();
		return this.#log.compact(doc, snapshot, keepTail);
	}
	#mayRead(): void {
		if (this.#failingReads === 0) return;
		this.#failingReads -= 1;
		throw new ScriptedFault('failReads');
	}

	head = (doc: DocName) => this.#log.head(doc);
	renew = (dialogue: DialogueId) => this.#log.renew(dialogue);
	forgetSeats = (dialogue: DialogueId) => this.#log.forgetSeats(dialogue);
	fence = (dialogue: DialogueId, table: TableId | null) => this.#log.fence(dialogue, table);
	erase = (dialogue: DialogueId) => this.#log.erase(dialogue);
	ledger = (dialogue: DialogueId, cards: readonly CardId[]) => this.#log.ledger(dialogue, cards);
	ledgerOf = (dialogue: DialogueId) => this.#log.ledgerOf(dialogue);
	due = () => this.#log.due();
	owe = (dialogue: DialogueId, seats: readonly SeatId[]) => this.#log.owe(dialogue, seats);
	settle = (due: Due) => this.#log.settle(due);
	onBell = (listener: (doc: DocName, seq: number) => void) => this.#log.onBell(listener);
	durability = () => this.#log.durability();
}
