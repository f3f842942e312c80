import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Arrivals } from './arrivals.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('[AR1] what hangs already is not announced', () => {
	const arrivals = new Arrivals();
	arrivals.look(['c_1', 'c_2']);
	vi.advanceTimersByTime(60_000);
	expect(arrivals.told).toBe(0);
});

test('[AR2] what arrives is told as a sum, at most every five seconds', () => {
	const arrivals = new Arrivals();
	arrivals.look(['c_1']);
	const tellings: number[] = [];
	for (let second = 1; second <= 20; second++) {
		arrivals.look(Array.from({ length: second * 10 }, (_, i): `c_${string}` => `c_${i + 1}`));
		vi.advanceTimersByTime(1_000);
		if (arrivals.told !== tellings.at(-1)) tellings.push(arrivals.told);
	}
	expect(tellings.filter((n) => n > 0).length).toBeLessThanOrEqual(4);
	vi.advanceTimersByTime(5_000);
	tellings.push(arrivals.told);
	expect(new Set(tellings).has(0)).toBe(true);
});

test('[AR3] a card that left and came back is no new card', () => {
	const arrivals = new Arrivals();
	arrivals.look(['c_1', 'c_2']);
	arrivals.look(['c_1']);
	arrivals.look(['c_1', 'c_2']);
	vi.advanceTimersByTime(10_000);
	expect(arrivals.told).toBe(0);
});
