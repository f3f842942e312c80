import type { IncomingMessage, ServerResponse } from 'node:http';
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';
import type { Clock } from '#server/ports/clock.ts';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Line, LineEars } from './line.ts';
import { FrameBudget } from './frame-budget.ts';
import { answerClosed, answerFrames, answerLater, answerNothing } from './poll-answers.ts';

/** Requests of one line; the bytes have their own budget where every message is counted. */
const REQUEST_LIMITS = {
	framesPerSecondMax: LIMITS.pollsPerSecondMax,
	framesBurstMax: LIMITS.pollsBurstMax,
	syncBytesPerSecondMax: 1,
	syncBytesBurstMax: 0,
};

/**
 * Requests over HTTP as a line: what goes up comes in numbered requests, what goes down is fetched, and waits until the
 * next fetching says that it has come. So a request or an answer that was lost is sent again and counts once. Rules
 * HL1–HL7 in SPEC.md.
 */
export class PollLine implements Line {
	readonly #clock: Clock;
	readonly #bytesMax: number;
	readonly #over: () => void;
	readonly #requests: FrameBudget;
	#ears: LineEars | undefined;
	/** What the other side has not said to have yet. */
	#sent: Uint8Array[] = [];
	/** How many messages have been taken by the other side. */
	#taken = 0;
	bufferedBytes = 0;
	#fetching: ServerResponse | undefined;
	/** The last answer with messages in it, and how many had been given by then. */
	#last: ServerResponse | undefined;
	#given = 0;
	#cancelAnswer: (() => void) | undefined;
	#answeredAtMs = -Infinity;
	/** How many messages have come. */
	#heard = 0;
	#isTaking = false;
	isPaused = false;
	#resumed: (() => void) | undefined;
	bytesRead = 0;
	unfinishedBytes = 0;
	#closedWith: CloseCode | undefined;
	#hasEnded = false;

	/**
	 * @param bytesMax - of one request
	 * @param over - it has ended, nobody needs to find it any more
	 */
	constructor(clock: Clock, bytesMax: number, over: () => void) {
		this.#clock = clock;
		this.#bytesMax = bytesMax;
		this.#over = over;
		this.#requests = new FrameBudget(REQUEST_LIMITS, clock.nowMs());
	}

	get isOpen(): boolean {
		return this.#closedWith === undefined && !this.#hasEnded;
	}

	listen(ears: LineEars): void {
		this.#ears = ears;
	}

	send(message: Uint8Array): void {
		this.#sent.push(message);
		this.bufferedBytes += message.byteLength;
		this.#answerSoon();
	}

