import type { Clock } from '#server/ports/clock.ts';

/**
 * A deadline that is set and lifted for each append and hardly ever reached: one timer is kept going for all of them,
 * rather than made and taken back each time.
 */
export class Deadline {
	readonly #clock: Clock;
	readonly #ms: number;
	readonly #passed: () => void;
	#atMs: number | undefined;
	#isWatched = false;

	/** `passed`: called once when `ms` have gone by since it was set. */
	constructor(clock: Clock, ms: number, passed: () => void) {
		this.#clock = clock;
		this.#ms = ms;
		this.#passed = passed;
	}

	set(): void {
		this.#atMs = this.#clock.nowMs() + this.#ms;
		if (!this.#isWatched) this.#watch(this.#ms);
	}

	lift(): void {
		this.#atMs = undefined;
	}

	#watch(ms: number): void {
		this.#isWatched = true;
		this.#clock.after(ms, () => {
			this.#isWatched = false;
			if (this.#atMs === undefined) return;
			const leftMs = this.#atMs - this.#clock.nowMs();
			if (leftMs > 0) return this.#watch(leftMs);
			this.#atMs = undefined;
			this.#passed();
		});
	}
}
