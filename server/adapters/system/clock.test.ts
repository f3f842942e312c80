import os from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { SystemClock } from './clock.ts';

afterEach(() => {
	vi.useRealTimers();
});

test('calls once after the time, unless it was cancelled', () => {
	vi.useFakeTimers();
	const clock = new SystemClock();
	const calls: string[] = [];
	clock.after(1_000, () => calls.push('kept'));
	const cancel = clock.after(1_000, () => calls.push('cancelled'));
	vi.advanceTimersByTime(999);
	cancel();
	expect(calls).toEqual([]);
	vi.advanceTimersByTime(5_000);
	expect(calls).toEqual(['kept']);
});

test('a time longer than a timer of Node can hold is waited for all the same', () => {
	vi.useFakeTimers();
	const clock = new SystemClock();
	const days60Ms = 60 * 24 * 3_600_000;
	const startedMs = clock.nowMs();
	let calledMs = 0;
	clock.after(days60Ms, () => (calledMs = clock.nowMs()));
	vi.advanceTimersByTime(days60Ms - 1);
	expect(calledMs).toBe(0);
	vi.advanceTimersByTime(1);
	expect(calledMs - startedMs).toBe(days60Ms);
});

test('a long wait can be cancelled in its second part', () => {
	vi.useFakeTimers();
	const clock = new SystemClock();
	let called = false;
	const cancel = clock.after(2 ** 31 + 10, () => (called = true));
	vi.advanceTimersByTime(2 ** 31);
	cancel();
	vi.advanceTimersByTime(1_000);
	expect(called).toBe(false);
});

test('[TI1] a clock that is set while the server runs moves nothing; a machine that slept has slept', () => {
	vi.useFakeTimers({ now: 1_700_000_000_000 });
	const up = vi.spyOn(os, 'uptime').mockImplementation(() => upS);
	let upS = 500;
	const clock = new SystemClock();
	const startedMs = clock.nowMs();
	expect(startedMs).toBe(1_700_000_000_000);
	const pass = (ms: number) => {
		vi.advanceTimersByTime(ms);
		upS += ms / 1_000;
	};
	pass(10_000);
	for (const wrongMs of [3_600_000, -7_200_000]) {
		vi.setSystemTime(startedMs + wrongMs);
		expect(clock.nowMs()).toBe(startedMs + 10_000);
	}
	upS += 8 * 3_600;
	pass(2_000);
	const sleptMs = process.platform === 'linux' ? 8 * 3_600_000 : 0;
	expect(clock.nowMs()).toBe(startedMs + 12_000 + sleptMs);
	up.mockRestore();
});