	/** [HL2] The other side fetches what comes after the first `after` messages; `waits`: until there is something. */
	fetch(response: ServerResponse, after: number, waits: boolean): void {
		if (!this.#mayAsk(response)) return;
		if (!(after >= this.#taken && after <= this.#taken + this.#sent.length)) {
			this.#ears?.malformed();
			return this.#isOver(response);
		}
		// the earlier one has been given up, or its answer never came
		if (this.#fetching) answerNothing(this.#fetching);
		this.#forget(after);
		this.#fetching = response;
		response.once('close', () => {
			if (this.#fetching === response) this.#fetching = undefined;
		});
		if (waits || this.#repeatMs > LIMITS.pollGatherMs) this.#answerSoon();
		else this.#answer();
	}

	/** [HL3] Messages come up; `from`: how many came before the first of them. */
	async take(request: IncomingMessage, response: ServerResponse, from: number): Promise<void> {
		if (!this.#mayAsk(response)) return;
		// the same one again, while the first is still being read
		if (this.#isTaking) return answerLater(response);
		this.#isTaking = true;
		try {
			const body = await this.#read(request);
			if (body) await this.#hear(body, from);
		} finally {
			this.#isTaking = false;
			this.unfinishedBytes = 0;
		}
		if (!this.isOpen) this.#isOver(response);
		else answerNothing(response);
	}

	pause(): void {
		this.isPaused = true;
	}
	resume(): void {
		this.isPaused = false;
		this.#resumed?.();
	}
	/** Every request is a sign of life already. */
	ping(): void {}

	close(code: CloseCode): void {
		if (!this.isOpen) return;
		this.#closedWith = code;
		this.resume();
		if (this.#fetching) this.#isOver(this.#fetching);
	}

	terminate(): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		this.resume();
		this.#cancelAnswer?.();
		if (this.#fetching) answerClosed(this.#fetching, this.#closedWith);
		this.#cutUnread();
		this.#sent = [];
		this.#over();
		this.#ears?.closed(this.#closedWith ?? LOST);
	}

	/** [HL5] Whoever asks too often is told to come later, and nothing is done. */
	#mayAsk(response: ServerResponse): boolean {
		const nowMs = this.#clock.nowMs();
		const isTooOften = this.#requests.owedMs(nowMs) > 0;
		if (!isTooOften) this.#requests.take(0, 1, nowMs);
		this.#ears?.heard();
		if (!this.isOpen) this.#isOver(response);
		else if (isTooOften) answerLater(response);
		else return true;
		return false;
	}

	/** Says why it has ended; that was all there is to say. */
	#isOver(response: ServerResponse): void {
		answerClosed(response, this.#closedWith);
		if (this.#fetching === response) this.#fetching = undefined;
		this.terminate();
	}

	/** [HL7] How long what is asked for once more takes to be earned: it can be a whole board. */
	get #repeatMs(): number {
		if (this.#taken >= this.#given) return 0;
		return (this.bufferedBytes / LIMITS.pollRepeatedBytesPerSecondMax) * 1_000;
	}

	/** What comes in one moment goes in one answer, and there are only so many of those a second. */
	#answerSoon(): void {
		if (!this.#fetching || this.#cancelAnswer || this.#sent.length === 0) return;
		const restMs = Math.max(LIMITS.pollGatherMs, this.#repeatMs);
		const inMs = this.#answeredAtMs + restMs - this.#clock.nowMs();
		this.#cancelAnswer = this.#clock.after(Math.max(0, inMs), () => {
			this.#cancelAnswer = undefined;
			this.#answer();
		});
	}

	#answer(): void {
		const response = this.#fetching;
		if (!response || this.#hasEnded) return;
		this.#fetching = undefined;
		this.#answeredAtMs = this.#clock.nowMs();
		if (this.#sent.length === 0) return answerNothing(response);
		this.#cutUnread();
		this.#last = response;
		this.#given = this.#taken + this.#sent.length;
		const encoder = createEncoder();
		for (const message of this.#sent) writeVarUint8Array(encoder, message);
		answerFrames(response, toUint8Array(encoder));
	}

	/** [HL7] Whoever asks again has given up the answer before: what of it nobody has read is not kept. */
	#cutUnread(): void {
		if (this.#last?.writableFinished === false) this.#last.destroy();
	}

	#forget(after: number): void {
		const taken = this.#sent.splice(0, after - this.#taken);
		this.#taken = after;
		for (const message of taken) this.bufferedBytes -= message.byteLength;
		if (taken.length > 0 && this.#sent.length === 0) this.#ears?.drained();
	}

	/** The whole body; undefined: it is too large, or did not come to its end. */
	async #read(request: IncomingMessage): Promise<Buffer | undefined> {
		const parts: Buffer[] = [];
		try {
			for await (const part of request as AsyncIterable<Buffer>) {
				parts.push(part);
				this.bytesRead += part.byteLength;
				this.unfinishedBytes += part.byteLength;
				if (!this.isOpen) return undefined;
				if (this.unfinishedBytes > this.#bytesMax) {
					this.close(CLOSE.tooLarge);
					return undefined;
				}
			}
		} catch {
			return undefined; // it will come again
		}
		return Buffer.concat(parts);
	}

	/** One by one, at the pace that this line may have; what has come before is left out. */
	async #hear(body: Buffer, from: number): Promise<void> {
		if (!(from >= 0 && from <= this.#heard)) return this.#ears?.malformed();
		let before = this.#heard - from;
		const decoder = createDecoder(body);
		while (hasContent(decoder) && this.isOpen) {
			const message = nextIn(decoder);
			if (!message) return this.#ears?.malformed();
			if (before-- > 0) continue;
			while (this.isPaused) await new Promise<void>((resumed) => (this.#resumed = resumed));
			if (!this.isOpen) return;
			this.#heard++;
			this.#ears?.message(message);
		}
	}
}

/** As a browser calls a connection that ended without a word. */
const LOST = 1006;

function nextIn(decoder: ReturnType<typeof createDecoder>): Uint8Array | undefined {
	try {
		// a copy: what a room keeps must not keep the whole body
		return readVarUint8Array(decoder).slice();
	} catch {
		return undefined;
	}
}
