import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { isId, newCode, newId, readCode, spellCode, type Random } from './ids.ts';
import { directionOf, textEntry, textIn } from './languages.ts';
import { between, byRank, isRank } from './rank.ts';

const random: Random = (bytes) => crypto.getRandomValues(bytes);

prop.prop([fc.array(fc.nat(), { maxLength: 80 })])(
	'[RK1] any insertions keep the order',
	(places) => {
		const ranks: string[] = [];
		for (const place of places) {
			const i = place % (ranks.length + 1);
			ranks.splice(i, 0, between(ranks[i - 1] ?? '', ranks[i] ?? ''));
		}
		expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => (a < b ? -1 : 1)));
		expect(ranks.every(isRank)).toBe(true);
	},
);

test('[RK1] thousands of cards in a row stay short, at either end', () => {
	let [last, first] = ['', ''];
	for (let card = 0; card < 20_000; card++) {
		const [next, before] = [between(last, ''), between('', first)];
		expect(last === '' || next > last).toBe(true);
		expect(first === '' || before < first).toBe(true);
		[last, first] = [next, before];
	}
	expect([last.length, first.length]).toEqual([4, 4]);
});

test('[RK1] there is room beyond the last number and in front of the first', () => {
	expect(between('zzzz', '') > 'zzzz').toBe(true);
	expect(between('', '0001') < '0001').toBe(true);
	expect(between('', between('', '0001')) < '0001').toBe(true);
});

test('[RK2] equal ranks are ordered by id', () => {
	const cards = [
		{ id: 'c_b', rank: 'V' },
		{ id: 'c_a', rank: 'V' },
		{ id: 'c_z', rank: 'B' },
	];
	expect(cards.sort(byRank).map(({ id }) => id)).toEqual(['c_z', 'c_a', 'c_b']);
});

test('[ID1] only well-formed ids are ids', () => {
	expect(isId('c_', newId('c_', random))).toBe(true);
	for (const no of ['c_', 'x_abc', 'c_a b', 'c_../x', `c_${'a'.repeat(41)}`, 7, null, 'c_é'])
		expect(isId('c_', no)).toBe(false);
});

test('[ID2] a code is read however it is typed', () => {
	for (const typed of ['k7mpq2', 'K7M PQ2', ' k7m-pq2 ', 'K7M\u2013PQ2'])
		expect(readCode(typed)).toBe('K7MPQ2');
	for (const no of ['', 'K7MPQ', 'K7MPQ22', 'K7MPQ0', 'K7MPQI', 'ключик'])
		expect(readCode(no)).toBeUndefined();
	expect(readCode(spellCode('K7MPQ2'))).toBe('K7MPQ2');
});

test('[ID3] codes use the whole alphabet, and readCode takes every one of them', () => {
	const codes = Array.from({ length: 2_000 }, () => newCode(random));
	expect(codes.every((code) => readCode(code) === code)).toBe(true);
	expect(new Set(codes.join('')).size).toBe(31);
});

test('[ID3] bytes beyond the last whole multiple are not folded back', () => {
	const bytes = [255, 254, 248, 247, 0, 31, 62, 93, 124, 155];
	const given: Random = (array) => {
		for (let i = 0; i < array.length; i++) array[i] = bytes.shift() ?? 1;
		return array;
	};
	// 248 = 8 × 31: 255, 254 and 248 fall out, 247 is the alphabet's last character
	expect(newCode(given)).toBe('9AAAAA');
});

test('[LA1] a text falls back to its base language, German, English, anything', () => {
	const texts = { de: 'Gut', en: 'Good', fa: 'خوب' };
	expect(textIn(texts, 'de-x-leicht')).toBe('Gut');
	expect(textIn(texts, 'prs')).toBe('خوب');
	expect(textIn(texts, 'uk')).toBe('Gut');
	expect(textEntry({ tr: 'İyi' }, 'uk')).toEqual(['tr', 'İyi']);
	expect(textIn({}, 'de')).toBe('');
	expect(textIn(JSON.parse('{"de":"Gut"}') as Record<string, string>, '__proto__')).toBe('Gut');
});

test('[LA2] direction follows the script', () => {
	expect(['ar', 'fa', 'prs', 'ar-SY'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl']);
	expect(['de', 'ti', 'kmr', 'arn'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr']);
});
