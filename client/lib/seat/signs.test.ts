import { expect, test } from 'vitest';
import { freeSign, SIGNS } from './signs.ts';

test('[TU3] a sign that no other text has, as long as there is one', () => {
	for (const at of [0, 0.5, 0.999]) {
		expect(SIGNS).toContain(freeSign([], () => at));
		expect(freeSign(SIGNS.slice(1), () => at)).toBe(SIGNS[0]);
		expect(SIGNS).toContain(freeSign(SIGNS, () => at));
	}
	expect(freeSign([undefined], () => 0)).toBe(SIGNS[0]);
});
