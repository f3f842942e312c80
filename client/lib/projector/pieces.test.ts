import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { CardView } from '#lib/board/board.svelte.ts';
import { cut, piecesOf } from './pieces.ts';

prop.prop([
	fc.array(fc.string({ unit: 'grapheme', minLength: 1 })),
	fc.integer({ min: 1, max: 90 }),
])('[PJ1] no word is lost or torn between pieces', (words, charsMax) => {
	const text = words.join(' ').trim();
	const bare = (all: string): string => all.replace(/\s/g, '');
	expect(bare(cut(text, charsMax).join(''))).toBe(bare(text));
});

test('[PJ1] a long card goes on over its pieces: its own words, then the translation and whose it is', () => {
	const card = {
		id: 'c_long',
		lang: 'ar',
		text: 'eins zwei drei vier fünf sechs',
		translations: { de: { text: 'one two three four', by: 'interpreter' } },
	} as unknown as CardView;
	const item = { kind: 'card', id: card.id, card, group: undefined, together: 2 } as const;
	const pieces = piecesOf(item, 2, 'de');
	expect(pieces.map(({ id }) => id)).toEqual(['c_long', 'c_long 1', 'c_long 2', 'c_long 3']);
	expect(pieces.map(({ piece }) => piece?.text)).toEqual([
		'eins zwei drei vier …',
		'… fünf sechs',
		'one two three …',
		'… four',
	]);
	expect(pieces.map(({ piece }) => piece?.by)).toEqual([
		undefined,
		undefined,
		undefined,
		'interpreter',
	]);
	expect(pieces.map(({ piece }) => piece?.isLast)).toEqual([false, false, false, true]);
});

test('[PJ1] a script without spaces is cut between letters', () => {
	expect(cut('一二三四五六七', 3)).toEqual(['一二三', '四五', '六七']);
});
