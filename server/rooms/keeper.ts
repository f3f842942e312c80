import * as random from 'lib0/random';
import * as Y from 'yjs';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Epoch, Opened, Together, UpdateLog } from '#server/ports/update-log.ts';
import { Copy } from './copy.ts';
import { Draft, type Content } from './draft.ts';
import type { Fate, Member } from './member.ts';
import { Patience, RoomEndedError } from './patience.ts';
import type { RoomNeeds } from './room-needs.ts';

/** `stale-epoch`: rights have moved since the caller judged; `taken`: a ledger row has; `gone`: the dialogue was erased. */
export type WriteAnswer = 'ok' | 'nothing' | 'stale-epoch' | 'taken' | 'gone';

/** Who made an entry. `log`: another node. */
export type By = 'peer' | 'server' | 'log';

/** What the room is told of. */
interface Told {
	kept(update: Uint8Array, by: By, author: Member | null): void;
	/** Frames of these members are settled. */
	settled(members: ReadonlySet<Member>): void;
	barred(member: Member, code: CloseCode, why: string): void;
	paused(paused: boolean): void;
	broken(code: CloseCode, error?: Error): void;
}

/** A content frame of a peer that waits for the log. */
export interface PeerChange {
	readonly member: Member;
	/** Which of its content frames this is, from 1. */
	readonly number: number;
	readonly content: Content;
}

/** A change by the server that waits for the log: with an entry (`change`) or without (`together`). */
export interface ServerChange {
	readonly epoch: Epoch;
	readonly change?: (doc: Y.Doc) => Together | null;
	readonly together?: Together;
	readonly done: (answer: WriteAnswer) => void;
	readonly failed: (error: unknown) => void;
}

type Work = PeerChange | ServerChange;

/** What goes into one entry together, at most. [RO2] */
const BATCH_FRAMES_MAX = 64;
const BATCH_BYTES_MAX = 256 * 1024;

/**
 * The one order of a room: takes what peers and the server want, tries it on a draft, appends it to the log, and only
 * then changes the committed copy. Keeps at it until the log has answered.
 */
export class Keeper {
	readonly #name: DocName;
	readonly #log: UpdateLog;
	readonly #told: Told;
	readonly #patience: Patience;
	/** The client id under which the server writes, as long as this room lives. */
	readonly #writer = random.uint32();
	readonly #queue: Work[] = [];
	readonly #waitingForRest: (() => void)[] = [];
	#waitingFrames = 0;
	#waitingBytes = 0;
	#copy: Copy;
	#draft: Draft | undefined;
	#seq = 0;
	#epoch: Epoch;
	/** As far as the bell says the log has come. */
	#heardSeq = 0;
	#isRunning = false;
	#hasRested = false;
	#isOpen = true;
	#hasEnded = false;
	#isErased = false;
	/** Since the last snapshot, in this log. */
	tail = { entries: 0, bytes: 0, snapshotBytes: 0 };

	constructor(name: DocName, opened: Opened, needs: RoomNeeds, told: Told) {
		this.#name = name;
		this.#log = needs.log;
		this.#told = told;
		this.#patience = new Patience(needs.clock, needs.limits, (paused) => told.paused(paused));
		this.#epoch = opened.epoch;
		this.#copy = this.#load(opened);
	}

