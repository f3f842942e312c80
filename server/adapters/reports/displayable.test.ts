import { expect, test } from 'vitest';
import { displayable, mapStrings, plainForm, uncovered } from './displayable.ts';
import { coverageOf } from './font-coverage.ts';
import { loadTypst } from './typst.ts';

const { fonts } = await loadTypst('wasm');
const covered = coverageOf(fonts);

test('[A23] the fonts cover every language of the house, and no Chinese', () => {
	for (const text of [
		'ÄÖÜäöüß „“–…€ 0123456789',
		'أكثر، في الحديقة؟ ٠١٢٣',
		'نیمکت‌های پارک گچپژ',
		'Більше Їжа Ґанок Ёлка ы',
		'ışık ğ İ ç ş Ê û',
		'ኣብ መናፈሻ ዝያዳ።',
		'👍🏽 👩‍👩‍👧 🇩🇪 1️⃣',
	])
		expect(uncovered(text, covered)).toEqual([]);
	expect(uncovered('a漢b\u{E000}', covered)).toEqual(['漢', '\u{E000}']);
});

test('[A23] letters in disguise are drawn in their plain form; what can be drawn stays as it is', () => {
	expect(plainForm('𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ＝ ﷺ', covered)).toBe('Fraktur = صلى الله عليه وسلم');
	expect(plainForm('ﬁ ½ ² 漢', covered)).toBe('ﬁ ½ ² 漢');
});

test('[A23] only what cannot be drawn is marked', () => {
	expect(displayable('a漢b', new Set('漢'))).toBe('a\uFFFDb');
	expect(mapStrings({ a: ['x', { b: 'y' }], n: 1, z: null }, (text) => text + text)).toEqual({
		a: ['xx', { b: 'yy' }],
		n: 1,
		z: null,
	});
});

test('[A23] words that end nowhere may be broken, others and addresses never', () => {
	const none = new Set<string>();
	for (const text of [
		'Grundstücksverkehrsgenehmigung ist ein Wort',
		'https://example.org/strasse/hausnummer/ein-langer-pfad/der/nirgends/endet?seite=1',
	])
		expect(displayable(text, none)).toBe(text);
	const pieces = displayable('W'.repeat(95), none).split('\u200B');
	expect(pieces.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
	expect(displayable('👩‍👩‍👧'.repeat(20), none).split('\u200B')).toEqual([
		'👩‍👩‍👧'.repeat(10),
		'👩‍👩‍👧'.repeat(10),
	]);
});
