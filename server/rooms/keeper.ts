import * as random from 'lib0/random';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import type { Epoch, Opened, Together } from '#server/ports/update-log.ts';
import type { Turn } from './beat.ts';
import type { Copy } from './copy.ts';
import { LogTail, RestoredError } from './log-tail.ts';
import type { Fate, Member } from './member.ts';
import { Patience, RoomEndedError } from './patience.ts';
import type { RoomNeeds } from './room-needs.ts';
import type { Memory } from './seat-memory.ts';
import { Staging } from './staging.ts';
import { WorkQueue, type PeerChange, type ServerChange, type WriteAnswer } from './work-queue.ts';

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

/**
 * The one order of a room: takes what peers and the server want, tries it on a draft, appends it to the log, and only
 * then changes the committed copy. Keeps at it until the log has answered.
 */
export class Keeper {
	readonly #name: DocName;
	readonly #told: Told;
	readonly #patience: Patience;
	readonly #tail: LogTail;
	readonly #queue: WorkQueue;
	readonly #staging: Staging;
	readonly #turn: Turn;
	readonly #memory: Memory | undefined;
	readonly #waitingForRest: (() => void)[] = [];
	#isRunning = false;
	#hasRested = false;
	#isOpen = true;
	#hasEnded = false;
	#isErased = false;

