import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { isRank } from '#shared/rank.ts';
import { readBoard } from './board-reading.ts';
import { BoardEnds, carryWords, putCard, replaceText } from './board-writing.ts';

const words = (text: string, question = 'good') => ({ question, text, lang: 'de' });

test('[IT4] a card comes whole: no state between shows half of it', () => {
	const doc = new Y.Doc();
	const states: unknown[] = [];
	doc.on('update', () => states.push(readBoard(doc).cards));
	doc.transact(() => putCard(doc, new BoardEnds(doc), 'c_1', { ...words('Eins'), round: 2 }));
	expect(states).toEqual([
		[
			{
				id: 'c_1',
				question: 'good',
				rank: expect.any(String) as string,
				text: 'Eins',
				original: 'Eins',
				lang: 'de',
				number: 1,
				state: 'shown',
				round: 2,
				translations: {},
			},
		],
	]);
});

test('[IT4] numbers go on behind the highest that can be one, ranks behind the last of the question', () => {
	const doc = new Y.Doc();
	const cards = doc.getMap('cards');
	for (const [id, number] of Object.entries({ c_a: 7, c_b: 1e15, c_c: 'x', c_d: -3, c_e: 1.5 }))
		cards.set(
			id,
			new Y.Map<unknown>([
				['number', number],
				['question', 'good'],
				['rank', 'k'],
			]),
		);
	cards.set(
		'c_f',
		new Y.Map<unknown>([
			['rank', '~'],
			['question', 'good'],
		]),
	);
	cards.set('c_g', 'no card');
	expect(putCard(doc, new BoardEnds(doc), 'c_1', words('Neu'))).toBe(8);
	const rank = (cards.get('c_1') as Y.Map<unknown>).get('rank') as string;
	expect(rank > 'k').toBe(true);
	expect(putCard(doc, new BoardEnds(doc), 'c_1', words('Noch einmal'))).toBe('card/taken');
});

test('[IT4] two thousand ranks at the end stay short', () => {
	const doc = new Y.Doc();
	const ends = new BoardEnds(doc);
	doc.transact(() => {
		for (let n = 0; n < 2_000; n++) putCard(doc, ends, `c_${n}`, words('x'));
	});
	const ranks = readBoard(doc).cards.map(({ rank }) => rank);
	expect(ranks).toEqual([...ranks].sort());
	expect(new Set(ranks).size).toBe(2_000);
	expect(ranks.every((rank) => isRank(rank) && rank.length <= 5)).toBe(true);
});

test('[IT4] a board is full by number, or when hosts need the room', () => {
	const doc = new Y.Doc();
	const ends = new BoardEnds(doc);
	doc.transact(() => {
		for (let n = 0; n < LIMITS.cardsPerBoardMax; n++)
			expect(putCard(doc, ends, `c_${n}`, words('x'))).toBe(n + 1);
		expect(putCard(doc, ends, 'c_more', words('x'))).toBe('card/board-full');
	});

	const big = new Y.Doc();
	const bigEnds = new BoardEnds(big);
	const long = 'ä'.repeat(LIMITS.cardTextCharsMax);
	big.transact(() => {
		for (let n = 0; !bigEnds.isFull; n++) putCard(big, bigEnds, `c_${n}`, words(long));
	});
	const bytes = Y.encodeStateAsUpdate(big).byteLength;
	expect(bytes / LIMITS.boardBytesMax).toBeGreaterThan(0.7);
	expect(bytes / LIMITS.boardBytesMax).toBeLessThan(0.8);
});

test('[IT7] a text becomes another by one replacement, and what others write beside it stays', () => {
	const mine = new Y.Doc();
	const text = mine.getText('t');
	text.insert(0, 'Mehr Bänke am Fluss');
	const theirs = new Y.Doc();
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
	theirs.getText('t').insert(0, 'Viel ');
	replaceText(text, 'Mehr Tische am Fluss');
	Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
	expect(text.toJSON()).toBe('Viel Mehr Tische am Fluss');
});

test('[IT7] any text becomes any other, well formed at each moment', () => {
	const texts = fc.string({ unit: 'grapheme-composite', size: 'medium' });
	const mixed = fc.tuple(texts, texts, texts, texts).map(([a, b, c, d]) => [a + b + c, a + d + c]);
	fc.assert(
		fc.property(mixed, ([is, wanted]) => {
			const doc = new Y.Doc();
			const text = doc.getText('t');
			text.insert(0, is!);
			const copy = new Y.Doc();
			doc.on('update', (update: Uint8Array) => {
				Y.applyUpdate(copy, update);
				expect(copy.getText('t').toJSON().isWellFormed()).toBe(true);
			});
			Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
			replaceText(text, wanted!);
			expect(copy.getText('t').toJSON()).toBe(wanted);
		}),
		{ examples: [[['👍🏽a', '👍🏿a']], [['😀', '😁']], [['', '😁']], [['aa', 'a']]] },
	);
});

test('[IT7] words for a card that a host has taken away change nothing', () => {
	const doc = new Y.Doc();
	expect(carryWords(doc, new BoardEnds(doc), 'c_1', words('Neu'), 'good')).toBeUndefined();
	doc.getMap('cards').set('c_1', new Y.Map([['text', 'no text']]));
	expect(carryWords(doc, new BoardEnds(doc), 'c_1', words('Neu'), 'good')).toBeUndefined();
});
