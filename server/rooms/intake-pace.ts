import type { Clock } from '#server/ports/clock.ts';

/** So many looks at one seat follow each other at once; far more than a person causes. */
const BURST = 20;
/** Then one in this time: whatever happens in between is seen together. */
const EVERY_MS = 1_000;

/**
 * Keeps a seat that changes without end from costing without end: its cards' changes stay in the boards' documents for
 * ever. A token bucket a seat.
 */
export class Pace {
	readonly #clock: Pick<Clock, 'nowMs'>;
	/** When the bucket will be full again. */
	readonly #fullAtMs = new Map<string, number>();

	constructor(clock: Pick<Clock, 'nowMs'>) {
		this.#clock = clock;
	}

	/** Takes a look at this seat; the answer is after how many milliseconds it may begin. */
	take(seat: string): number {
		const nowMs = this.#clock.nowMs();
		const fullAtMs = Math.max(nowMs, this.#fullAtMs.get(seat) ?? 0) + EVERY_MS;
		this.#fullAtMs.set(seat, fullAtMs);
		return Math.max(0, fullAtMs - nowMs - BURST * EVERY_MS);
	}

	/** A look that found nothing to do costs nothing: whoever types for long may still send at once. */
	giveBack(seat: string): void {
		const fullAtMs = this.#fullAtMs.get(seat);
		if (fullAtMs !== undefined) this.#fullAtMs.set(seat, fullAtMs - EVERY_MS);
	}

	/** Forgets seats whose bucket is full. */
	forget(): void {
		const nowMs = this.#clock.nowMs();
		for (const [seat, fullAtMs] of this.#fullAtMs)
			if (fullAtMs <= nowMs) this.#fullAtMs.delete(seat);
	}
}
