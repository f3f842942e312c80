import type { Clock } from '#server/ports/clock.ts';
import { STILL_HERE_FRAME } from '#server/rooms/frame.ts';
import type { Peer, Right } from '#server/rooms/peer.ts';
import type { Room } from '#server/rooms/room.ts';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Role } from '#shared/roles.ts';
import { MESSAGE, STILL_HERE_MS, SYNC_STEP } from '#shared/wire.ts';
import { FrameBudget } from './frame-budget.ts';
import type { Line } from './line.ts';

/** A step 1 costs its sender ten bytes and us an encoding of the document. */
const STEP_ONE_FRAMES = 10;
/** A screen that has not taken anything for so long is sent away. */
const SLOW_MS_MAX = 15_000;
/** Three answers to a ping are missing: nobody is there. */
const DEAD_MS = 3 * STILL_HERE_MS;
/** A socket that does not finish its closing is ended. */
const CLOSING_MS = 5_000;

export interface ScreenNeeds {
	readonly room: Room;
	readonly role: Role;
	readonly right: Right;
	readonly wantsSaved: boolean;
	readonly tokenHash: string;
	readonly judge: () => Promise<Right>;
	readonly clock: Clock;
	/** It has gone. */
	readonly gone: (code: number) => void;
}

/** One line on one room: its budget, its buffer, its signs of life. Rules SO4–SO8 in SPEC.md. */
export class Screen implements Peer {
	readonly role: Role;
	readonly wantsSaved: boolean;
	readonly tokenHash: string;
	readonly dialogue: DialogueId;
	readonly #line: Line;
	readonly #needs: ScreenNeeds;
	readonly #room: Room;
	readonly #budget: FrameBudget;
	#right: Right;
	/** Why it is not read: it owes time, or the room has enough for now. */
	#isPaying = false;
	#isHeld = false;
	#isBehind = false;
	#saidAtMs: number;
	#heardAtMs: number;
	#tookAtMs: number;
	#pingedAtMs: number;
	#bytesRead = 0;
	#bytesSent = 0;
	#bytesTaken = 0;
	#closedAtMs: number | undefined;

	constructor(line: Line, needs: ScreenNeeds) {
		const nowMs = needs.clock.nowMs();
		this.#line = line;
		this.#needs = needs;
		this.#room = needs.room;
		this.#right = needs.right;
		this.role = needs.role;
		this.wantsSaved = needs.wantsSaved;
		this.tokenHash = needs.tokenHash;
		this.dialogue = needs.room.name.dialogue;
		this.#budget = new FrameBudget(LIMITS, nowMs);
		this.#saidAtMs = this.#heardAtMs = this.#tookAtMs = this.#pingedAtMs = nowMs;
		line.listen({
			message: (bytes) => this.#receive(bytes),
			malformed: () => this.close(CLOSE.malformed, 'text'),
			heard: () => (this.#heardAtMs = needs.clock.nowMs()),
			drained: () => this.#drained(),
			closed: (code) => {
				this.#room.leave(this);
				needs.gone(code);
			},
		});
		this.#room.join(this);
	}

	get right(): Right {
		return this.#right;
	}

	/** From a full buffer until it is nearly empty again. */
	get isSlow(): boolean {
		if (this.#line.bufferedBytes <= LIMITS.sendBufferBytesMax) return this.#isBehind;
		return (this.#isBehind = true);
	}

	async judge(): Promise<Right> {
		return (this.#right = await this.#needs.judge());
	}

	send(message: Uint8Array): void {
		if (this.#closedAtMs !== undefined || !this.#line.isOpen) return;
		this.#saidAtMs = this.#needs.clock.nowMs();
		this.#bytesSent += message.byteLength;
		this.#line.send(message);
	}

	/** [RO18] */
	hold(): void {
		this.#isHeld = true;
		if (this.#closedAtMs === undefined) this.#line.pause();
	}

	/** [RO18] */
	goOn(): void {
		this.#isHeld = false;
		if (!this.#isPaying) this.#readOn();
	}

	close(code: CloseCode, reason: string): void {
		if (this.#closedAtMs !== undefined) return;
		this.#closedAtMs = this.#needs.clock.nowMs();
		this.#line.close(code, reason);
	}

	/** [SO11] What has come in since the last whole message. */
	get unfinishedBytes(): number {
		return this.#line.unfinishedBytes;
	}

	/** [SO11] Says that it is too much; who does not go by itself is cut off. */
	giveUp(): void {
		if (this.#closedAtMs === undefined) this.close(CLOSE.busy, 'too much at once');
		else this.#line.terminate();
	}

	/** Every second. */
	look(nowMs: number): void {
		if (this.#closedAtMs !== undefined) {
			if (nowMs - this.#closedAtMs > CLOSING_MS) this.#line.terminate();
			return;
		}
		// while a long message comes in on a slow line, no pong gets past it
		const { bytesRead } = this.#line;
		if (bytesRead > this.#bytesRead || this.#isHeld) this.#heardAtMs = nowMs;
		this.#bytesRead = bytesRead;
		if (nowMs - this.#heardAtMs > DEAD_MS) return this.#line.terminate();
		this.#lookWhatItTook(nowMs);
		if (this.isSlow && nowMs - this.#tookAtMs > SLOW_MS_MAX)
			return this.close(CLOSE.busy, 'too slow');
		if (nowMs - this.#pingedAtMs >= STILL_HERE_MS) {
			this.#pingedAtMs = nowMs;
			this.#line.ping();
		}
		// a ping is no message to a page
		if (nowMs - this.#saidAtMs >= STILL_HERE_MS && !this.isSlow) this.send(STILL_HERE_FRAME);
	}

	#lookWhatItTook(nowMs: number): void {
		const bytesTaken = this.#bytesSent - this.#line.bufferedBytes;
		if (bytesTaken > this.#bytesTaken || !this.isSlow) this.#tookAtMs = nowMs;
		this.#bytesTaken = bytesTaken;
	}

	/** [SO6] The line has taken all that lay there: the screen gets what it has missed. */
	#drained(): void {
		if (!this.#isBehind) return;
		this.#isBehind = false;
		if (this.#closedAtMs === undefined) this.#room.resume(this);
	}

	#receive(bytes: Uint8Array): void {
		if (this.#closedAtMs !== undefined) return;
		const nowMs = this.#needs.clock.nowMs();
		this.#heardAtMs = nowMs;
		const isStepOne = bytes[0] === MESSAGE.sync && bytes[1] === SYNC_STEP.one;
		this.#budget.take(bytes.byteLength, isStepOne ? STEP_ONE_FRAMES : 1, nowMs);
		if (!this.#isPaying) this.#payFor(this.#budget.owedMs(nowMs));
		this.#room.receive(this, bytes);
	}

	/** [SO5] A socket that is not read slows its sender by itself: nothing is lost, nobody is punished. */
	#payFor(ms: number): void {
		if (ms === 0) return;
		this.#isPaying = true;
		this.#line.pause();
		this.#needs.clock.after(ms, () => {
			this.#isPaying = false;
			if (!this.#isHeld) this.#readOn();
		});
	}

	#readOn(): void {
		const nowMs = this.#needs.clock.nowMs();
		this.#heardAtMs = nowMs;
		if (this.#closedAtMs !== undefined) return;
		// what was read already, and came in after the pause, has to be paid as well
		const owedMs = this.#budget.owedMs(nowMs);
		if (owedMs > 0) this.#payFor(owedMs);
		else this.#line.resume();
	}
}
