import { nextChangeMs, secondsLeft, warningReached, type Warning } from './countdown.ts';

/** A running countdown on this screen. It looks exactly when its number changes, so that all screens count together. */
export class Countdown {
	/** Whole seconds; undefined while nothing is counted. */
	seconds = $state<number>();
	/** The warning that was reached last while this page looked on. */
	reached = $state<Warning>();

	/**
	 * Counts to a moment until it is stopped.
	 *
	 * @param nowMs - the server's time
	 * @returns stops it
	 */
	run(nowMs: () => number, endsAtMs: number): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let before: number | undefined;
		const look = (): void => {
			const now = nowMs();
			const seconds = secondsLeft(endsAtMs, now);
			const warning = warningReached(before, seconds);
			if (warning !== undefined) this.reached = warning;
			this.seconds = before = seconds;
			timer = setTimeout(look, nextChangeMs(endsAtMs, now));
		};
		this.reached = undefined;
		look();
		return () => clearTimeout(timer);
	}
}
