import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { clockText, nextChangeMs, secondsLeft, warningAt, warningReached } from './countdown.ts';

test('[SL1] seconds are rounded up, so the end reads nought and nothing reads less', () => {
	expect([0, 1, 999, 1_000, 1_001, 60_000].map((ms) => secondsLeft(ms, 0))).toEqual([
		0, 1, 1, 1, 2, 60,
	]);
	expect(secondsLeft(0, 90_000)).toBe(0);
	expect([0, 5, 65, 600, 3_600, 7_265].map(clockText)).toEqual([
		'0:00',
		'0:05',
		'1:05',
		'10:00',
		'1:00:00',
		'2:01:05',
	]);
});

test('[SL2] five minutes, one minute, twenty seconds, the end: each is said once', () => {
	const said: unknown[] = [];
	for (let left = 400; left >= -5; left--) {
		const seconds = Math.max(0, left);
		const before = left === 400 ? undefined : Math.max(0, left + 1);
		const warning = warningReached(before, seconds);
		if (warning !== undefined) said.push([seconds, warning]);
	}
	expect(said).toEqual([
		[300, 300],
		[60, 60],
		[20, 20],
		[0, 0],
	]);
});

test('[SL2] a page that opens late says nothing; one that wakes says the newest; more time says nothing', () => {
	expect(warningReached(undefined, 42)).toBeUndefined();
	expect(warningReached(500, 12)).toBe(20);
	expect(warningReached(500, 0)).toBe(0);
	expect(warningReached(15, 55)).toBeUndefined();
	expect(warningReached(55, 54)).toBeUndefined();
	expect([301, 300, 61, 60, 21, 20, 1, 0].map(warningAt)).toEqual([
		undefined,
		300,
		300,
		60,
		60,
		20,
		20,
		0,
	]);
});

prop.prop([
	fc.integer({ min: -5_000_000, max: 5_000_000 }),
	fc.integer({ min: 0, max: 5_000_000 }),
])(
	'[SL1] the next look comes when the number changes, neither before nor later',
	(endsAtMs, nowMs) => {
		const inMs = nextChangeMs(endsAtMs, nowMs);
		expect(inMs).toBeGreaterThan(0);
		expect(inMs).toBeLessThanOrEqual(1_000);
		// one nought, not two: rounding up from below gives the negative one
		const shown = (ms: number): number => Math.ceil((endsAtMs - ms) / 1000) + 0;
		expect(shown(nowMs + inMs)).toBe(shown(nowMs) - 1);
		expect(shown(nowMs + inMs - 1)).toBe(shown(nowMs));
	},
);
