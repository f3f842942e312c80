import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseXml, textOf } from '#tests/support/xml.ts';
import { linesOf, plainLine, plainText } from './plain-text.ts';

test('[SX03] whatever can be seen stays, and every line end is one', () => {
	expect(plainText('a\r\nb\rc\nd\u2028e\u0085f')).toBe('a\nb\nc\nd\ne\nf');
	expect(plainText('vor\u0000\u0007nach\uFFFE')).toBe('vornach');
	expect(plainText('\uD83D halb')).toBe('\uFFFD halb');
	expect(plainText('a\tb')).toBe('a b');
	expect(plainLine('  Arbeit \n\n und  Beruf ')).toBe('Arbeit und Beruf');
	for (const text of ['', ' a ', 'نیمکت‌ها', '👩‍👩‍👧', 'e\u0301', '_x0041_'])
		expect(plainText(text)).toBe(text);
});

test('[SX03] what turns the direction ends with its line', () => {
	expect(linesOf('\u202Eabc\nd')).toEqual(['\u202Eabc\u202C', 'd']);
	expect(linesOf('\u2067a\u202Eb')).toEqual(['\u2067a\u202Eb\u202C\u2069']);
	expect(linesOf('\u2067a\u202Eb\u2069c')).toEqual(['\u2067a\u202Eb\u2069c']);
	expect(linesOf('\u202Aa\u202Cb\u202C\u2069')).toEqual(['\u202Aa\u202Cb\u202C\u2069']);
});

test(
	'[SX03] any text can stand in an XML document, and comes back from there',
	{ timeout: 20_000 },
	() => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const plain = plainText(text);
				const escaped = plain.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
				expect(textOf(parseXml(`<a>${escaped}</a>`))).toBe(plain);
				expect(plainText(plain)).toBe(plain);
			}),
			{ numRuns: 500 },
		);
	},
);
