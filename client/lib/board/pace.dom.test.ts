import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace.ts';

let pace: Pace;
let doneAtMs: number[];
const act = (): void => void doneAtMs.push(Math.round(performance.now() - beganMs));
let beganMs: number;

beforeEach(() => {
	vi.useFakeTimers();
	pace = new Pace();
	doneAtMs = [];
	beganMs = performance.now();
});
afterEach(() => {
	pace.close();
	vi.useRealTimers();
});
const type = (): boolean => document.dispatchEvent(new Event('input'));

test('[PC1] what comes together is shown together', () => {
	for (let ms = 0; ms < 2_000; ms += 20) {
		pace.soon(act);
		vi.advanceTimersByTime(20);
	}
	expect(doneAtMs.length).toBeGreaterThan(5);
	expect(doneAtMs.length).toBeLessThanOrEqual(11);
});

test('[PC2] not between two keys, but soon after the last one', () => {
	for (let n = 0; n < 10; n++) {
		type();
		pace.soon(act);
		vi.advanceTimersByTime(150);
	}
	expect(doneAtMs).toEqual([]);
	vi.advanceTimersByTime(300);
	expect(doneAtMs).toEqual([1_750]); // 400 ms after the last key
});

test('[PC3] who never stops typing sees it after three seconds', () => {
	for (let n = 0; n < 70; n++) {
		type();
		pace.soon(act);
		vi.advanceTimersByTime(100);
	}
	expect(doneAtMs).toHaveLength(2);
	expect(doneAtMs[0]).toBe(3_000);
});

test('[PC1] closed, it shows nothing any more', () => {
	pace.soon(act);
	pace.close();
	vi.advanceTimersByTime(10_000);
	expect(doneAtMs).toEqual([]);
});
