import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { resultPages } from './result-pages.ts';

const row = (chars: number, translated = 0) => ({
	name: {
		text: 'a'.repeat(chars),
		lang: 'de',
		translation: translated ? 'b'.repeat(translated) : undefined,
	},
});

prop.prop([fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 40 })])(
	'[PJ14] every row once, in order; no page is empty',
	(sizes) => {
		const rows = sizes.map(([chars, translated]) => row(chars, translated));
		const pages = resultPages(rows);
		expect(pages.flat()).toEqual(rows);
		expect(pages.every(({ length }) => length > 0 && length <= 6)).toBe(true);
	},
);

test('[PJ14] six short names stand on a page, long ones take the room of several', () => {
	expect(resultPages(Array.from({ length: 8 }, () => row(20))).map(({ length }) => length)).toEqual(
		[6, 2],
	);
	expect(
		resultPages(Array.from({ length: 4 }, () => row(500, 500))).map(({ length }) => length),
	).toEqual([1, 1, 1, 1]);
});
