import type * as Y from 'yjs';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Epoch, Opened, Together } from '#server/ports/update-log.ts';
import { Audience } from './audience.ts';
import type { FromOthers } from './awareness-between.ts';
import { AwarenessRelay } from './awareness-relay.ts';
import { compactTail } from './compactor.ts';
import { generationFrame, isStateVector, pausedFrame, readFrame, type Frame } from './frame.ts';
import type { Member } from './member.ts';
import type { Peer } from './peer.ts';
import { RoomEndedError } from './patience.ts';
import { bytesMax, scan } from './scan.ts';
import type { ServerChange, WriteAnswer } from './work-queue.ts';
import { Keeper, type By } from './keeper.ts';
import type { RoomNeeds } from './room-needs.ts';

export type { WriteAnswer } from './work-queue.ts';

/** A document's log entry as the room tells it, in order. */
export interface Kept {
	readonly seq: number;
	readonly update: Uint8Array;
	readonly by: By;
}

/** From this share of what may wait on, those who write are not read any more, until it has fallen below the other. [RO18] */
const CROWDED = 1 / 4;
const CALM = 1 / 8;

/**
 * One document on one node: who looks at it, what they send, and what the server writes. What is shown, told or answered
 * here is in the log. Rules RO1–RO12 in SPEC.md.
 */
export class Room {
	readonly name: DocName;
	readonly #needs: RoomNeeds;
	readonly #keeper: Keeper;
	readonly #audience: Audience;
	readonly #awareness: AwarenessRelay;
	readonly #listeners = new Set<(kept: Kept) => void>();
	/** Whom nothing is read from for a while. */
	readonly #held = new Set<Peer>();
	#hasEnded = false;
	#isCompacting = false;