	get copy(): Copy {
		return this.#copy;
	}
	get seq(): number {
		return this.#seq;
	}
	get epoch(): Epoch {
		return this.#epoch;
	}
	get isPaused(): boolean {
		return this.#patience.isPaused;
	}
	/** Whether it still takes something in. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** [RO3] Whether so much waits already that another frame of this size is too much. */
	isFull(bytes: number): boolean {
		const bytesMax = 2 * (this.#name.kind === 'seat' ? LIMITS.seatBytesMax : LIMITS.boardBytesMax);
		return (
			this.#waitingFrames >= LIMITS.waitingFramesPerDocumentMax ||
			this.#waitingBytes + bytes > bytesMax
		);
	}

	add(work: Work): void {
		this.#queue.push(work);
		if ('member' in work) {
			work.member.waiting++;
			this.#waitingFrames++;
			this.#waitingBytes += work.content.update.byteLength;
		}
		this.#wake();
	}

	heard(seq: number): void {
		if (seq <= this.#heardSeq) return;
		this.#heardSeq = seq;
		this.#wake();
	}

	/** Reads the log although no bell was heard. */
	look(): void {
		if (!this.#isRunning) this.heard(this.#seq + 1);
	}

	get isAtRest(): boolean {
		return !this.#isRunning;
	}

	/** Resolves when nothing waits any more. Nothing new is taken in. */
	settle(): Promise<void> {
		this.#isOpen = false;
		if (!this.#isRunning) return Promise.resolve();
		return new Promise((done) => this.#waitingForRest.push(done));
	}

	/** Throws the draft away if nothing was written since the last call. */
	rest(): void {
		if (this.#hasRested && !this.#isRunning) this.#dropDraft();
		this.#hasRested = true;
	}

	/** What waits gets its answer; nothing is written any more. */
	end(code: CloseCode): void {
		this.#hasEnded = true;
		this.#isOpen = false;
		this.#patience.end();
		this.#dropDraft();
		this.#isErased = code === CLOSE.erased;
		for (const work of this.#queue.splice(0))
			if ('done' in work) this.#failed(work, new RoomEndedError());
		for (const rested of this.#waitingForRest.splice(0)) rested();
	}

	#failed(work: ServerChange, error: unknown): void {
		if (this.#isErased && error instanceof RoomEndedError) work.done('gone');
		else work.failed(error);
	}

	#wake(): void {
		if (this.#isRunning || this.#hasEnded) return;
		this.#isRunning = true;
		this.#hasRested = false;
		void this.#run();
	}

	async #run(): Promise<void> {
		try {
			while (!this.#hasEnded) {
				const next = this.#next();
				if (!next) break;
				await this.#patience.watch(next);
			}
		} catch (error) {
			if (!(error instanceof RoomEndedError))
				this.#told.broken(CLOSE.busy, error instanceof Error ? error : undefined);
		}
		this.#isRunning = false;
		for (const rested of this.#waitingForRest.splice(0)) rested();
	}

	/** What is to be done now; undefined: nothing. */
	#next(): (() => Promise<unknown>) | undefined {
		if (this.#heardSeq > this.#seq) return () => this.#catchUp(null);
		const [first] = this.#queue;
		if (!first) return undefined;
		if (!('done' in first)) return () => this.#keepBatch(this.#takeBatch());
		this.#queue.shift();
		return () => this.#serve(first);
	}

	/** [RO2] All frames in front of the queue, up to the bounds of one entry. */
	#takeBatch(): readonly PeerChange[] {
		const batch: PeerChange[] = [];
		let bytes = 0;
		for (const work of this.#queue) {
			if ('done' in work || batch.length === BATCH_FRAMES_MAX) break;
			bytes += work.content.update.byteLength;
			if (batch.length > 0 && bytes > BATCH_BYTES_MAX) break;
			batch.push(work);
		}
		this.#queue.splice(0, batch.length);
		return batch;
	}

	async #keepBatch(batch: readonly PeerChange[]): Promise<void> {
		for (;;) {
			await this.#judge(batch);
			const { updates, fates, authors } = this.#try(batch);
			if (updates.length > 0) {
				const update = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
				const answer = await this.#keep(update, this.#debt());
				if (answer === 'gone') return this.#told.broken(CLOSE.erased);
				if (answer === 'stale-epoch') {
					const before = this.#epoch;
					this.#dropDraft();
					await this.#learnEpoch();
					if (this.#epoch === before) await this.#patience.pause();
					continue;
				}
				if (answer !== 'ok') throw new Error(`the log answered ${answer} to a peer's entry`);
				const [author = null] = authors;
				this.#commit(update, 'peer', authors.size === 1 ? author : null);
			}
			return this.#settle(batch, fates);
		}
	}

	#settle(batch: readonly PeerChange[], fates: readonly (Fate | undefined)[]): void {
		const members = new Set<Member>();
		for (const [i, { member, number, content }] of batch.entries()) {
			member.waiting--;
			this.#waitingFrames--;
			this.#waitingBytes -= content.update.byteLength;
			const fate = fates[i];
			if (fate) member.settle(number, content.step, fate);
			members.add(member);
		}
		this.#told.settled(members);
	}

	/** [RO6] A right is worth as much as the epoch under which it was judged. */
	async #judge(batch: readonly PeerChange[]): Promise<void> {
		const members = new Set(batch.map(({ member }) => member));
		const epoch = this.#epoch;
		for (const member of members) {
			if (member.judgedUnder === epoch || member.isBarred) continue;
			const right = await this.#patience.insist(() => member.peer.judge());
			member.judgedUnder = epoch;
			if (typeof right === 'object') this.#told.barred(member, right.none, 'no right');
		}
	}

	/** Tries each frame on the draft, in order. A frame without a fate is not kept; its sender has been sent away. */
	#try(batch: readonly PeerChange[]): {
		updates: Uint8Array[];
		fates: readonly (Fate | undefined)[];
		authors: ReadonlySet<Member>;
	} {
		const updates: Uint8Array[] = [];
		const authors = new Set<Member>();
		const fates = batch.map(({ member, content }): Fate | undefined => {
			if (member.isBarred) return undefined;
			if (member.peer.right !== 'write') {
				if (this.#copy.contains(content.update)) return 'nothing';
				return void this.#told.barred(member, CLOSE.notAllowed, 'read only');
			}
			const trial = (this.#draft ??= this.#freshDraft()).try(content);
			if (trial.became === 'refused') {
				this.#dropDraft();
				this.#draft = this.#freshDraft();
				for (const update of updates) this.#draft.follow(update);
				return void this.#told.barred(member, trial.code, trial.why);
			}
			if (trial.became !== 'change') return trial.became;
			updates.push(trial.update);
			authors.add(member);
			return 'kept';
		});
		return { updates, fates, authors };
	}

	async #serve(work: ServerChange): Promise<void> {
		try {
			work.done(await this.#write(work));
		} catch (error) {
			this.#dropDraft();
			this.#failed(work, error);
		}
	}

	async #write({ epoch, change, together: alone }: ServerChange): Promise<WriteAnswer> {
		for (;;) {
			if (epoch !== this.#epoch) await this.#learnEpoch();
			if (epoch !== this.#epoch) return 'stale-epoch';
			const made = change && (this.#draft ??= this.#freshDraft()).change(change);
			const together = made ? made.result : alone;
			if (!together) {
				if (made?.update) this.#dropDraft();
				return 'nothing';
			}
			const update = made?.update ?? null;
			if (!update && !together.due && !together.ledger?.length) return 'nothing';
			const answer = await this.#keep(update, together, true);
			if (answer === 'ok') {
				if (update) this.#commit(update, 'server', null);
				return 'ok';
			}
			this.#dropDraft();
			if (answer === 'conflict') continue;
			if (answer === 'stale-epoch') await this.#learnEpoch();
			if (answer === 'gone') this.#told.broken(CLOSE.erased);
			return answer;
		}
	}

	/**
	 * Appends until the log has said what became of it. `again`: after a conflict the caller makes another change; without
	 * it the same bytes are appended at the new number, since updates commute. [RO5]
	 */
	async #keep(
		update: Uint8Array | null,
		together: Together | undefined,
		again = false,
	): Promise<'ok' | 'conflict' | 'stale-epoch' | 'taken' | 'gone'> {
		for (let isUnsure = false; ;) {
			const at = { seq: this.#seq, epoch: this.#epoch };
			const answer = await this.#patience.try(() =>
				this.#log.append(this.#name, at, update, together),
			);
			if (answer?.ok) return 'ok';
			isUnsure ||= answer === undefined;
			// an answer was lost, or others have written: the log tells
			if (isUnsure || answer?.why === 'conflict') {
				if (await this.#catchUp(update)) return 'ok';
				if (isUnsure && !update && (await this.#isNoted(together))) return 'ok';
				// refused, and yet nothing new to read: has the log lost what it had?
				if (answer?.why === 'conflict' && at.seq === this.#seq) await this.#loadAgain();
			}
			if (answer && (answer.why !== 'conflict' || again)) return answer.why;
		}
	}

	/** Whether the ledger holds these rows: then a note whose answer was lost was written. */
	async #isNoted(together: Together | undefined): Promise<boolean> {
		const rows = together?.ledger ?? [];
		if (rows.length === 0) return false;
		const cards = rows.map(({ card }) => card);
		const kept = await this.#patience.insist(() => this.#log.ledger(this.#name.dialogue, cards));
		return rows.every(({ card, row }) => isSameRow(kept.get(card), row));
	}

	/**
	 * [RO4] Takes in what others have appended. `own`: an entry that may be there already although its answer was lost; if
	 * it is, true, and the copy stands right in front of it.
	 */
	async #catchUp(own: Uint8Array | null): Promise<boolean> {
		const entries = await this.#patience.insist(() => this.#log.read(this.#name, this.#seq));
		if (entries === 'trimmed') return this.#loadAgain();
		if (entries.length === 0 && this.#heardSeq > this.#seq) this.#heardSeq = this.#seq;
		for (const entry of entries) {
			if (entry.seq !== this.#seq + 1) throw new Error(`entry ${this.#seq + 1} is missing`);
			if (own && areEqual(entry.update, own)) return true;
			this.#commit(entry.update, 'log', null);
		}
		return false;
	}

	/** So much was written elsewhere that the log has dropped entries which this copy has not seen. */
	async #loadAgain(): Promise<false> {
		const opened = await this.#patience.insist(() => this.#log.open(this.#name));
		const before = this.#copy;
		const seq = this.#seq;
		this.#copy = this.#load(opened);
		if (this.#seq < seq) throw new Error(`the log has fallen back from ${seq} to ${this.#seq}`);
		this.#dropDraft();
		if (this.#seq === seq) {
			await this.#patience.pause();
			return false;
		}
		this.#told.kept(this.#copy.since(before.stateVector()), 'log', null);
		before.destroy();
		return false;
	}

	async #learnEpoch(): Promise<void> {
		this.#epoch = (await this.#patience.insist(() => this.#log.open(this.#name))).epoch;
	}

	/** The log has it: now, and not before, it is part of the document. */
	#commit(update: Uint8Array, by: By, author: Member | null): void {
		this.#seq += 1;
		this.tail.entries += 1;
		this.tail.bytes += update.byteLength;
		this.#copy.apply(update);
		if (this.#copy.isPending) throw new Error(`entry ${this.#seq} does not fit the document`);
		if (by === 'log') this.#draft?.follow(update);
		this.#told.kept(update, by, author);
	}

	#load({ snapshot, tail, epoch }: Opened): Copy {
		const updates = tail.map(({ update }) => update);
		const copy = new Copy(this.#name.kind, snapshot ? [snapshot.state, ...updates] : updates);
		const first = (snapshot?.seq ?? 0) + 1;
		if (tail.some(({ seq }, i) => seq !== first + i)) throw new Error('the log has a hole');
		if (copy.isPending) throw new Error('the log holds something that does not fit');
		this.#seq = first - 1 + tail.length;
		this.#epoch = epoch;
		this.tail = {
			entries: tail.length,
			bytes: updates.reduce((bytes, update) => bytes + update.byteLength, 0),
			snapshotBytes: snapshot?.state.byteLength ?? 0,
		};
		return copy;
	}

	/** What a seat's owner writes is owed a look, in the same atomic step. */
	#debt(): Together | undefined {
		return this.#name.kind === 'seat' ? { due: this.#name.id } : undefined;
	}

	#freshDraft(): Draft {
		return new Draft(this.#name.kind, this.#copy, this.#writer);
	}

	#dropDraft(): void {
		this.#draft?.destroy();
		this.#draft = undefined;
	}
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
	return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** Rows are flat but for `held`; the order of their fields means nothing. */
function isSameRow(a: object | undefined, b: object): boolean {
	return a !== undefined && canonical(a) === canonical(b);
}
function canonical(row: object): string {
	return JSON.stringify(row, (_key, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
}
