/** So many at once, so many a second in the long run. */
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#left: number;
	#asOfMs: number;

	constructor(perSecond: number, burst: number, nowMs: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#left = burst;
		this.#asOfMs = nowMs;
	}

	/** Whether one more may pass now. A clock that goes back refills nothing. */
	take(nowMs: number): boolean {
		const gained = (Math.max(0, nowMs - this.#asOfMs) / 1_000) * this.#perSecond;
		this.#left = Math.min(this.#burst, this.#left + gained);
		this.#asOfMs = nowMs;
		if (this.#left < 1) return false;
		this.#left -= 1;
		return true;
	}
}
