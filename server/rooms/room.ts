import type * as Y from 'yjs';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { Epoch, Opened, Together } from '#server/ports/update-log.ts';
import { Audience } from './audience.ts';
import type { FromOthers } from './awareness-between.ts';
import { AwarenessRelay } from './awareness-relay.ts';
import { compactTail } from './compactor.ts';
import type { Copy } from './copy.ts';
import { generationFrame, pausedFrame } from './frame.ts';
import type { Member } from './member.ts';
import type { Peer } from './peer.ts';
import { RoomEndedError } from './patience.ts';
import { Reception } from './reception.ts';
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
	readonly #reception: Reception;
	readonly #listeners = new Set<(kept: Kept) => void>();
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
			settled: (members) => this.#reception.settled(members),
			barred: (member, code, why) => this.#reception.bar(member, code, why),
			paused: (paused) => {
				this.#audience.tellPaused(paused);
				needs.told.paused(paused);
			},
			broken: (code, error) => this.end(code, 'come again', error),
		});
		this.#reception = new Reception(name, {
			keeper: this.#keeper,
			audience: this.#audience,
			awareness: this.#awareness,
			logger: needs.logger,
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

	/**
	 * Looks at the committed document. Read only; nothing of what it returns may be kept across an await. Throws
	 * RoomEndedError if what the log holds does not fit together.
	 */
	read<T>(look: (doc: Y.Doc) => T): T {
		return look(this.#committed.doc);
	}

	/** The committed state, encoded once per number. */
	state(): { seq: number; update: Uint8Array } {
		return { seq: this.seq, update: this.#committed.state() };
	}

	get #committed(): Copy {
		const { copy } = this.#keeper;
		if (this.#keeper.isBroken) throw new RoomEndedError();
		return copy;
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
		this.#reception.left(peer);
		this.#awareness.forget(member);
	}

	/** One whole websocket message. */
	receive(peer: Peer, bytes: Uint8Array): void {
		this.#reception.receive(peer, bytes);
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
		await this.#reception.rejudge();
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

	#tellKept(update: Uint8Array, by: By, author: Member | null): void {
		this.#audience.show(update, author);
		const kept = { seq: this.seq, update, by };
		for (const listener of this.#listeners) listener(kept);
	}
}
