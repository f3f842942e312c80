import type { Clock } from '#server/ports/clock.ts';

/** Beyond this a hall would see the board jump. */
const LONGEST_MS = 60;
/** A timer that is later than this was kept waiting by work, not by the clock. */
const LATE_MS = 4;
const SLOWER = 1.25;
const QUICKER = 0.97;

/**
 * One pace for all rooms of a node. What comes in while nothing was kept for a beat is kept at once; after that, once a
 * beat: the store commits for all rooms together, and each screen is written to once. When the process cannot follow,
 * beats grow longer, so that more is done with one write. [RO16]
 */
export class Beat {
	readonly #clock: Clock;
	readonly #shortestMs: number;
	#everyMs: number;
	#lastMs = -Infinity;
	#next: Promise<void> | undefined;

	/** `everyMs`: 0: everything at once. */
	constructor(clock: Clock, everyMs: number) {
		this.#clock = clock;
		this.#shortestMs = this.#everyMs = everyMs;
	}

	/** How long a beat is now. */
	get everyMs(): number {
		return this.#everyMs;
	}

	/** Resolves with the next beat; undefined: go on at once. */
	next(): Promise<void> | undefined {
		if (this.#next || this.#shortestMs === 0) return this.#next;
		const nowMs = this.#clock.nowMs();
		const waitMs = this.#lastMs + this.#everyMs - nowMs;
		if (waitMs <= 0) {
			this.#lastMs = nowMs;
			this.#everyMs = Math.max(this.#shortestMs, this.#everyMs * QUICKER);
			return undefined;
		}
		this.#next = new Promise((done) => this.#clock.after(waitMs, () => this.#strike(done)));
		return this.#next;
	}

	#strike(done: () => void): void {
		const nowMs = this.#clock.nowMs();
		const lateMs = nowMs - this.#lastMs - this.#everyMs;
		this.#everyMs =
			lateMs > LATE_MS
				? Math.min(LONGEST_MS, this.#everyMs * SLOWER)
				: Math.max(this.#shortestMs, this.#everyMs * QUICKER);
		this.#lastMs = nowMs;
		this.#next = undefined;
		done();
	}
}
