import type { Clock } from '#server/ports/clock.ts';
import { Deadline } from './deadline.ts';

/** The room has ended while somebody waited in it; load it again and ask there. */
export class RoomEndedError extends Error {
	constructor() {
		super('the room has ended');
		this.name = 'RoomEndedError';
	}
}

const NO_ANSWER = Symbol('no answer');
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * How a room asks a store that may be silent, slow or gone: it waits, asks again, and says after a second that it waits.
 * One work is under way at a time, and one question.
 */
export class Patience {
	readonly #clock: Clock;
	readonly #silence: Deadline;
	readonly #answer: Deadline;
	/** The question that is under way is not waited for any longer. */
	#giveUp: () => void = () => undefined;
	readonly #tellPaused: (paused: boolean) => void;
	#isPaused = false;
	#hasEnded = false;

	constructor(
		clock: Clock,
		limits: { readonly answerMs: number; readonly silenceMs: number },
		tellPaused: (paused: boolean) => void,
	) {
		this.#clock = clock;
		this.#silence = new Deadline(clock, limits.silenceMs, () => this.#setPaused(true));
		this.#answer = new Deadline(clock, limits.answerMs, () => this.#giveUp());
		this.#tellPaused = tellPaused;
	}

	get isPaused(): boolean {
		return this.#isPaused;
	}

	/** [RO3] Does the work; if it takes longer than a second, everybody is told, and told again when it is done. */
	async watch<T>(work: () => Promise<T>): Promise<T> {
		this.#silence.set();
		try {
			return await work();
		} finally {
			this.#silence.lift();
			this.#setPaused(false);
		}
	}

	/** Asks once; undefined when it is not known what became of it. */
	async try<T>(ask: () => Promise<T>): Promise<T | undefined> {
		const answer = await this.#ask(ask);
		if (answer === NO_ANSWER) await this.pause(FIRST_PAUSE_MS);
		return answer === NO_ANSWER ? undefined : answer;
	}

	/** Asks until there is an answer. Throws RoomEndedError once the room has ended. */
	async insist<T>(ask: () => Promise<T>): Promise<T> {
		for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
			const answer = await this.#ask(ask);
			if (answer !== NO_ANSWER) return answer;
			await this.pause(pauseMs);
		}
	}

	/** Lets this time pass. Throws RoomEndedError once the room has ended. */
	async pause(ms: number = FIRST_PAUSE_MS): Promise<void> {
		await new Promise<void>((done) => this.#clock.after(ms, done));
		if (this.#hasEnded) throw new RoomEndedError();
	}

	end(): void {
		this.#hasEnded = true;
	}

	/** A rejection and silence mean the same: nobody knows. */
	async #ask<T>(ask: () => Promise<T>): Promise<T | typeof NO_ANSWER> {
		this.#answer.set();
		try {
			const answer = await new Promise<T | typeof NO_ANSWER>((done, failed) => {
				this.#giveUp = () => done(NO_ANSWER);
				ask().then(done, failed);
			});
			if (this.#hasEnded) throw new RoomEndedError();
			return answer;
		} catch (error) {
			if (error instanceof RoomEndedError) throw error;
			return NO_ANSWER;
		} finally {
			this.#answer.lift();
		}
	}

	#setPaused(paused: boolean): void {
		if (paused === this.#isPaused) return;
		this.#isPaused = paused;
		this.#tellPaused(paused);
	}
}
