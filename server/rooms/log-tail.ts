import type { DocName } from '#shared/document.ts';
import type { Epoch, Opened, Together, UpdateLog } from '#server/ports/update-log.ts';
import { Copy } from './copy.ts';
import type { Patience } from './patience.ts';
import { areEqual, isSameRow } from './same-bytes.ts';

/** The document has gone back to an older state: this copy is none of it any more. [RO19] */
export class RestoredError extends Error {
	constructor() {
		super('the document was restored from an older state');
		this.name = 'RestoredError';
	}
}

/** So many entries at most lie beside the copy. */
const UNFOLDED_MAX = 32;

/** What became of an append; all but `ok` leave no trace in the log. */
export type Appended = 'ok' | 'conflict' | 'stale-epoch' | 'taken' | 'gone';

/** What the room is told of. */
interface Told {
	/** Something came from the log: the copy holds it already. */
	followed(update: Uint8Array): void;
	/** What the log has does not fit into this copy. */
	broken(error: unknown): void;
}

/**
 * The log of one document as far as this node has seen it, and the copy that is its fold: snapshot, then every entry in
 * order. Asks until it knows what became of an append.
 */
export class LogTail {
	readonly #name: DocName;
	readonly #log: UpdateLog;
	readonly #patience: Patience;
	readonly #told: Told;
	/** Of the document up to `#seq`, but for what is still to be folded in. */
	#copy!: Copy;
	#unfolded: Uint8Array[] = [];
	#isBroken = false;
	#seq = 0;
	#epoch!: Epoch;
	/** The history that this copy is of. */
	readonly generation: number;
	/** As far as the bell says the log has come. */
	#heardSeq = 0;
	/** Entries and bytes since the last snapshot, and the bytes of that. */
	length = { entries: 0, bytes: 0, snapshotBytes: 0 };

	/** `opened`: as the log answered. Throws if that is no whole document. */
	constructor(name: DocName, opened: Opened, log: UpdateLog, patience: Patience, told: Told) {
		this.#name = name;
		this.#log = log;
		this.#patience = patience;
		this.#told = told;
		this.generation = opened.generation;
		this.#load(opened);
	}

	/** What the log holds. An entry that does not fit breaks it: then nobody may be shown anything of it. */
	get copy(): Copy {
		this.#fold();
		return this.#copy;
	}
	get isBroken(): boolean {
		return this.#isBroken;
	}
	get seq(): number {
		return this.#seq;
	}
	get epoch(): Epoch {
		return this.#epoch;
	}
	get isBehind(): boolean {
		return this.#heardSeq > this.#seq;
	}

