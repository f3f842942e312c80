import type { Clock } from '#server/ports/clock.ts';

/** Node counts a timer's milliseconds in 31 bits; what is longer would be called at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The time of this machine. */
export class SystemClock implements Clock {
	nowMs(): number {
		return Date.now();
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
}
