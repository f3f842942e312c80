import os from 'node:os';
import type { Clock } from '#server/ports/clock.ts';

/** Node counts a timer's milliseconds in 31 bits; what is longer would be called at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How often is looked whether the machine has slept; less than this is no sleep. */
const LOOK_EVERY_MS = 1_000;
const SHORTEST_SLEEP_MS = 2_000;

/**
 * [TI1] The time of this machine as it was at the start, counted on from there: a clock that is set while the server runs
 * moves no countdown. A laptop that has slept has slept, though (Linux says for how long).
 */
export class SystemClock implements Clock {
	readonly #beganMs = Date.now() - performance.now();
	readonly #upAtStartMs = upMs() - performance.now();
	#sleptMs = 0;
	#lookedAtMs = performance.now();

	nowMs(): number {
		const countedMs = performance.now();
		if (countedMs - this.#lookedAtMs >= LOOK_EVERY_MS) this.#look(countedMs);
		return Math.floor(this.#beganMs + countedMs + this.#sleptMs);
	}

	after(ms: number, call: () => void): () => void {
		let timer: NodeJS.Timeout;
		const wait = (restMs: number): void => {
			const nowMs = Math.min(restMs, LONGEST_TIMER_MS);
			timer = setTimeout(() => {
				if (restMs > nowMs) wait(restMs - nowMs);
				else call();
			}, nowMs);
			timer.unref();
		};
		wait(Math.max(0, ms));
		return () => clearTimeout(timer);
	}

	/** The counting clock stands still while the machine sleeps, its uptime does not. */
	#look(countedMs: number): void {
		this.#lookedAtMs = countedMs;
		const sleptMs = upMs() - countedMs - this.#upAtStartMs;
		if (sleptMs - this.#sleptMs >= SHORTEST_SLEEP_MS) this.#sleptMs = sleptMs;
	}
}

/** Elsewhere the uptime follows the clock that may be set. */
function upMs(): number {
	return process.platform === 'linux' ? os.uptime() * 1_000 : performance.now();
}
