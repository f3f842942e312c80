import { expect, test } from 'vitest';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Pace } from './pace.ts';
import { TokenBucket } from './token-bucket.ts';

test('[LV6] the first at once, then at most once in the time, and the last is never left out', async () => {
	const clock = new VirtualClock(0);
	const ranAtMs: number[] = [];
	const pace = new Pace(clock, 50, () => {
		ranAtMs.push(clock.nowMs());
		return Promise.resolve();
	});
	for (let ms = 0; ms < 200; ms += 10) {
		pace.ask();
		await clock.pass(10);
	}
	await clock.pass(500);
	expect(ranAtMs).toEqual([0, 50, 100, 150, 200]);
	pace.ask();
	expect(ranAtMs.at(-1)).toBe(700);
});

test('[LV6] never two at once: a slow run is waited for', async () => {
	const clock = new VirtualClock(0);
	let running = 0;
	let runs = 0;
	let finish = () => undefined as void;
	const pace = new Pace(clock, 50, async () => {
		expect(++running).toBe(1);
		runs++;
		await new Promise<void>((resolve) => (finish = resolve));
		running--;
	});
	pace.ask();
	await clock.pass(200);
	pace.ask();
	await clock.pass(200);
	expect(runs).toBe(1);
	finish();
	await settled();
	expect(runs).toBe(2);
	pace.stop();
	finish();
	await settled();
	pace.ask();
	expect(runs).toBe(2);
});

test('[LV3] so many at once, so many a second, and a clock that goes back gives nothing', () => {
	const bucket = new TokenBucket(20, 60, 0);
	const take = (times: number, nowMs: number) =>
		Array.from({ length: times }, () => bucket.take(nowMs)).filter(Boolean).length;
	expect(take(100, 0)).toBe(60);
	expect(take(100, -5_000)).toBe(0);
	expect(take(100, -4_000)).toBe(20);
	expect(take(100, 60_000)).toBe(60);
});
