import { describe, expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { ALIKE_FROM, comparing, wordsOf, type Likeness } from './similar.ts';
import { hintsFor, pairOf, type Standing } from './hints.ts';

/** Around them, so that something is rare and something is not. */
const OTHERS = [
	'Der Chor nimmt jede Stimme',
	'Werkzeug zum Ausleihen',
	'Niemand erklärt den Müllkalender',
	'Im Gemeindehaus wird zusammen gekocht',
];

function alike(...texts: readonly (string | readonly string[])[]): readonly Likeness[] {
	const sayings = [...texts, ...OTHERS].map((text, at) => ({
		id: `c_${at + 1}` as CardId,
		texts: typeof text === 'string' ? [text] : text,
	}));
	const work = comparing(sayings);
	for (;;) {
		const { done, value } = work.next();
		if (done) return value;
	}
}
const pairs = (found: readonly Likeness[]) => found.map(({ a, b }) => pairOf(a, b));

describe('what sounds alike', () => {
	test.each([
		['Schlechte Busverbindungen', 'Die Busverbindung ist schlecht'],
		['Sprachkurs am Abend', 'Sprachkurse abends'],
		['A bench in front of the house', 'More benches, one bench in front of every house'],
		['نحتاج إلى حديقة للأطفال', 'حديقة أطفال'],
		['پارک برای كودكان', 'پارکی برای کودکان'],
		['Дитячий майданчик темний', 'Темний дитячий майданчик увечері'],
	])('[AL1] %s · %s', (one, other) => {
		const [first] = alike(one, other);
		expect(first).toMatchObject({ a: 'c_1', b: 'c_2' });
		expect(first!.score).toBeGreaterThanOrEqual(ALIKE_FROM);
	});
	test.each([
		['Mehr Bänke für alle', 'Mehr Zeit für alle'],
		['Wir brauchen einen Bus', 'Wir brauchen einen Arzt'],
		['Für die Kinder ist es gut', 'Es ist gut für die Alten'],
		['', '!!!'],
		['على الطريق', 'على الجدار'],
	])('[AL1] and what does not: %s · %s', (one, other) => {
		expect(pairs(alike(one, other))).toEqual([]);
	});
	test('[AL1] two languages meet by a translation', () => {
		expect(alike('مقاعد أكثر', 'Sitzbänke im Park')).toEqual([]);
		expect(pairs(alike(['مقاعد أكثر', 'Sitzbänke im Park'], 'Im Park fehlen Sitzbänke'))).toEqual([
			'c_1 c_2',
		]);
	});
	test('[AL2] it pauses at every card', () => {
		const work = comparing(OTHERS.map((text, at) => ({ id: `c_${at}` as CardId, texts: [text] })));
		let pauses = 0;
		while (!work.next().done) pauses++;
		expect(pauses).toBe(OTHERS.length);
	});
	test('letters that are written in two ways are one', () => {
		expect(wordsOf('Straße ÉCOLE أمل کتابی')).toEqual(['strasse', 'ecole', 'امل', 'کتابی']);
	});
});

describe('what is pointed at', () => {
	const card = (n: number, group?: `g_${string}`, question = 'good'): Standing => ({
		id: `c_${n}`,
		question,
		group,
	});
	const like = (a: number, b: number, score = 0.5): Likeness => ({
		a: `c_${a}`,
		b: `c_${b}`,
		score,
	});
	const hints = (standing: readonly Standing[], all: readonly Likeness[], ...no: string[]) =>
		hintsFor(standing, all, new Set(no)).map(({ cards, group }) => [cards.join(' '), group]);

	test('[AL3] cards of one question, in the order in which they hang', () => {
		const standing = [card(1), card(2), card(3), card(4, undefined, 'need')];
		expect(hints(standing, [like(2, 3), like(1, 3), like(1, 4)])).toEqual([
			['c_1 c_2 c_3', undefined],
		]);
	});
	test('[AL3] one group at most, and nothing that is together already', () => {
		const standing = [card(1, 'g_1'), card(2, 'g_1'), card(3), card(4, 'g_2')];
		expect(hints(standing, [like(1, 2)])).toEqual([]);
		expect(hints(standing, [like(1, 4)])).toEqual([]);
		expect(hints(standing, [like(1, 3), like(3, 4)])).toEqual([['c_1 c_3', 'g_1']]);
	});
	test('[AL3] six cards at most, each in one hint', () => {
		const standing = Array.from({ length: 9 }, (_, at) => card(at + 1));
		const chain = Array.from({ length: 8 }, (_, at) => like(at + 1, at + 2));
		const found = hintsFor(standing, chain, new Set());
		const cards = found.flatMap((hint) => hint.cards);
		expect(Math.max(...found.map((hint) => hint.cards.length))).toBe(6);
		expect(new Set(cards).size).toBe(cards.length);
	});
	test('[AL4] what was declined does not come again', () => {
		expect(hints([card(1), card(2)], [like(1, 2)], 'c_1 c_2')).toEqual([]);
	});
	test('[AL3] a card that is gone is not pointed at', () => {
		expect(hints([card(1)], [like(1, 2)])).toEqual([]);
	});
});
