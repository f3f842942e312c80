import { expect, test } from 'vitest';
import { Flow } from './flow.ts';

const MIN = 60_000;

test('[CK6] cards a minute are those that came while somebody looked on', () => {
	const flow = new Flow();
	flow.note('t_1', 40, true, 0);
	expect(flow.perMinute('t_1', MIN / 2)).toBeUndefined();
	flow.note('t_1', 46, true, MIN / 2);
	expect(flow.perMinute('t_1', MIN)).toBe(6);
	expect(flow.perMinute('t_1', 3 * MIN)).toBe(2);
	expect(flow.perMinute('t_1', 6 * MIN)).toBe(0);
	expect(flow.perMinute('t_2', MIN)).toBeUndefined();
});

test('[CK6] what came while the page was away is no rush', () => {
	const flow = new Flow();
	flow.note('t_1', 3, true, 0);
	flow.note('t_1', 3, false, MIN);
	flow.note('t_1', 90, true, 20 * MIN);
	expect(flow.perMinute('t_1', 22 * MIN)).toBe(0);
	flow.note('t_1', 80, true, 22 * MIN);
	flow.note('t_1', 82, true, 22 * MIN);
	expect(flow.perMinute('t_1', 22 * MIN)).toBe(1);
});
