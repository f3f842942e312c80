import { expect, test } from 'vitest';
import { Fitting } from './displayable.ts';
import { coverageOf } from './font-coverage.ts';
import { loadTypst } from './typst.ts';

const { fonts } = await loadTypst('wasm');
const covered = coverageOf(fonts);

const fitted = (text: string, undrawable: Iterable<string> = []) => {
	const fitting = new Fitting(covered);
	fitting.learn(text);
	fitting.giveUp(undrawable);
	return fitting.fit(text);
};
const uncovered = (text: string) => {
	const fitting = new Fitting(covered);
	fitting.learn(text);
	return fitting.suspects;
};

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
		expect(uncovered(text)).toEqual([]);
	expect(uncovered('a漢b\u{E000}')).toEqual(['漢', '\u{E000}']);
});

test('[A23] letters in disguise are drawn in their plain form; what can be drawn stays as it is', () => {
	expect(fitted('𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ＝ ﷺ')).toBe('Fraktur = صلى الله عليه وسلم');
	expect(fitted('ﬁ ½ ² 漢')).toBe('ﬁ ½ ² 漢');
});

test('[A23] only what cannot be drawn is marked', () => {
	expect(fitted('a漢b', '漢')).toBe('a\uFFFDb');
});

test('[A23] words that end nowhere may be broken, others and addresses never', () => {
	for (const text of [
		'Grundstücksverkehrsgenehmigung ist ein Wort',
		'https://example.org/strasse/hausnummer/ein-langer-pfad/der/nirgends/endet?seite=1',
	])
		expect(fitted(text)).toBe(text);
	const pieces = fitted('W'.repeat(95)).split('\u200B');
	expect(pieces.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
	expect(fitted('👩‍👩‍👧'.repeat(20)).split('\u200B')).toEqual(['👩‍👩‍👧'.repeat(10), '👩‍👩‍👧'.repeat(10)]);
});
