/** Counts per tenth of a millisecond, so that millions fit and several can be added up. */
const TENTHS_MAX = 300_000;

export class Histogram {
	readonly counts = new Uint32Array(TENTHS_MAX + 1);

	add(ms: number): void {
		this.counts[Math.min(TENTHS_MAX, Math.max(0, Math.round(ms * 10)))]! += 1;
	}

	/** The value below which `share` (0 … 1) of all lie, in ms; NaN of nothing. */
	static percentile(parts: readonly Uint32Array[], share: number): number {
		let count = 0;
		for (const part of parts) for (const times of part) count += times;
		if (count === 0) return Number.NaN;
		let below = 0;
		for (let tenth = 0; tenth <= TENTHS_MAX; tenth++) {
			for (const part of parts) below += part[tenth]!;
			if (below >= share * count) return tenth / 10;
		}
		return TENTHS_MAX / 10;
	}
}
