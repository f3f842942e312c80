import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
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
import { COPIED_BYTES_MAX, type Framing } from './framing.ts';
import type { SyncSocket } from './sync-socket.ts';

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
	/** What the websocket speaks through. */
	readonly line: Duplex;
	readonly framing: Framing;
	/** How many bytes have come in on the wire so far, those of unfinished messages included. */
	readonly bytesRead: () => number;
	/** It has gone. */
	readonly gone: (code: number) => void;
}

/** One websocket on one room: its budget, its buffer, its signs of life. Rules SO4–SO8 in SPEC.md. */
export class Screen implements Peer {
	readonly role: Role;
	readonly wantsSaved: boolean;
	readonly tokenHash: string;
	readonly dialogue: DialogueId;
	readonly #socket: SyncSocket;
	readonly #needs: ScreenNeeds;
	readonly #room: Room;
	readonly #budget: FrameBudget;
	#right: Right;
	#isBehind = false;
	#saidAtMs: number;
	#heardAtMs: number;
	#tookAtMs: number;
	#pingedAtMs: number;
	#bytesRead = 0;
	#bytesReadAtMessage: number;
	#bytesSent = 0;
	#bytesTaken = 0;
	#closedAtMs: number | undefined;

	constructor(socket: SyncSocket, needs: ScreenNeeds) {
		const nowMs = needs.clock.nowMs();
		this.#socket = socket;
		this.#needs = needs;
		this.#room = needs.room;
		this.#right = needs.right;
		this.role = needs.role;
		this.wantsSaved = needs.wantsSaved;
		this.tokenHash = needs.tokenHash;
		this.dialogue = needs.room.name.dialogue;
		this.#budget = new FrameBudget(LIMITS, nowMs);
		this.#saidAtMs = this.#heardAtMs = this.#tookAtMs = this.#pingedAtMs = nowMs;
		this.#bytesReadAtMessage = needs.bytesRead();
		// `ws` closes by itself after an error; without a listener the process would end
		socket.on('error', () => undefined);
		socket.on('message', (bytes, isBinary) => this.#receive(bytes as Buffer, isBinary));
		socket.on('pong', () => (this.#heardAtMs = needs.clock.nowMs()));
		needs.line.on('drain', this.#drained);
		socket.on('close', (code) => {
			this.#room.leave(this);
			needs.gone(code);
		});
		this.#room.join(this);
	}

	get right(): Right {
		return this.#right;
	}

	/** From a full buffer until it is nearly empty again. */
	get isSlow(): boolean {
		if (this.#socket.bufferedAmount <= LIMITS.sendBufferBytesMax) return this.#isBehind;
		return (this.#isBehind = true);
	}

	async judge(): Promise<Right> {
		return (this.#right = await this.#needs.judge());
	}

	/**
	 * One write, straight to the line: without compression and blobs `ws` holds nothing back there, so whole frames keep
	 * their order. It saves a header, a callback and a vector for each of thousands of screens.
	 */
	send(message: Uint8Array): void {
		if (this.#closedAtMs !== undefined || this.#socket.readyState !== WebSocket.OPEN) return;
		this.#saidAtMs = this.#needs.clock.nowMs();
		this.#bytesSent += message.byteLength;
		if (message.byteLength > COPIED_BYTES_MAX) this.#socket.send(message);
		else this.#needs.line.write(this.#needs.framing.frame(message));
	}

	close(code: CloseCode, reason: string): void {
		if (this.#closedAtMs !== undefined) return;
		this.#closedAtMs = this.#needs.clock.nowMs();
		this.#socket.resume(); // or the answer to the closing would never be read
		this.#socket.close(code, reason);
	}

	/** [SO11] What has come in since the last whole message. */
	get unfinishedBytes(): number {
		return this.#needs.bytesRead() - this.#bytesReadAtMessage;
	}

	/** [SO11] Says that it is too much; who does not go by itself is cut off. */
	giveUp(): void {
		if (this.#closedAtMs === undefined) this.close(CLOSE.busy, 'too much at once');
		else this.#socket.terminate();
	}

	/** Every second. */
	look(nowMs: number): void {
		if (this.#closedAtMs !== undefined) {
			if (nowMs - this.#closedAtMs > CLOSING_MS) this.#socket.terminate();
			return;
		}
		// while a long message comes in on a slow line, no pong gets past it
		const bytesRead = this.#needs.bytesRead();
		if (bytesRead > this.#bytesRead) this.#heardAtMs = nowMs;
		this.#bytesRead = bytesRead;
		if (nowMs - this.#heardAtMs > DEAD_MS) return this.#socket.terminate();
		this.#lookWhatItTook(nowMs);
		if (this.isSlow && nowMs - this.#tookAtMs > SLOW_MS_MAX)
			return this.close(CLOSE.busy, 'too slow');
		if (nowMs - this.#pingedAtMs >= STILL_HERE_MS) {
			this.#pingedAtMs = nowMs;
			this.#socket.ping();
		}
		// a ping is no message to a page
		if (nowMs - this.#saidAtMs >= STILL_HERE_MS && !this.isSlow) this.send(STILL_HERE_FRAME);
	}

	#lookWhatItTook(nowMs: number): void {
		const bytesTaken = this.#bytesSent - this.#socket.bufferedAmount;
		if (bytesTaken > this.#bytesTaken || !this.isSlow) this.#tookAtMs = nowMs;
		this.#bytesTaken = bytesTaken;
	}

	/** [SO6] The line has taken all that lay there: the screen gets what it has missed. */
	readonly #drained = (): void => {
		if (!this.#isBehind) return;
		this.#isBehind = false;
		if (this.#closedAtMs === undefined) this.#room.resume(this);
	};

	#receive(bytes: Buffer, isBinary: boolean): void {
		if (this.#closedAtMs !== undefined) return;
		this.#bytesReadAtMessage = this.#needs.bytesRead();
		if (!isBinary) return this.close(CLOSE.malformed, 'text');
		const nowMs = this.#needs.clock.nowMs();
		this.#heardAtMs = nowMs;
		const isStepOne = bytes[0] === MESSAGE.sync && bytes[1] === SYNC_STEP.one;
		this.#budget.take(bytes.byteLength, isStepOne ? STEP_ONE_FRAMES : 1, nowMs);
		if (!this.#socket.isPaused) this.#readWithin(this.#budget.owedMs(nowMs));
		this.#room.receive(this, bytes);
	}

	/** [SO5] A socket that is not read slows its sender by itself: nothing is lost, nobody is punished. */
	#readWithin(ms: number): void {
		if (ms === 0) return;
		this.#socket.pause();
		this.#needs.clock.after(ms, () => {
			const nowMs = this.#needs.clock.nowMs();
			this.#heardAtMs = nowMs;
			if (this.#closedAtMs !== undefined) return;
			// what was read already, and came in after the pause, has to be paid as well
			const stillMs = this.#budget.owedMs(nowMs);
			if (stillMs === 0) this.#socket.resume();
			else this.#readWithin(stillMs);
		});
	}
}