	/** `opened`: as the log answered. Throws if the log holds something that is no document. */
	constructor(name: DocName, opened: Opened, needs: RoomNeeds) {
		this.name = name;
		this.#needs = needs;
		this.#audience = new Audience(needs.clock, needs.beat, () => this.#keeper.copy);
		this.#awareness = new AwarenessRelay(
			needs.clock,
			() => this.#audience.members,
			needs.otherNodes,
		);
		this.#keeper = new Keeper(name, opened, needs, {
			kept: (update, by, author) => this.#tellKept(update, by, author),
			settled: (members) => {
				members.forEach((member) => this.#settled(member));
				if (this.#held.size > 0 && this.#keeper.fullness < CALM) this.#goOn();
			},
			barred: (member, code, why) => this.#bar(member, code, why),
			paused: (paused) => {
				this.#audience.tellPaused(paused);
				needs.told.paused(paused);
			},
			broken: (code, error) => this.end(code, 'come again', error),
		});
	}

	/** Number of the last entry in this copy. */
	get seq(): number {
		return this.#keeper.seq;
	}

	/** The epoch that the room believes in. */
	get epoch(): Epoch {
		return this.#keeper.epoch;
	}

	/** Which history of the document this is. */
	get generation(): number {
		return this.#keeper.generation;
	}

	/** [RO17] What other nodes tell about who is at work here. */
	get fromOthers(): FromOthers {
		return this.#awareness;
	}

	/** How many screens look at it. */
	get peers(): number {
		return this.#audience.size;
	}

	get isPaused(): boolean {
		return this.#keeper.isPaused;
	}

	/** Nothing waits for the log. */
	get isAtRest(): boolean {
		return this.#keeper.isAtRest;
	}

	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	/** Looks at the committed document. Read only; nothing of what it returns may be kept across an await. */
	read<T>(look: (doc: Y.Doc) => T): T {
		return look(this.#keeper.copy.doc);
	}

	/** The committed state, encoded once per number. */
	state(): { seq: number; update: Uint8Array } {
		return { seq: this.seq, update: this.#keeper.copy.state() };
	}

	/**
	 * A change by the server itself, in the room's one order, durable and shown when it resolves. `change` gets a writer
	 * doc that equals the committed state and returns what is written together with it, or null for "nothing to do"; on a
	 * conflict it is called again. `epoch`: under which the caller has judged. Rejects with what `change` throws, and with
	 * RoomEndedError.
	 */
	write(epoch: Epoch, change: (doc: Y.Doc) => Together | null): Promise<WriteAnswer> {
		return this.#serve({ epoch, change });
	}

	/** Ledger rows alone, no entry: same order, same checks. */
	note(epoch: Epoch, together: Together): Promise<WriteAnswer> {
		return this.#serve({ epoch, together });
	}

	#serve(work: Pick<ServerChange, 'epoch' | 'change' | 'together'>): Promise<WriteAnswer> {
		if (this.#hasEnded) return Promise.reject(new RoomEndedError());
		return new Promise((done, failed) => this.#keeper.add({ ...work, done, failed }));
	}

	/** A peer that may write is asked for what it has; everybody is told whether saving is paused. */
	join(peer: Peer): void {
		if (this.#hasEnded) return peer.close(CLOSE.busy, 'come again');
		// too heavy where there is too much: what is in its log is safe there
		if (this.#needs.memory?.allows(this.#keeper.copy.weight) === false)
			return peer.close(CLOSE.busy, 'too much in memory');
		const member = this.#audience.join(peer);
		if (peer.wantsSaved) peer.send(generationFrame(this.generation));
		if (peer.right === 'write') this.#audience.ask(member);
		if (peer.wantsSaved && this.isPaused) peer.send(pausedFrame(true));
	}

	/** What it sent before is still kept. */
	leave(peer: Peer): void {
		const member = this.#audience.of(peer);
		if (!member) return;
		this.#audience.leave(peer);
		this.#held.delete(peer);
		this.#awareness.forget(member);
	}

	/** One whole websocket message. */
	receive(peer: Peer, bytes: Uint8Array): void {
		const member = this.#audience.of(peer);
		if (!member || member.isBarred || this.#hasEnded || !this.#keeper.isOpen) return;
		const frame = readFrame(bytes);
		if (!frame) return this.#bar(member, CLOSE.malformed, 'no message');
		switch (frame.kind) {
			case 'step-1':
				return this.#receiveStepOne(member, frame.stateVector);
			case 'content':
				return this.#receiveContent(member, frame);
			case 'awareness':
				// of readers nobody hears; stock clients send theirs all the same
				if (peer.right === 'write' && this.name.kind !== 'seat')
					this.#awareness.hear(member, frame.states);
				return;
			case 'query-awareness':
				return this.#awareness.greet(member);
		}
	}

	/** [RO12] A slow screen takes something again. */
	resume(peer: Peer): void {
		const member = this.#audience.of(peer);
		if (member) this.#audience.resume(member);
	}

	/** Told after each kept entry, in order. The answer stops it. */
	onKept(listener: (kept: Kept) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The log has come as far as `seq`, by the bell. */
	heard(seq: number): void {
		this.#keeper.heard(seq);
	}

	/** Reads what others may have appended without a bell that was heard here. */
	lookIntoLog(): void {
		this.#keeper.look();
	}

	/** [RO6] Judges every screen again, now. Who gains the right to write is asked for what it has. */
	async rejudge(): Promise<void> {
		await Promise.all([...this.#audience.members].map((member) => this.#rejudge(member)));
	}

	/** Gives back memory that only writing and opening need. */
	rest(): void {
		this.#keeper.rest();
		this.#audience.rest();
	}

	/** [RE3] Takes nothing in any more; resolves when everything that was accepted is kept. */
	settle(): Promise<void> {
		return this.#keeper.settle();
	}

	/** Closes the screens and forgets everything. What the log has is safe; what it has not was shown to nobody. */
	end(code: CloseCode, reason: string, error?: Error): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		if (error)
			this.#needs.logger.error(
				{ event: 'room.broken', doc: docPath(this.name), seq: this.seq, error },
				'a room was thrown away',
			);
		this.#keeper.end(code);
		this.#audience.close(code, reason);
		this.#needs.told.ended();
	}

	/**
	 * [RE4] Makes a snapshot of what is in the log, if its tail has so many entries or bytes. `keepTail`: so many entries
	 * stay below it.
	 */
	async compact(
		tailMin: number,
		{ bytesMin = Infinity, keepTail = 0 }: { bytesMin?: number; keepTail?: number } = {},
	): Promise<void> {
		const { entries, bytes } = this.#keeper.length;
		const isWorthIt = entries >= tailMin || bytes >= bytesMin;
		if (this.#isCompacting || this.#hasEnded || !isWorthIt) return;
		this.#isCompacting = true;
		try {
			const outcome = await compactTail(this.name, this.#keeper, this.#needs, keepTail);
			// the document is another one than it seemed: who opens it from now on sees what a fresh load gives
			if (outcome === 'diverged') this.end(CLOSE.restored, 'the document was mended');
		} finally {
			this.#isCompacting = false;
		}
	}

	#receiveStepOne(member: Member, stateVector: Uint8Array): void {
		if (stateVector.byteLength > LIMITS.stateVectorBytesMax)
			return this.#bar(member, CLOSE.tooLarge, 'state vector');
		if (!isStateVector(stateVector)) return this.#bar(member, CLOSE.malformed, 'state vector');
		const isFirst = !member.isFollowing;
		this.#audience.answer(member, stateVector);
		if (isFirst) this.#awareness.greet(member);
	}

	#receiveContent(member: Member, { step, update }: Frame & { kind: 'content' }): void {
		if (update.byteLength > bytesMax(this.name.kind, step, member.peer.right))
			return this.#bar(member, CLOSE.tooLarge, step);
		const scanned = scan(update, this.name.kind, step);
		if (!scanned) return this.#bar(member, CLOSE.malformed, step);
		const number = ++member.received;
		const content = { step, update, scanned };
		if (member.peer.right === 'write' || member.waiting > 0) {
			if (this.#keeper.isFull(update.byteLength))
				return this.#bar(member, CLOSE.busy, 'too much waits');
			this.#keeper.add({ member, number, content });
			if (this.#keeper.fullness >= CROWDED) this.#hold(member.peer);
			return;
		}
		if (this.#keeper.copy.contains(update)) return member.settle(number, step, 'nothing');
		// it is left out; should the right have come meanwhile, the answer to a step 1 will bring it again
		member.settle(number, step, 'gap');
		void this.#rejudge(member, true);
	}

	/** `wrote`: it has sent what needs the right to write. */
	async #rejudge(member: Member, wrote = false): Promise<void> {
		const before = member.peer.right;
		if (wrote && member.isBeingJudged) return;
		member.isBeingJudged = true;
		try {
			const right = await member.peer.judge();
			if (typeof right === 'object') this.#bar(member, right.none, 'no right');
			else if (right === 'read') {
				if (wrote) this.#bar(member, CLOSE.notAllowed, 'read only');
				this.#awareness.forget(member);
			} else if (before !== 'write') this.#audience.ask(member);
		} catch (error) {
			// not known is no
			this.#bar(member, CLOSE.busy, 'not judged', error);
		} finally {
			member.isBeingJudged = false;
		}
	}

	/** [RO18] */
	#hold(peer: Peer): void {
		if (this.#held.has(peer)) return;
		this.#held.add(peer);
		peer.hold();
	}

	#goOn(): void {
		const held = [...this.#held];
		this.#held.clear();
		for (const peer of held) peer.goOn();
	}

	#settled(member: Member): void {
		// who has left is told nothing; its frames are kept all the same
		if (member.isBarred || this.#audience.of(member.peer) !== member) return;
		member.tellSaved();
		if (member.hasGap) this.#audience.askAgain(member);
	}

	#tellKept(update: Uint8Array, by: By, author: Member | null): void {
		this.#audience.show(update, author);
		const kept = { seq: this.seq, update, by };
		for (const listener of this.#listeners) listener(kept);
	}

	#bar(member: Member, code: CloseCode, why: string, error?: unknown): void {
		if (member.isBarred) return;
		member.isBarred = true;
		this.#needs.logger.info(
			{
				event: 'peer.barred',
				doc: docPath(this.name),
				code,
				why,
				...(error instanceof Error && { error }),
			},
			'a screen was sent away',
		);
		this.#awareness.forget(member);
		member.peer.close(code, why);
	}
}
