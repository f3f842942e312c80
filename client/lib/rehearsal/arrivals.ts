import type { CardId } from '#shared/ids.ts';

/** When cards were sent, and how long each took until somebody else saw it. Times in milliseconds of one steady clock. */
export class Arrivals {
	readonly #sentAtMs = new Map<CardId, number>();
	#tookMs: number[] = [];

	sent(id: CardId, nowMs: number): void {
		this.#sentAtMs.set(id, nowMs);
	}

	/** @returns whether it is one of ours, seen for the first time */
	seen(id: CardId, nowMs: number): boolean {
		const sentAtMs = this.#sentAtMs.get(id);
		if (sentAtMs === undefined) return false;
		this.#sentAtMs.delete(id);
		this.#tookMs.push(nowMs - sentAtMs);
		return true;
	}

	/** 95 of 100 were at least as fast; 0 without any. */
	get slowMs(): number {
		return this.#tookMs.toSorted((a, b) => a - b)[Math.floor(this.#tookMs.length * 0.95)] ?? 0;
	}
}
