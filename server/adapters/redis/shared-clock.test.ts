import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { SharedClock } from './shared-clock.ts';

/** A node whose own clock is wrong, a Redis, and a network between them. Times in milliseconds. */
function rig(wrongByMs: number, ways: { there: number; back: number }[]) {
	let trueMs = 1_700_000_000_000;
	let redisOffMs = 0;
	let asked = 0;
	const own = new VirtualClock(trueMs + wrongByMs);
	const pass = async (ms: number) => {
		trueMs += ms;
		await own.pass(ms);
	};
	const clock = new SharedClock({
		own,
		countMs: () => trueMs - 1_699_999_990_000,
		ask: () => {
			const way = ways[asked++ % ways.length]!;
			trueMs += way.there;
			const nowMs = trueMs + redisOffMs;
			trueMs += way.back;
			const seconds = Math.floor(nowMs / 1_000);
			return Promise.resolve([
				String(seconds),
				String(Math.round((nowMs - seconds * 1_000) * 1_000)),
			]);
		},
	});
	return {
		clock,
		pass,
		errorMs: () => Math.abs(clock.nowMs() - trueMs - redisOffMs),
		set: (byMs: number) => (redisOffMs += byMs),
	};
}
const way = fc.record({
	there: fc.integer({ min: 0, max: 400 }),
	back: fc.integer({ min: 0, max: 400 }),
});

prop.prop([fc.integer({ min: -1e9, max: 1e9 }), fc.array(way, { minLength: 5, maxLength: 5 })])(
	'[TI2] wrong by half of the shortest way at most, whatever the node’s own clock says',
	async (wrongByMs, ways) => {
		const { clock, errorMs } = rig(wrongByMs, ways);
		await clock.start();
		const shortest = Math.min(...ways.map(({ there, back }) => there + back));
		expect(errorMs()).toBeLessThanOrEqual(shortest / 2 + 1);
		clock.stop();
	},
);

test('[TI2] when Redis’s clock is set, the node follows with the next measurement', async () => {
	const { clock, pass, set, errorMs } = rig(7_000, [{ there: 2, back: 2 }]);
	await clock.start();
	expect(errorMs()).toBeLessThanOrEqual(2);
	for (const byMs of [-3_600_000, 60_000, -100]) {
		set(byMs);
		await pass(6_000);
		expect(errorMs()).toBeLessThanOrEqual(3);
	}
	clock.stop();
});

test('[TI2] small corrections never take time back', async () => {
	const { clock, pass, set } = rig(0, [{ there: 1, back: 1 }]);
	await clock.start();
	let lastMs = clock.nowMs();
	for (let n = 0; n < 200; n++) {
		if (n % 7 === 0) set(-40);
		await pass(100);
		expect(clock.nowMs()).toBeGreaterThanOrEqual(lastMs);
		lastMs = clock.nowMs();
	}
	clock.stop();
});
