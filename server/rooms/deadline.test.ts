import { expect, test } from 'vitest';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { Deadline } from './deadline.ts';

function deadline(ms: number) {
	const clock = new VirtualClock();
	const startMs = clock.nowMs();
	const passedMs: number[] = [];
	return {
		clock,
		passedMs,
		deadline: new Deadline(clock, ms, () => passedMs.push(clock.nowMs() - startMs)),
	};
}

test('passes once, to the millisecond, counted from when it was set last', async () => {
	const { clock, passedMs, deadline: silence } = deadline(1_000);
	silence.set();
	await clock.pass(999);
	expect(passedMs).toEqual([]);
	await clock.pass(1);
	expect(passedMs).toEqual([1_000]);
	await clock.pass(5_000);
	silence.set();
	await clock.pass(400);
	silence.lift();
	silence.set();
	await clock.pass(999);
	expect(passedMs).toEqual([1_000]);
	await clock.pass(1);
	expect(passedMs).toEqual([1_000, 7_400]);
});

test('a thousand times set and lifted: never passed, one timer, and none in the end', async () => {
	const { clock, passedMs, deadline: silence } = deadline(1_000);
	for (let n = 0; n < 1_000; n++) {
		silence.set();
		await clock.pass(3);
		silence.lift();
		expect(clock.waiting).toBeLessThanOrEqual(1);
	}
	await clock.pass(1_000);
	expect([passedMs, clock.waiting]).toEqual([[], 0]);
});
