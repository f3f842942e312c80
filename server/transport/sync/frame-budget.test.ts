import { expect, test } from 'vitest';
import { FrameBudget } from './frame-budget.ts';
import { SocketCounts } from './socket-counts.ts';

const limits = {
	framesPerSecondMax: 10,
	framesBurstMax: 20,
	syncBytesPerSecondMax: 1_000,
	syncBytesBurstMax: 5_000,
};

const take = (budget: FrameBudget, bytes: number, frames: number, nowMs: number) => {
	budget.take(bytes, frames, nowMs);
	return budget.owedMs(nowMs);
};

test('[SO5] a burst is free, then it is so much a second', () => {
	const budget = new FrameBudget(limits, 0);
	for (let i = 0; i < 20; i++) expect(take(budget, 1, 1, 0)).toBe(0);
	expect(take(budget, 1, 1, 0)).toBe(100);
	expect(take(budget, 1, 1, 200)).toBe(0);
	expect(take(budget, 1, 10, 200)).toBe(1_000);
	expect(budget.owedMs(700)).toBe(500);
});

test('[SO5] bytes count as well; one large frame is let through and then waited for', () => {
	const budget = new FrameBudget(limits, 0);
	expect(take(budget, 7_000, 1, 0)).toBe(2_000);
	expect(take(budget, 500, 1, 2_000)).toBe(500);
	expect(take(budget, 1, 1, 60_000)).toBe(0);
});

test('[SO4] places are given back once', () => {
	const counts = new SocketCounts();
	const [a, b] = [counts.take('x', 2), counts.take('x', 2)];
	expect(counts.take('x', 2)).toBeUndefined();
	expect(counts.take('y', 2)).toBeDefined();
	a!();
	a!();
	expect(counts.take('x', 2)).toBeDefined();
	expect(counts.take('x', 2)).toBeUndefined();
	b!();
	expect(counts.take('x', 2)).toBeDefined();
});
