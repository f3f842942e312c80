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

	/** Whether one more of this weight may pass now; beyond the burst: when all is there. A clock that goes back refills nothing. */
	take(nowMs: number, weight = 1): boolean {
		const due = Math.min(weight, this.#burst);
		this.#refill(nowMs);
		if (this.#left < due) return false;
		this.#left -= due;
		return true;
	}

	/** Whether all is there, as at the beginning. */
	isFull(nowMs: number): boolean {
		this.#refill(nowMs);
		return this.#left === this.#burst;
	}

	#refill(nowMs: number): void {
		const gained = (Math.max(0, nowMs - this.#asOfMs) / 1_000) * this.#perSecond;
		this.#left = Math.min(this.#burst, this.#left + gained);
		this.#asOfMs = nowMs;
	}
}
