/** The value below which `share` (0 … 1) of all lie (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
	if (values.length === 0) return Number.NaN;
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The figures that reports print. Same unit as the values. */
export interface Spread {
	readonly count: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
	const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => percentile(values, share));
	return { count: values.length, p50: p50!, p95: p95!, p99: p99!, max: max! };
}
