import { expect, test } from 'vitest';
import type { BoardCard, BoardGroup } from '#shared/board.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import { answerKey } from '#shared/desk.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import type { Dialogue } from './dialogue.ts';
import { UNTOUCHED_MINUTES, type BoardReading, type ResultsInputs } from './results-inputs.ts';
import { buildResults } from './results.ts';

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
	items: Tally['items'] | null = null,
	more: Partial<ResultsInputs> = {},
) {
	const model = buildResults({
		edition: 'public',
		about: {},
		held: [],
		themes: [],
		minutes: UNTOUCHED_MINUTES,
		dialogue,
		boards: new Map([['t_1', { seq: 7, reading: { cards: [], groups: [], ...reading } }]]),
		vote: items && { terms: { criterion: '', dots: 3, perItemMax: 2, ballots: 9 }, items },
		...more,
	});
	expect(ResultsModelSchema.parse(model)).toEqual(model);
	return model;
}
/** The first table as text: groups, then cards, of each question. */
function outline(reading: Partial<BoardReading>, more: Partial<ResultsInputs> = {}): string[] {
	return results(reading, null, more).tables[0]!.questions.map(({ id, groups, cards }) =>
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
	expect(model.counts).toEqual({ cards: 6, groups: 0, late: 0 });
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
	expect(model.counts).toEqual({ cards: 1, groups: 1, late: 0 });
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

test('[RS9] the internal edition has what is set aside and what waits, and no other has', () => {
	const cards = [
		card('c_1'),
		card('c_2', { state: 'aside', group: 'g_1', question: 'need' }),
		card('c_3', { state: 'withdrawn' }),
	];
	const groups = [group('g_1')];
	const held: ResultsInputs['held'] = [
		{ id: 'c_4', table: 't_1', question: 'good', text: 'spät', lang: 'de', state: 'late' },
		{ id: 'c_5', table: 't_2', question: 'good', text: 'wartet', lang: 'de', state: 'waiting' },
	];
	const open = results({ cards, groups }, null, { held });
	expect(JSON.stringify(open)).not.toMatch(/c_2|c_3|c_4|c_5|spät|wartet/);
	expect(open.counts).toEqual({ cards: 1, groups: 0, late: 1 });
	const inside = results({ cards, groups }, null, { held, edition: 'internal' });
	expect(inside.tables[0]!.aside).toMatchObject([{ id: 'c_2', question: 'good' }]);
	expect(inside.tables.map((table) => table.held?.map(({ text }) => text))).toEqual([
		['spät'],
		['wartet'],
	]);
	expect(JSON.stringify(inside)).not.toContain('c_3');
});

test('[RS10, RS11] what is left out stands in the internal edition alone; corrections keep the author’s words', () => {
	const cards = [card('c_1'), card('c_2', { group: 'g_1' }), card('c_3')];
	const minutes = {
		...UNTOUCHED_MINUTES,
		leftOut: new Set(['g_1']),
		corrections: new Map([['c_1', { text: 'Richtig', kind: 'idea' as const }]]),
	};
	const made = { cards, groups: [group('g_1')] };
	const open = results(made, null, { minutes });
	expect(open.counts).toMatchObject({ cards: 2, groups: 0 });
	expect(open.tables[0]!.questions[0]!.cards[0]).toMatchObject({
		text: 'Richtig',
		original: 'Text c_1',
		kind: 'idea',
	});
	expect(JSON.stringify(open)).not.toMatch(/c_2|g_1/);
	const inside = results(made, null, { minutes, edition: 'internal' });
	expect(inside.tables[0]!.aside).toMatchObject([{ id: 'c_2' }]);
});

test('[RS12, RS13] themes and agreements name only what stands in the results', () => {
	const minutes = {
		...UNTOUCHED_MINUTES,
		measures: [{ id: 'm', text: 'Treff', carer: 'VHS', from: ['c_1' as const, 'c_2' as const] }],
	};
	const themes = [{ id: 'h_1' as const, title: 'Alltag', items: ['c_2' as const, 'c_1' as const] }];
	const cards = [card('c_1'), card('c_2', { state: 'aside' })];
	const model = results(
		{ cards },
		{ h_1: { dots: 2, counted: 0 } },
		{
			themes,
			minutes,
		},
	);
	expect(model.themes).toEqual([
		{ id: 'h_1', title: 'Alltag', items: ['c_1'], dots: 2, counted: 0 },
	]);
	expect(model.measures).toEqual([{ id: 'm', text: 'Treff', carer: 'VHS', from: ['c_1'] }]);
	expect(results({ cards }).measures).toBeUndefined();
});

test('[RS14] the ranking goes over all tables, equal sums share a place, nothing without a dot', () => {
	const cards = [card('c_1', { group: 'g_1' }), card('c_2'), card('c_3', { rank: 'W' })];
	const model = results(
		{ cards, groups: [group('g_1')] },
		{ c_2: { dots: 1, counted: 2 }, g_1: { dots: 3, counted: 0 }, c_1: { dots: 1, counted: 0 } },
	);
	expect(model.ranking).toEqual([
		{ place: 1, item: 'g_1', table: 't_1', dots: 3, counted: 0 },
		{ place: 1, item: 'c_2', table: 't_1', dots: 1, counted: 2 },
		{ place: 3, item: 'c_1', table: 't_1', dots: 1, counted: 0 },
	]);
	expect(results({ cards }).ranking).toBeUndefined();
});

test('[RS15] a card that was laid on another one stands behind the one that carries it', () => {
	const cards = [
		card('c_1', { mergedInto: 'c_4', number: 1 }),
		card('c_2', { mergedInto: 'c_1', number: 2, question: 'need', rank: 'A' }),
		card('c_3', { mergedInto: 'c_9' }),
		card('c_4', { group: 'g_1', question: 'need', rank: 'W' }),
		card('c_5', { mergedInto: 'c_6' }),
		card('c_6', { mergedInto: 'c_5', rank: 'A' }),
		card('c_7', { mergedInto: 'c_8' }),
		card('c_8', { state: 'aside' }),
	];
	const groups = [group('g_1', { question: 'need' })];
	expect(outline({ cards, groups })).toEqual(['good: c_3 c_5 c_6 c_7', 'need: g_1(c_4 c_2 c_1)']);
	const model = results({ cards, groups }, { c_1: { dots: 2, counted: 0 } });
	const [good, need] = model.tables[0]!.questions;
	expect(need!.groups[0]!.cards).toMatchObject([
		{ id: 'c_4' },
		{ id: 'c_2', mergedInto: 'c_4', text: 'Text c_2', number: 2 },
		{ id: 'c_1', mergedInto: 'c_4', dots: 2 },
	]);
	expect(good!.cards.map(({ mergedInto }) => mergedInto)).toEqual([
		undefined,
		undefined,
		'c_5',
		undefined,
	]);
	expect(model.counts.cards).toBe(7);
});

test('[RS16] a place given after the day goes before the one on the board, and moves nothing elsewhere', () => {
	const cards = [
		card('c_1', { rank: 'A' }),
		card('c_2', { rank: 'B' }),
		card('c_3', { rank: 'C', group: 'g_1' }),
		card('c_4', { rank: 'D', group: 'g_1' }),
	];
	const groups = [group('g_1', { rank: 'A' }), group('g_2', { rank: 'B' })];
	cards.push(card('c_5', { group: 'g_2' }), card('c_6', { mergedInto: 'c_2', rank: 'A' }));
	const ranks = new Map([
		['c_2', '9'],
		['c_4', 'B'],
		['g_2', '5'],
		['c_9', '1'],
	]);
	const minutes = { ...UNTOUCHED_MINUTES, ranks };
	expect(outline({ cards, groups }, { minutes })).toEqual([
		'good: g_2(c_5) g_1(c_4 c_3) c_2 c_6 c_1',
		'need:',
	]);
	for (const edition of ['public', 'internal'] as const) {
		const [table] = results({ cards, groups }, null, { minutes, edition }).tables;
		expect(table!.questions[0]!.groups.map(({ id }) => id)).toEqual(['g_2', 'g_1']);
	}
});

test('[RS16] tables stand as they were set up, but for those that were given another place', () => {
	const idsWith = (ranks: ReadonlyMap<string, string>) =>
		results({}, null, { minutes: { ...UNTOUCHED_MINUTES, ranks } }).tables.map(({ id }) => id);
	const [first, second] = idsWith(new Map());
	expect(idsWith(new Map([[first!, 'z']]))).toEqual([second, first]);
	expect(idsWith(new Map([[second!, '1']]))).toEqual([second, first]);
	expect(idsWith(new Map([['t_unknown', '1']]))).toEqual([first, second]);
});

test('[RS17] an open answer that is left out stands in the internal edition alone, and counts on', () => {
	const evaluation = [
		{ id: 'good', text: 'Gut?', answers: 3, texts: ['A', 'B', 'C'], aside: ['von dort'] },
		{ id: 'next', text: 'Weiter?', answers: 1, texts: ['B'] },
		{ id: 'mood', text: 'Wie?', answers: null },
	];
	const minutes = { ...UNTOUCHED_MINUTES, answersOut: new Set([answerKey('good', 'B')]) };
	const open = results({}, null, { evaluation, minutes }).evaluation;
	expect(open).toEqual([
		{ id: 'good', text: 'Gut?', answers: 3, texts: ['A', 'C'] },
		...evaluation.slice(1),
	]);
	const inside = results({}, null, { evaluation, minutes, edition: 'internal' }).evaluation;
	expect(inside![0]).toMatchObject({ answers: 3, texts: ['A', 'C'], aside: ['von dort', 'B'] });
	expect(inside!.slice(1)).toEqual(evaluation.slice(1));
});

test('[RS18] every log that was read is named with its number; ranks are for the editor alone', () => {
	const cards = [card('c_1', { rank: 'A', group: 'g_1' })];
	const made = { cards, groups: [group('g_1', { rank: 'B' })] };
	const sources = { minutes: 12, themes: 3 };
	const open = results(made, null, { sources });
	expect(open).toMatchObject({ sources, tables: [{ source: { seq: 7 } }, {}] });
	expect(JSON.stringify(open)).not.toContain('rank');
	expect(results(made).sources).toBeUndefined();
	const [one] = results(made, null, { withRanks: true }).tables[0]!.questions[0]!.groups;
	expect(one).toMatchObject({ rank: 'B', cards: [{ rank: 'A' }] });
});
