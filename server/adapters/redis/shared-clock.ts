import type { Clock } from '#server/ports/clock.ts';
import { listOf, numberOf } from './replies.ts';

interface Needs {
	/** For waiting only: waiting needs no agreement. */
	readonly own: Clock;
	/** Asks Redis for `TIME`. */
	readonly ask: () => Promise<unknown>;
	/** This process's counting clock, ms. */
	readonly countMs?: () => number;
}

/** One answer: Redis's time lies that far from our counting clock, give or take half of the way there and back. */
interface Sample {
	readonly atMs: number;
	readonly offsetMs: number;
	readonly tripMs: number;
}

const FIRST_SAMPLES = 5;
const MEASURE_EVERY_MS = 5_000;
/** Counting clocks of two machines part by less than a few milliseconds in this time. */
const BELIEVED_MS = 60_000;
const DRIFT_MS = 5;
/** A correction back by less than this is waited for, so that time goes on; more is a clock that was set. */
const HOLD_MS = 1_000;

/**
 * [TI2] The time that all nodes share: that of Redis, measured by the way there and back. The nodes' own clocks do not
 * matter. While Redis is away, time goes on from what was measured last.
 */
export class SharedClock implements Clock {
	readonly #needs: Required<Needs>;
	#samples: readonly Sample[] = [];
	#offsetMs: number;
	#lastMs = 0;
	#cancel: () => void = () => undefined;
	#isStopped = false;

	constructor(needs: Needs) {
		this.#needs = { countMs: () => performance.now(), ...needs };
		this.#offsetMs = needs.own.nowMs() - this.#needs.countMs();
	}

	/** Resolves when the time is known; rejects if Redis does not answer. */
	async start(): Promise<void> {
		for (let n = 0; n < FIRST_SAMPLES; n++) await this.#measure();
		this.#measureAgain();
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
	}

	nowMs(): number {
		const nowMs = Math.floor(this.#needs.countMs() + this.#offsetMs);
		if (nowMs < this.#lastMs && this.#lastMs - nowMs < HOLD_MS) return this.#lastMs;
		this.#lastMs = nowMs;
		return nowMs;
	}

	after(ms: number, call: () => void): () => void {
		return this.#needs.own.after(ms, call);
	}

	async #measure(): Promise<void> {
		const { ask, countMs } = this.#needs;
		const sentMs = countMs();
		const [seconds, micros] = listOf(await ask());
		const atMs = countMs();
		const timeMs = numberOf(seconds) * 1_000 + numberOf(micros) / 1_000;
		const fresh = { atMs, offsetMs: timeMs - (sentMs + atMs) / 2, tripMs: atMs - sentMs };
		// what does not fit was measured before Redis's clock was set, or on a server that is gone
		const fitting = this.#samples.filter((one) => atMs - one.atMs < BELIEVED_MS && fit(one, fresh));
		this.#samples = [...fitting, fresh];
		const best = this.#samples.reduce((a, b) => (b.tripMs < a.tripMs ? b : a));
		this.#offsetMs = best.offsetMs;
	}

	#measureAgain(): void {
		if (this.#isStopped) return;
		this.#cancel = this.#needs.own.after(MEASURE_EVERY_MS, () => {
			this.#measure().then(
				() => this.#measureAgain(),
				() => this.#measureAgain(),
			);
		});
	}
}

/** Whether one time can be behind both answers. */
function fit(one: Sample, other: Sample): boolean {
	return Math.abs(one.offsetMs - other.offsetMs) <= (one.tripMs + other.tripMs) / 2 + DRIFT_MS;
}
