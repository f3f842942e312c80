import { expect, test } from 'vitest';
import type { BoardCard, BoardGroup } from '#shared/board.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import type { Dialogue } from './dialogue.ts';
import { buildResults, type BoardReading } from './results.ts';

const card = (id: CardId, more: Partial<BoardCard> = {}): BoardCard => ({
	id,
	question: 'good',
	rank: 'V',
	text: `Text ${id}`,
	original: `Text ${id}`,
	lang: 'de',
	number: 1,
	state: 'shown',
	translations: {},
	...more,
});
const group = (id: GroupId, more: Partial<BoardGroup> = {}): BoardGroup => ({
	id,
	title: `Gruppe ${id}`,
	question: 'good',
	rank: 'V',
	...more,
});
const dialogue: Dialogue = {
	...sampleDialogue(),
	questions: [
		{ id: 'good', text: { en: 'What works?', de: 'Was läuft gut?' } },
		{ id: 'need', text: { de: 'Was braucht es?' } },
	],
};

function results(
	reading: Partial<BoardReading>,
	tally: Parameters<typeof buildResults>[0]['tally'] = null,
) {
	const model = buildResults({
		dialogue,
		boards: new Map([['t_1', { seq: 7, reading: { cards: [], groups: [], ...reading } }]]),
		tally,
	});
	expect(ResultsModelSchema.parse(model)).toEqual(model);
	return model;
}
/** The first table as text: groups, then cards, of each question. */
function outline(reading: Partial<BoardReading>): string[] {
	return results(reading).tables[0]!.questions.map(({ id, groups, cards }) =>
		[
			`${id}:`,
			...groups.map((one) => `${one.id}(${one.cards.map((c) => c.id).join(' ')})`),
			...cards.map((one) => one.id),
		].join(' '),
	);
}

test('[RS1] tables and questions stand as set up, groups and cards by rank', () => {
	const cards = [
		card('c_3', { rank: 'b' }),
		card('c_1', { rank: 'a' }),
		card('c_2', { rank: 'a' }),
		card('c_5', { rank: 'd', group: 'g_2' }),
		card('c_4', { rank: 'c', group: 'g_2' }),
		card('c_6', { rank: 'a', group: 'g_1' }),
	];
	const groups = [group('g_1', { rank: 'z' }), group('g_2', { rank: 'y' })];
	expect(outline({ cards, groups })).toEqual(['good: g_2(c_4 c_5) g_1(c_6) c_1 c_2 c_3', 'need:']);
	const model = results({ cards });
	expect(model.tables.map(({ id, source }) => [id, source.seq])).toEqual([
		['t_1', 7],
		['t_2', 0],
	]);
	expect(Object.keys(model.questions[0]!.text)).toEqual(['de', 'en']);
	expect(model.counts).toEqual({ cards: 6, groups: 0 });
});

test('[RS2, RS3] what is not shown is left out, and groups of nothing else, too', () => {
	const cards = [
		card('c_1', { group: 'g_1' }),
		card('c_2', { state: 'aside', group: 'g_2' }),
		card('c_3', { state: 'withdrawn' }),
	];
	const groups = [group('g_1'), group('g_2'), group('g_3')];
	const model = results({ cards, groups });
	expect(outline({ cards, groups })).toEqual(['good: g_1(c_1)', 'need:']);
	expect(model.counts).toEqual({ cards: 1, groups: 1 });
	expect(JSON.stringify(model)).not.toMatch(/c_2|c_3|g_2|g_3/);
});

test('[RS4] a card stands in its group under the group’s question, or under its own without one', () => {
	const cards = [card('c_1', { group: 'g_1' }), card('c_2', { question: 'need', group: 'g_9' })];
	const groups = [group('g_1', { question: 'need' })];
	expect(outline({ cards, groups })).toEqual(['good:', 'need: g_1(c_1) c_2']);
});

test('[RS5] what names no question stands under the first one', () => {
	const cards = [
		card('c_1', { question: 'gone' }),
		card('c_2', { question: '__proto__' }),
		card('c_3', { group: 'g_1', question: 'need' }),
	];
	expect(outline({ cards, groups: [group('g_1', { question: '' })] })).toEqual([
		'good: g_1(c_3) c_1 c_2',
		'need:',
	]);
});

test('[RS6] the original is given where it differs, the rest of a card as it stands', () => {
	const cards = [
		card('c_1', {
			original: 'Vorher',
			kind: 'idea',
			round: 2,
			lang: 'ar',
			number: 9,
			suggestion: 'Nachher',
			translations: { fr: { text: 'F', by: 'machine' }, de: { text: 'D', by: 'host' } },
		}),
		card('c_2', { rank: 'a' }),
	];
	const [edited, plain] = results({ cards }).tables[0]!.questions[0]!.cards;
	expect(edited).toEqual({
		id: 'c_1',
		number: 9,
		text: 'Text c_1',
		original: 'Vorher',
		lang: 'ar',
		kind: 'idea',
		round: 2,
		translations: { de: { text: 'D', by: 'host' }, fr: { text: 'F', by: 'machine' } },
	});
	expect(plain).toEqual({ id: 'c_2', number: 1, text: 'Text c_2', lang: 'de', translations: {} });
});

test('[RS7] dots are given to all or to none', () => {
	const reading = { cards: [card('c_1', { group: 'g_1' }), card('c_2')], groups: [group('g_1')] };
	expect(JSON.stringify(results(reading))).not.toContain('dots');
	const model = results(reading, { g_1: { dots: 3, counted: 2 }, c_9: { dots: 1, counted: 0 } });
	const [question] = model.tables[0]!.questions;
	expect(question!.groups[0]).toMatchObject({ dots: 3, counted: 2 });
	expect(question!.groups[0]!.cards[0]).toMatchObject({ dots: 0, counted: 0 });
	expect(question!.cards[0]).toMatchObject({ dots: 0, counted: 0 });
});
