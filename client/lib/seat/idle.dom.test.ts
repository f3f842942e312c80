import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { Idle } from './idle.svelte.ts';

const QUIET_MS = (LIMITS.idleSecondsMax - LIMITS.idleWarningSeconds) * 1_000;
let idle: Idle;
let ends: number;
let stop: () => void;

beforeEach(() => {
	vi.useFakeTimers();
	ends = 0;
	idle = new Idle();
	stop = idle.watch(() => ends++);
});
afterEach(() => {
	stop();
	vi.useRealTimers();
});

test('[TU4] the last seconds are counted, then it ends, once', () => {
	vi.advanceTimersByTime(QUIET_MS - 1_000);
	expect(idle.secondsLeft).toBeUndefined();
	vi.advanceTimersByTime(2_000);
	expect(idle.secondsLeft).toBe(LIMITS.idleWarningSeconds - 1);
	vi.advanceTimersByTime(LIMITS.idleWarningSeconds * 1_000);
	expect(ends).toBe(1);
	expect(idle.secondsLeft).toBeUndefined();
	vi.advanceTimersByTime(10 * QUIET_MS);
	expect(ends).toBe(1);
});

test.each(['click', 'keydown', 'input', 'wheel'])(
	'[TU4] %s stops it, wherever it happens',
	(sign) => {
		vi.advanceTimersByTime(QUIET_MS + 5_000);
		document.body.dispatchEvent(new Event(sign, { bubbles: true }));
		expect(idle.secondsLeft).toBeUndefined();
		vi.advanceTimersByTime(QUIET_MS - 1_000);
		expect(idle.secondsLeft).toBeUndefined();
		expect(ends).toBe(0);
	},
);

test('[TU4] a finger that comes down stops it; the line stays below it for the rest of the tap', () => {
	vi.advanceTimersByTime(QUIET_MS + 5_000);
	document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
	expect(idle.secondsLeft).toBeGreaterThan(0);
	vi.advanceTimersByTime(500);
	expect(idle.secondsLeft).toBeUndefined();
	vi.advanceTimersByTime(QUIET_MS - 1_500);
	expect(idle.secondsLeft).toBeUndefined();
	expect(ends).toBe(0);
});

test('[TU4] a tablet that slept is free when it wakes; a clock that was set back waits no longer for it', () => {
	vi.setSystemTime(Date.now() - 3_600_000);
	vi.advanceTimersByTime(QUIET_MS + 2_000);
	expect(idle.secondsLeft).toBeGreaterThan(0);
	vi.setSystemTime(Date.now() + 3_600_000);
	vi.advanceTimersByTime(1_000);
	expect(ends).toBe(1);
});
