import { LIMITS } from '#shared/limits.ts';

const IDLE_MS = LIMITS.idleSecondsMax * 1_000;
const WARNING_MS = LIMITS.idleWarningSeconds * 1_000;
const TICK_MS = 500;
/** What somebody does who is there. */
const SIGNS_OF_LIFE = ['pointerdown', 'click', 'keydown', 'input', 'wheel', 'touchmove'] as const;

/**
 * [TU4] Notices that nobody touches a shared tablet any more. The last seconds are counted where everybody sees them; any
 * touch or key begins anew. Measured against the clock, so that a tablet that slept knows how long.
 */
export class Idle {
	/** How many seconds are left; undefined while somebody is there. */
	secondsLeft = $state<number>();
	#lastMs = 0;

	/** @param onend - called once, when the time is over. @returns stops watching */
	watch(onend: () => void): () => void {
		this.#begin();
		const timer = setInterval(() => {
			const leftMs = this.#lastMs + IDLE_MS - Date.now();
			// a clock that was set back is no reason to wait for hours
			if (leftMs > IDLE_MS) this.#begin();
			else if (leftMs > 0)
				this.secondsLeft = leftMs <= WARNING_MS ? Math.ceil(leftMs / 1_000) : undefined;
			else {
				stop();
				onend();
			}
		}, TICK_MS);
		const stop = (): void => {
			clearInterval(timer);
			for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, this.#begin, true);
			this.secondsLeft = undefined;
		};
		for (const sign of SIGNS_OF_LIFE)
			addEventListener(sign, this.#begin, { capture: true, passive: true });
		return stop;
	}

	#begin = (sign?: Event): void => {
		this.#lastMs = Date.now();
		// what is counted stays below the finger until the tap is done: else it would press what lies underneath
		if (sign?.type !== 'pointerdown') this.secondsLeft = undefined;
	};
}
