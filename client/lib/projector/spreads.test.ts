import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { layoutOf } from './spreads.ts';

prop.prop([fc.nat(12), fc.nat(4000), fc.nat(4000), fc.nat(80)])(
	'[PJ12] every question has its turn, once, in order',
	(count, width, height, em) => {
		const { spreads } = layoutOf(count, width, height, em);
		expect(spreads.flat()).toEqual(Array.from({ length: count }, (_, place) => place));
		expect(spreads.every(({ length }) => length > 0)).toBe(true);
	},
);

test('[PJ12] three questions stand side by side on every wall, below each other where it is tall', () => {
	expect(layoutOf(3, 987, 560, 24.6)).toEqual({ stacked: false, spreads: [[0, 1, 2]] });
	expect(layoutOf(3, 1030, 1600, 34.6)).toEqual({ stacked: true, spreads: [[0, 1, 2]] });
});

test('[PJ12] eight questions do not become eight strips', () => {
	expect(layoutOf(8, 1868, 800, 34.6).spreads).toEqual([
		[0, 1, 2, 3],
		[4, 5, 6, 7],
	]);
	expect(layoutOf(5, 987, 560, 24.6).spreads).toEqual([
		[0, 1, 2],
		[3, 4],
	]);
});
