import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { random } from './adapters/system/random.ts';
import { practiceBoard } from './practice.ts';
import { PRACTICE_TABLES } from './practice-cards.ts';
import { readBoard } from './rooms/board-reading.ts';
import { LIMITS } from '#shared/limits.ts';
import { byRank } from '#shared/rank.ts';

const boards = PRACTICE_TABLES.map(({ theme, cards }) => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, practiceBoard(cards, random));
	return { theme, written: cards, doc, read: readBoard(doc) };
});

test('[SU5] the five tables have about forty cards in ten languages, under all three questions', () => {
	expect(boards.map(({ theme }) => theme)).toEqual([
		'Bauen & Wohnen',
		'Ehrenamt & Beteiligung',
		'Arbeit',
		'Frauen',
		'Bildung & Ausbildung',
	]);
	const cards = PRACTICE_TABLES.flatMap((table) => table.cards);
	expect(cards.length).toBeGreaterThanOrEqual(40);
	expect(new Set(cards.map(({ text }) => text)).size).toBe(cards.length);
	const languages = ['ar', 'de', 'en', 'fa', 'fr', 'kmr', 'ru', 'ti', 'tr', 'uk'];
	expect([...new Set(cards.map(({ lang }) => lang))].toSorted()).toEqual(languages);
	for (const { written } of boards)
		expect(new Set(written.map(({ question }) => question))).toEqual(
			new Set(['good', 'improve', 'need']),
		);
});

test('[SU5] every card is whole, numbered from one, and in the order in which it came', () => {
	for (const { written, doc, read } of boards) {
		expect(doc.getMap('info').toJSON()).toEqual({ schema: 1 });
		const seen = read.cards.toSorted((a, b) => a.number - b.number);
		expect(seen.map(({ number }) => number)).toEqual(written.map((_, at) => at + 1));
		for (const [at, card] of seen.entries()) {
			const { question, text, lang } = written[at]!;
			expect(card).toMatchObject({ question, text, lang, original: text, state: 'shown' });
			expect(card.text.length).toBeLessThanOrEqual(LIMITS.cardTextCharsMax);
		}
		for (const question of ['good', 'improve', 'need']) {
			const loose = seen.filter((card) => card.question === question && !card.group);
			expect(loose.toSorted(byRank)).toEqual(loose);
		}
	}
});

test('[SU5] three groups have names and two cards each', () => {
	const groups = boards.flatMap(({ read }) =>
		read.groups.map(({ id, title }) => ({
			title,
			cards: read.cards.filter(({ group }) => group === id).length,
		})),
	);
	expect(groups).toHaveLength(3);
	for (const { title, cards } of groups) expect([title.length > 3, cards]).toEqual([true, 2]);
});
