import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

test('calls what falls due, in the order of time, each at its own moment', async () => {
	const clock = new VirtualClock(0);
	const calls: string[] = [];
	clock.after(20, () => calls.push(`b at ${clock.nowMs()}`));
	clock.after(10, () => {
		calls.push(`a at ${clock.nowMs()}`);
		clock.after(5, () => calls.push(`c at ${clock.nowMs()}`));
	});
	clock.after(31, () => calls.push('too early'));
	await clock.pass(30);
	expect(calls).toEqual(['a at 10', 'c at 15', 'b at 20']);
	expect(clock.nowMs()).toBe(30);
	expect(clock.waiting).toBe(1);
});

test('what was cancelled is not called', async () => {
	const clock = new VirtualClock();
	let called = false;
	const cancel = clock.after(10, () => (called = true));
	clock.after(5, cancel);
	await clock.pass(100);
	expect(called).toBe(false);
});

test('a promise that waits for the clock goes on before time passes further', async () => {
	const clock = new VirtualClock(0);
	const wait = (ms: number) => new Promise<void>((done) => clock.after(ms, done));
	const moments: number[] = [];
	const walk = async (): Promise<void> => {
		for (let step = 0; step < 3; step++) {
			await wait(10);
			moments.push(clock.nowMs());
		}
	};
	const walked = walk();
	await clock.pass(100);
	await walked;
	expect(moments).toEqual([10, 20, 30]);
});
