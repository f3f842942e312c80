import type { Clock } from '#server/ports/clock.ts';

/** Stops the whole process for so many milliseconds. */
export type Sleep = (ms: number) => void;

/** From so many frames between two strikes on. Below, the process sleeps enough by itself. */
const FRAMES_MIN = 8;
/** What does not wait for the strike (a request, another node's bell) waits for this at most. */
const LONGEST_MS = 8;
const SHORTEST_MS = 2;
/** Before a strike there is time to take in what has come meanwhile. */
const BEFORE_STRIKE_MS = 2;

/**
 * Where many type, each key would wake the process only to wait for the next strike, and waking up costs more than what is
 * done then. So it sleeps through a part of that time and takes in what has come all at once. Nothing is shown later by it.
 * [RO20]
 */
export class Doze {
	readonly #clock: Clock;
	readonly #sleep: Sleep;
	/** Work for a strike that takes longer than this leaves no time to sleep. */
	readonly #workMsMax: number;
	#struckAtMs = -Infinity;
	#strikesAtMs = -Infinity;
	/** Rooms that have had their turn and do not rest yet. */
	#underWay = 0;
	#isBusy = false;
	#frames = 0;
	#framesBefore = 0;

	/** `strikeMs`: from strike to strike. */
	constructor(clock: Clock, strikeMs: number, sleep: Sleep) {
		this.#clock = clock;
		this.#workMsMax = strikeMs / 2;
		this.#sleep = sleep;
	}

	/** Somebody waits for a strike; `undefined`: which must not be late. */
	awaits(strikesAtMs: number | undefined): void {
		this.#strikesAtMs = strikesAtMs ?? -Infinity;
	}

	/** A strike: so many rooms set about their work, each of which ends with `over`. */
	struck(rooms: number): void {
		this.#struckAtMs = this.#clock.nowMs();
		this.#strikesAtMs = -Infinity;
		this.#framesBefore = this.#frames;
		this.#frames = 0;
		this.#underWay += rooms;
	}

	/** One room is done. */
	over(): void {
		this.#underWay--;
		this.#isBusy = this.#clock.nowMs() - this.#struckAtMs > this.#workMsMax;
		this.#tryToSleep();
	}

	/** A frame has come in. */
	came(): void {
		this.#frames++;
		this.#tryToSleep();
	}

	#tryToSleep(): void {
		if (this.#underWay > 0 || this.#isBusy || this.#framesBefore < FRAMES_MIN) return;
		const restMs = this.#strikesAtMs - BEFORE_STRIKE_MS - this.#clock.nowMs();
		if (restMs >= SHORTEST_MS) this.#sleep(Math.min(restMs, LONGEST_MS));
	}
}
