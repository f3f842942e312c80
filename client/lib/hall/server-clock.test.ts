import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { ServerClock } from './server-clock.ts';

/** A device whose clock is wrong, a server, and a network between them. Times in milliseconds. */
function rig(wrongByMs = 0) {
	let trueMs = 1_700_000_000_000;
	let steadyMs = 5_000;
	let wallOffMs = wrongByMs;
	const clock = new ServerClock({ wall: () => trueMs + wallOffMs, steady: () => steadyMs });
	const pass = (ms: number): void => {
		trueMs += ms;
		steadyMs += ms;
	};
	return {
		clock,
		pass,
		/** How wrong the page's idea of the server's time is. */
		errorMs: () => Math.abs(clock.nowMs() - trueMs),
		ask: (thereMs: number, backMs: number) => {
			const sentAtMs = clock.readMs();
			pass(thereMs);
			const serverTimeMs = trueMs;
			pass(backMs);
			clock.measured(sentAtMs, serverTimeMs);
		},
		hear: (lateMs: number) => {
			const serverTimeMs = trueMs;
			pass(lateMs);
			clock.heard(serverTimeMs);
		},
		sleep: (ms: number) => (trueMs += ms),
		set: (byMs: number) => (wallOffMs += byMs),
	};
}

const way = fc.integer({ min: 0, max: 4_000 });
prop.prop([
	fc.integer({ min: -1e10, max: 1e10 }),
	fc.array(fc.record({ there: way, back: way }), { minLength: 1, maxLength: 20 }),
])(
	'[CL1] the error is at most half of the shortest way, however wrong the device is',
	(wrongByMs, ways) => {
		const { ask, errorMs } = rig(wrongByMs);
		for (const { there, back } of ways) ask(there, back);
		const shortest = Math.min(...ways.map(({ there, back }) => there + back));
		expect(errorMs()).toBeLessThanOrEqual(shortest / 2);
	},
);

test('[CL2] what came unasked holds only until something was measured', () => {
	const { clock, hear, ask, errorMs } = rig(3_600_000);
	expect(errorMs()).toBe(3_600_000);
	hear(900);
	expect(errorMs()).toBe(900);
	ask(20, 40);
	expect(errorMs()).toBe(10);
	hear(900);
	expect(errorMs()).toBe(10);
	expect(clock.hasJumped()).toBe(false);
});

test('[CL3] after doubt the next measurement counts, however long it took; old ones are not believed for ever', () => {
	const { clock, ask, pass, errorMs } = rig();
	ask(0, 0);
	clock.doubt();
	expect(errorMs()).toBe(0);
	ask(0, 100);
	expect(errorMs()).toBe(50);
	pass(6 * 60_000);
	ask(0, 300);
	expect(errorMs()).toBe(150);
});

test('[CL4] a device that has slept, or whose clock was set, is found out once', () => {
	const { clock, ask, sleep, set, errorMs } = rig();
	ask(10, 10);
	set(7_200_000);
	expect(errorMs()).toBe(0); // the clock on the wall does not matter
	expect(clock.hasJumped()).toBe(true);
	expect(clock.hasJumped()).toBe(false);
	sleep(60_000);
	expect(clock.hasJumped()).toBe(true);
	clock.doubt();
	ask(10, 10);
	expect(errorMs()).toBe(0);
});