	constructor(name: DocName, opened: Opened, needs: RoomNeeds, told: Told) {
		this.#name = name;
		this.#told = told;
		this.#queue = new WorkQueue(name.kind);
		this.#patience = new Patience(needs.clock, needs.limits, (paused) => told.paused(paused));
		this.#tail = new LogTail(name, opened, needs.log, this.#patience, {
			followed: (update) => {
				this.#staging.follow(update);
				this.#weigh();
				told.kept(update, 'log', null);
			},
			broken: (error) => this.#broken(error),
		});
		this.#turn = needs.beat.turn();
		this.#memory = needs.memory;
		this.#weigh();
		// one client id for the server's changes, as long as this room lives
		const writer = random.uint32();
		const refused: Told['barred'] = (...refusal) => told.barred(...refusal);
		this.#staging = new Staging(name.kind, () => this.copy, needs.memory, writer, refused);
	}

	get copy(): Copy {
		return this.#tail.copy;
	}
	/** Whether the copy is not what the log holds. */
	get isBroken(): boolean {
		return this.#tail.isBroken;
	}
	get seq(): number {
		return this.#tail.seq;
	}
	get epoch(): Epoch {
		return this.#tail.epoch;
	}
	get generation(): number {
		return this.#tail.generation;
	}
	/** Since the last snapshot. */
	get length(): LogTail['length'] {
		return this.#tail.length;
	}
	set length(length: LogTail['length']) {
		this.#tail.length = length;
	}
	get isPaused(): boolean {
		return this.#patience.isPaused;
	}
	get isAtRest(): boolean {
		return !this.#isRunning;
	}
	/** Whether it still takes something in from peers. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** [RO3] Whether so much waits already that another frame of this size is too much. */
	isFull(bytes: number): boolean {
		return this.#queue.isFull(bytes);
	}

	/** [RO18] Which share of what may wait does, 0 … 1. */
	get fullness(): number {
		return this.#queue.fullness;
	}

	add(work: PeerChange | ServerChange): void {
		this.#queue.add(work);
		this.#wake();
		if ('member' in work) this.#turn.came();
	}

	/** The log has come as far as this. */
	heard(seq: number): void {
		if (this.#tail.heard(seq)) this.#wake();
	}

	/** Reads the log although no bell was heard. */
	look(): void {
		if (!this.#isRunning) this.heard(this.seq + 1);
	}

	/** Resolves when nothing waits any more. Nothing new is taken in. */
	settle(): Promise<void> {
		this.#isOpen = false;
		if (!this.#isRunning) return Promise.resolve();
		return new Promise((done) => this.#waitingForRest.push(done));
	}

	/** Throws the draft away if nothing was written since the last call. */
	rest(): void {
		if (this.#hasRested && !this.#isRunning) this.#staging.drop();
		this.#hasRested = true;
	}

	/** What waits gets its answer; nothing is written any more. */
	end(code: CloseCode): void {
		this.#hasEnded = true;
		this.#isOpen = false;
		this.#isErased = code === CLOSE.erased;
		this.#patience.end();
		this.#staging.drop();
		for (const work of this.#queue.clear()) this.#failed(work, new RoomEndedError());
		this.#rested();
	}

	#broken(error: unknown): void {
		const code = error instanceof RestoredError ? CLOSE.restored : CLOSE.busy;
		this.#told.broken(code, error instanceof Error ? error : undefined);
	}

	#rested(): void {
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
			for (let next = this.#next(); next; next = this.#next()) await this.#patience.watch(next);
		} catch (error) {
			if (!(error instanceof RoomEndedError)) this.#broken(error);
		}
		this.#isRunning = false;
		this.#rested();
	}

	/** What is to be done now; undefined: nothing. */
	#next(): (() => Promise<unknown>) | undefined {
		if (this.#hasEnded) return undefined;
		if (this.#tail.isBehind) return () => this.#tail.catchUp(null);
		const change = this.#queue.takeChange();
		if (change) return () => this.#serve(change);
		return this.#queue.isEmpty ? undefined : () => this.#keepNext();
	}

	/** [RO16] */
	async #keepNext(): Promise<void> {
		const turn = this.#turn.next();
		if (turn) await turn;
		try {
			const batch = this.#queue.takeBatch();
			// none: the room has ended meanwhile
			if (batch.length > 0) await this.#keep(batch);
		} finally {
			this.#turn.over();
		}
	}

	async #keep(batch: readonly PeerChange[]): Promise<void> {
		for (;;) {
			await this.#judge(batch);
			const { update, fates, authors } = this.#staging.try(batch);
			if (update) {
				const answer = await this.#tail.append(update, this.#debt(), false);
				if (answer === 'gone') return this.#told.broken(CLOSE.erased);
				if (answer === 'stale-epoch') {
					await this.#startOver();
					continue;
				}
				if (answer !== 'ok') throw new Error(`the log answered ${answer} to a peer's entry`);
				const [author = null] = authors;
				this.#commit(update, 'peer', authors.size === 1 ? author : null);
			}
			return this.#settle(batch, fates);
		}
	}

	/** [RO6] What was tried was judged by rights that have moved. */
	async #startOver(): Promise<void> {
		const before = this.epoch;
		this.#staging.drop();
		await this.#tail.learnEpoch();
		if (this.epoch === before) await this.#patience.pause();
	}

	#commit(update: Uint8Array, by: By, author: Member | null): void {
		this.#tail.commit(update);
		this.#weigh();
		this.#told.kept(update, by, author);
	}

	#settle(batch: readonly PeerChange[], fates: readonly (Fate | undefined)[]): void {
		this.#queue.settled(batch);
		this.#weigh();
		for (const [i, { member, number, content }] of batch.entries()) {
			const fate = fates[i];
			if (fate) member.settle(number, content.step, fate);
		}
		this.#told.settled(new Set(batch.map(({ member }) => member)));
	}

	/** [RO6] A right is worth as much as the epoch under which it was judged. */
	async #judge(batch: readonly PeerChange[]): Promise<void> {
		const { epoch } = this;
		for (const member of new Set(batch.map(({ member }) => member))) {
			if (member.judgedUnder === epoch || member.isBarred) continue;
			const right = await this.#patience.insist(() => member.peer.judge());
			member.judgedUnder = epoch;
			if (typeof right === 'object') this.#told.barred(member, right.none, 'no right');
		}
	}

	#weigh(): void {
		this.#memory?.weigh(this.copy.weight);
	}

	async #serve(work: ServerChange): Promise<void> {
		try {
			work.done(await this.#write(work));
		} catch (error) {
			this.#staging.drop();
			if (error instanceof RestoredError) this.#broken(error);
			this.#failed(work, error);
		}
	}

	/** [RO13] */
	async #write({ epoch, change, together: alone }: ServerChange): Promise<WriteAnswer> {
		for (;;) {
			if (epoch !== this.epoch) await this.#tail.learnEpoch();
			if (epoch !== this.epoch) return 'stale-epoch';
			const made = change && this.#staging.change(change);
			const together = made ? made.result : alone;
			if (!together) {
				if (made?.update) this.#staging.drop();
				return 'nothing';
			}
			const update = made?.update ?? null;
			if (!update && !together.due && !together.ledger?.length) return 'nothing';
			const answer = await this.#tail.append(update, together, true);
			if (answer === 'ok') {
				if (update) this.#commit(update, 'server', null);
				return 'ok';
			}
			this.#staging.drop();
			if (answer === 'conflict') continue;
			if (answer === 'stale-epoch') await this.#tail.learnEpoch();
			if (answer === 'gone') this.#told.broken(CLOSE.erased);
			return answer;
		}
	}

	/** What a seat's owner writes is owed a look, in the same atomic step. */
	#debt(): Together | undefined {
		return this.#name.kind === 'seat' ? { due: this.#name.id } : undefined;
	}
}
