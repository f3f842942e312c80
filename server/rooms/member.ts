import type { Epoch } from '#server/ports/update-log.ts';
import type { Peer } from './peer.ts';
import { savedFrame } from './frame.ts';

/** What became of a content frame. `gap`: it may come again with a step 2. */
export type Fate = 'kept' | 'nothing' | 'gap';

/** Missed updates beyond this are not kept one by one: the whole state is sent then. */
const MISSED_BYTES_MAX = 256 * 1024;

/** A peer in a room, and what the room remembers about it. */
export class Member {
	readonly peer: Peer;
	/** The epoch of its last judgement; undefined: it has not been judged in this room yet. */
	judgedUnder: Epoch | undefined;
	/** It has sent a step 1 and is told what changes from there on. */
	isFollowing = false;
	/** It was sent away; nothing more of it is heard. */
	isBarred = false;
	isBeingJudged = false;
	/** Content frames that have come in, and of those the ones that stand in the queue. */
	received = 0;
	waiting = 0;
	/** A frame of it was left out and has not come again (SC4). */
	hasGap = false;
	/** When it was asked for a full step 2 last, and whether it will be again. */
	askedAtMs = -Infinity;
	isAskedSoon = false;

	#saved = 0;
	#toldSaved = 0;
	#missed: Uint8Array[] | 'too much' = [];
	#missedBytes = 0;
	#stepOne: Uint8Array | undefined;

	constructor(peer: Peer) {
		this.peer = peer;
	}

	/** [RO7] Its content frame of this number is settled; they are settled in order. A gap holds the count back. */
	settle(number: number, step: 'step-2' | 'update', fate: Fate): void {
		if (fate === 'gap') this.hasGap = true;
		// sent after what is missing, and a step 2 holds all that its sender has
		else if (step === 'step-2') this.hasGap = false;
		if (!this.hasGap) this.#saved = number;
	}

	tellSaved(): void {
		if (!this.peer.wantsSaved || this.peer.right !== 'write') return;
		if (this.#saved === this.#toldSaved) return;
		this.#toldSaved = this.#saved;
		this.peer.send(savedFrame(this.#saved));
	}

	/** [RO12] It is too slow for this update now. */
	miss(update: Uint8Array): void {
		this.#missedBytes += update.byteLength;
		if (this.#missed === 'too much' || this.#missedBytes > MISSED_BYTES_MAX)
			this.#missed = 'too much';
		else this.#missed.push(update);
	}

	/** [RO12] It is too slow for the answer to this step 1 now; the answer will hold all that was missed. */
	missAnswer(stateVector: Uint8Array): void {
		this.#stepOne = stateVector.slice();
	}

	/** What it has missed so far; from now on nothing. */
	takeMissed(): { updates: readonly Uint8Array[] | 'too much'; stepOne?: Uint8Array } {
		const missed = { updates: this.#missed, stepOne: this.#stepOne };
		this.#missed = [];
		this.#missedBytes = 0;
		this.#stepOne = undefined;
		return missed;
	}

	get isBehind(): boolean {
		return this.#missedBytes > 0 || this.#stepOne !== undefined;
	}
}
