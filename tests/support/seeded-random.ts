/** Chance that can be repeated: the same seed gives the same numbers (mulberry32). Print the seed. */
export class SeededRandom {
	readonly seed: number;
	#state: number;

	constructor(seed: number) {
		this.seed = seed >>> 0;
		this.#state = this.seed;
	}

	/** A number in [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A number in [from, to). */
	between(from: number, to: number): number {
		return from + this.next() * (to - from);
	}

	/** A whole number in [from, to). */
	whole(from: number, to: number): number {
		return Math.floor(this.between(from, to));
	}

	/** True in `share` of all cases. */
	chance(share: number): boolean {
		return this.next() < share;
	}

	/** One of them; undefined of none. */
	pick<T>(from: readonly T[]): T | undefined {
		return from[this.whole(0, from.length)];
	}

	/** The same things in another order. */
	shuffled<T>(things: readonly T[]): T[] {
		const all = [...things];
		for (let i = all.length - 1; i > 0; i--) {
			const j = this.whole(0, i + 1);
			[all[i], all[j]] = [all[j]!, all[i]!];
		}
		return all;
	}
}

/** The seed to use: the one that was asked for, else a fresh one. */
export function seedOf(asked: string | undefined): number {
	const seed = Number(asked);
	return asked !== undefined && asked !== '' && Number.isFinite(seed)
		? seed >>> 0
		: Math.floor(Math.random() * 2 ** 32);
}