	/** False if that was known already. */
	heard(seq: number): boolean {
		if (seq <= this.#heardSeq) return false;
		this.#heardSeq = seq;
		return true;
	}

	/**
	 * Appends under the epoch of now until the log has said what became of it; what is `ok` is then to be committed.
	 * `again`: after a conflict the caller makes another change; without it the same bytes are appended at the new number,
	 * since updates commute. [RO5]
	 */
	async append(
		update: Uint8Array | null,
		together: Together | undefined,
		again: boolean,
	): Promise<Appended> {
		// a new epoch that is learnt on the way is not one under which this was judged
		const epoch = this.#epoch;
		for (let isUnsure = false; ;) {
			const at = { seq: this.#seq, epoch };
			const answer = await this.#patience.try(() =>
				this.#log.append(this.#name, at, update, together),
			);
			if (answer?.ok) return 'ok';
			isUnsure ||= answer === undefined;
			// an answer was lost, or others have written: the log tells
			if (isUnsure || answer?.why === 'conflict') {
				if (await this.catchUp(update)) return 'ok';
				if (isUnsure && !update && (await this.#isNoted(together))) return 'ok';
				// refused, and yet nothing new to read: has the log lost what it had?
				if (answer?.why === 'conflict' && at.seq === this.#seq) await this.#loadAgain();
				// others were first, and what comes to nothing there never will: judged by what is no more, it is made again
				if (!answer && again && at.seq !== this.#seq) return 'conflict';
			}
			if (answer && (answer.why !== 'conflict' || again)) return answer.why;
		}
	}

	/**
	 * The log has it: now, and not before, it is part of the document. The copy takes it in when somebody looks, together
	 * with what else has come: in one transaction that costs little more than one entry.
	 */
	commit(update: Uint8Array): void {
		this.#seq += 1;
		this.length.entries += 1;
		this.length.bytes += update.byteLength;
		this.#unfolded.push(update);
		if (this.#unfolded.length >= UNFOLDED_MAX) this.#fold();
	}

	#fold(): void {
		if (this.#unfolded.length === 0) return;
		const entries = this.#unfolded;
		this.#unfolded = [];
		try {
			this.#copy.apply(...entries);
			if (this.#copy.isPending)
				throw new Error(`an entry up to ${this.#seq} does not fit the document`);
		} catch (error) {
			this.#isBroken = true;
			this.#told.broken(error);
		}
	}

	/**
	 * [RO4] Takes in what others have appended. `own`: an entry that may be there already although its answer was lost; if
	 * it is, true, and the copy stands right in front of it.
	 */
	async catchUp(own: Uint8Array | null): Promise<boolean> {
		const entries = await this.#patience.insist(() => this.#log.read(this.#name, this.#seq));
		if (entries === 'trimmed') {
			await this.#loadAgain();
			return false;
		}
		// a bell for nothing, or a guess
		if (entries.length === 0) this.#heardSeq = Math.min(this.#heardSeq, this.#seq);
		for (const { seq, update } of entries) {
			if (seq !== this.#seq + 1) throw new Error(`entry ${this.#seq + 1} is missing`);
			if (own && areEqual(update, own)) return true;
			this.commit(update);
			this.#fold();
			this.#told.followed(update);
		}
		return false;
	}

	async learnEpoch(): Promise<void> {
		const head = await this.#patience.insist(() => this.#log.head(this.#name));
		if (head.generation !== this.generation) throw new RestoredError();
		this.#epoch = head.epoch;
	}

	/** Whether the ledger holds these rows: then a note whose answer was lost was written. */
	async #isNoted(together: Together | undefined): Promise<boolean> {
		const rows = together?.ledger ?? [];
		if (rows.length === 0) return false;
		const cards = rows.map(({ card }) => card);
		const kept = await this.#patience.insist(() => this.#log.ledger(this.#name.dialogue, cards));
		return rows.every(({ card, row }) => isSameRow(kept.get(card), row));
	}

	/** The log has dropped entries that this copy has not seen, or refuses what it should take. */
	async #loadAgain(): Promise<void> {
		const opened = await this.#patience.insist(() => this.#log.open(this.#name));
		if (opened.generation !== this.generation) throw new RestoredError();
		const [before, seq] = [this.copy, this.#seq];
		this.#load(opened);
		if (this.#seq < seq) throw new Error(`the log has fallen back from ${seq} to ${this.#seq}`);
		if (this.#seq > seq) this.#told.followed(this.#copy.since(before.stateVector()));
		else await this.#patience.pause();
	}

	#load({ snapshot, tail, epoch }: Opened): void {
		const updates = tail.map(({ update }) => update);
		const copy = new Copy(this.#name.kind, snapshot ? [snapshot.state, ...updates] : updates);
		const first = (snapshot?.seq ?? 0) + 1;
		if (tail.some(({ seq }, i) => seq !== first + i)) throw new Error('the log has a hole');
		if (copy.isPending) throw new Error('the log holds something that does not fit');
		this.#copy = copy;
		this.#unfolded = [];
		this.#seq = first - 1 + tail.length;
		this.#epoch = epoch;
		this.length = {
			entries: tail.length,
			bytes: updates.reduce((bytes, { byteLength }) => bytes + byteLength, 0),
			snapshotBytes: snapshot?.state.byteLength ?? 0,
		};
	}
}
