import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Counts what went wrong under a key in the last minute. Kept in memory: a restart forgets it. */
export class MinuteMisses {
	readonly #limiter: RateLimiterMemory;
	readonly #max: number;

	constructor(max: number) {
		this.#max = max;
		this.#limiter = new RateLimiterMemory({ points: max, duration: 60 });
	}

	/** 0: not blocked; else for how many seconds. */
	async blockedForSeconds(key: string): Promise<number> {
		const seen = await this.#limiter.get(key);
		if (!seen || seen.consumedPoints < this.#max) return 0;
		return Math.max(1, Math.ceil(seen.msBeforeNext / 1_000));
	}

	async missed(key: string): Promise<void> {
		await this.#limiter.penalty(key);
	}

	async forget(key: string): Promise<void> {
		await this.#limiter.delete(key);
	}
}
