import { expect, test } from 'vitest';
import { SeededRandom, seedOf } from './seeded-random.ts';

test('the same seed gives the same numbers, evenly spread', () => {
	const numbers = (seed: number) => {
		const random = new SeededRandom(seed);
		return Array.from({ length: 10_000 }, () => random.next());
	};
	expect(numbers(5)).toEqual(numbers(5));
	expect(numbers(6)).not.toEqual(numbers(5));
	const mean = numbers(5).reduce((sum, n) => sum + n, 0) / 10_000;
	expect(mean).toBeGreaterThan(0.48);
	expect(mean).toBeLessThan(0.52);
});

test('shuffling loses and doubles nothing', () => {
	const things = Array.from({ length: 50 }, (_, nth) => nth);
	const shuffled = new SeededRandom(1).shuffled(things);
	expect(shuffled).not.toEqual(things);
	expect(shuffled.toSorted((a, b) => a - b)).toEqual(things);
});

test('a seed that was asked for is used, else a fresh one is drawn', () => {
	expect(seedOf('42')).toBe(42);
	expect(seedOf('0')).toBe(0);
	expect(Number.isInteger(seedOf(undefined))).toBe(true);
});
