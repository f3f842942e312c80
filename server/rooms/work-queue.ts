import type * as Y from 'yjs';
import type { DocName } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Epoch, Together } from '#server/ports/update-log.ts';
import type { Content } from './draft.ts';
import type { Member } from './member.ts';

/** `stale-epoch`: rights have moved since the caller judged; `taken`: a ledger row has; `gone`: the dialogue was erased. */
export type WriteAnswer = 'ok' | 'nothing' | 'stale-epoch' | 'taken' | 'gone';

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

/** What goes into one entry together, at most. [RO2] */
const BATCH_FRAMES_MAX = 512;
const BATCH_BYTES_MAX = 256 * 1024;

/** What waits for the log, in the one order in which it came. Bounded for peers; the server bounds itself. [RO3] */
export class WorkQueue {
	readonly #framesMax: number;
	readonly #bytesMax: number;
	readonly #work: (PeerChange | ServerChange)[] = [];
	/** Of peers, those under way included. */
	#frames = 0;
	#bytes = 0;

	constructor(kind: DocName['kind']) {
		const isSeat = kind === 'seat';
		this.#framesMax = isSeat ? LIMITS.waitingFramesPerSeatMax : LIMITS.waitingFramesPerDocumentMax;
		this.#bytesMax = 2 * (isSeat ? LIMITS.seatBytesMax : LIMITS.boardBytesMax);
	}

	/** Whether another frame of this size would be too much. */
	isFull(bytes: number): boolean {
		return this.#frames >= this.#framesMax || this.#bytes + bytes > this.#bytesMax;
	}

	/** Which share of what may wait does, 0 … 1. */
	get fullness(): number {
		return Math.max(this.#frames / this.#framesMax, this.#bytes / this.#bytesMax);
	}

	add(work: PeerChange | ServerChange): void {
		this.#work.push(work);
		if (!('member' in work)) return;
		work.member.waiting++;
		this.#frames++;
		this.#bytes += work.content.update.byteLength;
	}

	get isEmpty(): boolean {
		return this.#work.length === 0;
	}

	/** What waits longest, if that is a change by the server. */
	takeChange(): ServerChange | undefined {
		const [first] = this.#work;
		if (!first || 'member' in first) return undefined;
		this.#work.shift();
		return first;
	}

	/** As many of the frames that wait longest as go into one entry. */
	takeBatch(): readonly PeerChange[] {
		const batch: PeerChange[] = [];
		let bytes = 0;
		for (const work of this.#work) {
			if ('done' in work || batch.length === BATCH_FRAMES_MAX) break;
			bytes += work.content.update.byteLength;
			if (batch.length > 0 && bytes > BATCH_BYTES_MAX) break;
			batch.push(work);
		}
		this.#work.splice(0, batch.length);
		return batch;
	}

	/** These frames, taken before, do not wait any more. */
	settled(batch: readonly PeerChange[]): void {
		for (const { member, content } of batch) {
			member.waiting--;
			this.#frames--;
			this.#bytes -= content.update.byteLength;
		}
	}

	/** Forgets everything; the answer is what the server has waiting. */
	clear(): readonly ServerChange[] {
		return this.#work.splice(0).filter((work) => 'done' in work);
	}
}
