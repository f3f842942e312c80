import { fc, test as check } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { clean, cut, difference } from './text.ts';

test('[TX1] control characters and half characters go, everything else stays', () => {
	expect(clean('a\u0000b\u0007c\r\nd\te')).toBe('abc\nd\te');
	expect(clean('x\uD83Dy')).toBe('x\uFFFDy');
	expect(clean('می‌رود 👩‍👩‍👧 \u202Eabc')).toBe('می‌رود 👩‍👩‍👧 \u202Eabc');
});

test('[TX2] a cut never leaves half a character', () => {
	expect(cut('ab', 5)).toBe('ab');
	expect(cut('abcdef', 3)).toBe('abc');
	expect(cut('ab😀', 3)).toBe('ab');
	expect(cut('ab😀', 4)).toBe('ab😀');
	expect(cut('e' + '\u0301'.repeat(10_000), 1_000)).toHaveLength(1_000);
});

const halves = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', '🀀', 'ش'), maxLength: 12 });
check.prop([halves, halves])(
	'[TX3] one replacement makes the new text, on whole characters',
	(before, after) => {
		const { at, remove, insert } = difference(before, after);
		expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
		for (const part of [before.slice(0, at), insert, before.slice(at + remove)])
			expect(clean(part)).toBe(part);
	},
);

test('[TX3] it touches no more than it must', () => {
	expect(difference('Mehr Bänke', 'Mehr grüne Bänke')).toEqual({
		at: 5,
		remove: 0,
		insert: 'grüne ',
	});
	expect(difference('gleich', 'gleich')).toEqual({ at: 6, remove: 0, insert: '' });
});
