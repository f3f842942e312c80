import type { Clock } from '#server/ports/clock.ts';

/**
 * A job that is asked for more often than it needs to run: the first time at once, then at most once in `everyMs`, never
 * two at once; whatever is asked for meanwhile is one more run. The job must not reject.
 */
export class Pace {
	readonly #clock: Clock;
	readonly #everyMs: number;
	readonly #job: () => Promise<void>;
	#state: 'resting' | 'busy' | 'asked' | 'stopped' = 'resting';
	#cancel: () => void = () => undefined;

	constructor(clock: Clock, everyMs: number, job: () => Promise<void>) {
		this.#clock = clock;
		this.#everyMs = everyMs;
		this.#job = job;
	}

	ask(): void {
		if (this.#state === 'busy') this.#state = 'asked';
		if (this.#state !== 'resting') return;
		this.#state = 'busy';
		let rested = false;
		let done = false;
		const end = () => {
			if (!rested || !done || this.#state === 'stopped') return;
			const again = this.#state === 'asked';
			this.#state = 'resting';
			if (again) this.ask();
		};
		this.#cancel = this.#clock.after(this.#everyMs, () => {
			rested = true;
			end();
		});
		void this.#job().finally(() => {
			done = true;
			end();
		});
	}

	stop(): void {
		this.#state = 'stopped';
		this.#cancel();
	}
}
