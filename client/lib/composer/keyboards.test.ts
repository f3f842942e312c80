import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/languages.ts';
import { lastCharacterLength } from './caret.ts';
import { capital, formsOf, keyboardFor } from './keyboards.ts';

/** The letters that each language is written with. */
const ALPHABETS = {
	de: 'abcdefghijklmnopqrstuvwxyzäöüß',
	en: 'abcdefghijklmnopqrstuvwxyz',
	fr: 'abcdefghijklmnopqrstuvwxyzàâçéèêëîïôœùûüæ',
	ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى',
	fa: 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئؤ',
	uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’',
	ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
	tr: 'abcçdefgğhıijklmnoöprsştuüvyz',
	kmr: 'abcçdeêfghiîjklmnopqrsştuûvwxyz',
	ti: 'ሀሁሂሃሄህሆለሉሊላሌልሎሐመረሰሸቀቐበተቸነኘአኣኤከኸወዐዓዘዠየደጀገጠጨጸፈፐቨቋኳጓጽጹዋ',
} as const;

test.each(Object.entries(ALPHABETS))('[KB1] %s: every letter can be typed', (lang, letters) => {
	const keyboard = keyboardFor(lang);
	const keys = keyboard.rows.flat();
	const typed = new Set(keys.flatMap((key) => [key, ...formsOf(key, keyboard)]));
	expect([...letters].filter((letter) => !typed.has(letter))).toEqual([]);
});

test.each(LANGUAGES.map(({ tag }) => tag))('[KB1] %s: no key twice, none unseen', (tag) => {
	const { rows, signs, names = {} } = keyboardFor(tag);
	for (const keys of [rows.flat(), signs.flat()]) {
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of keys) expect(names[key] ?? key).toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u);
	}
});

test('[KB2] capitals are the language’s own', () => {
	expect(['i', 'ı', 'ß', 'ä'].map((letter) => capital(letter, 'tr'))).toEqual(['İ', 'I', 'ẞ', 'Ä']);
	expect(capital('i', 'kmr')).toBe('I');
});

test('[KB3] a letter’s forms, this one among them', () => {
	expect(formsOf('ለ', keyboardFor('ti'))).toEqual([...'ለሉሊላሌልሎሏ']);
	expect(formsOf('ሎ', keyboardFor('ti'))).toEqual([...'ለሉሊላሌልሎሏ']);
	expect(formsOf('E', keyboardFor('fr'))).toEqual([...'EÉÈÊË']);
	expect(formsOf('ا', keyboardFor('ar'))).toContain('أ');
	expect(formsOf('x', keyboardFor('de'))).toEqual([]);
	expect(formsOf('', keyboardFor('ti'))).toEqual([]);
});

test('[KB4] what a reader takes for one character is deleted as one', () => {
	expect(lastCharacterLength('')).toBe(0);
	expect(lastCharacterLength('abc')).toBe(1);
	expect(lastCharacterLength('ae\u0301')).toBe(2);
	expect(lastCharacterLength('👩‍👩‍👧')).toBe('👩‍👩‍👧'.length);
	expect(lastCharacterLength('🇺🇦🇩🇪')).toBe(4);
	expect(lastCharacterLength('بِ')).toBe(2);
});
