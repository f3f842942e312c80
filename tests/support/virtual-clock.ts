import type { Clock } from '#server/ports/clock.ts';

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
	#nowMs: number;
	#timers: { readonly atMs: number; readonly call: () => void }[] = [];

	/** By default it is the morning of 2026-11-21. */
	constructor(nowMs = Date.UTC(2026, 10, 21, 9)) {
		this.#nowMs = nowMs;
	}

	nowMs(): number {
		return this.#nowMs;
	}

	after(ms: number, call: () => void): () => void {
		const timer = { atMs: this.#nowMs + Math.max(0, ms), call };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	/** How many calls are still to come. */
	get waiting(): number {
		return this.#timers.length;
	}

	/**
	 * Lets this many milliseconds pass: calls what falls due, in the order of time (then of asking), each after everything
	 * that the one before has set going in this process has settled.
	 */
	async pass(ms: number): Promise<void> {
		const untilMs = this.#nowMs + ms;
		await settled();
		for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
			this.#timers = this.#timers.filter((other) => other !== next);
			this.#nowMs = next.atMs;
			next.call();
			await settled();
		}
		this.#nowMs = untilMs;
	}

	#next(untilMs: number): { readonly atMs: number; readonly call: () => void } | undefined {
		let next: { readonly atMs: number; readonly call: () => void } | undefined;
		for (const timer of this.#timers)
			if (timer.atMs <= untilMs && (!next || timer.atMs < next.atMs)) next = timer;
		return next;
	}
}

/** A few whole turns of the event loop: promises, and bells told in a later turn, have come to rest. Waits for no I/O. */
export async function settled(turns = 3): Promise<void> {
	for (let turn = 0; turn < turns; turn++)
		await new Promise<void>((done) => {
			setImmediate(done);
		});
}
