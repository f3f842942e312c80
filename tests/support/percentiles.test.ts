import { expect, test } from 'vitest';
import { percentile, spreadOf } from './percentiles.ts';

test('a percentile is a value that occurred, by nearest rank', () => {
	const values = Array.from({ length: 100 }, (_, nth) => 100 - nth);
	expect(percentile(values, 0.5)).toBe(50);
	expect(percentile(values, 0.99)).toBe(99);
	expect(percentile([7], 0.01)).toBe(7);
});

test('of nothing there is no percentile', () => {
	expect(spreadOf([])).toEqual({ count: 0, p50: NaN, p95: NaN, p99: NaN, max: NaN });
});
