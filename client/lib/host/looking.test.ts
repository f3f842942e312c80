import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Desk } from './desk.svelte.ts';
import { AtWork } from './at-work.svelte.ts';
import { isFiltering, NO_FILTER, passes, type Filter } from './filter.ts';
import { Paper, type Added, type NewCard } from './paper.svelte.ts';
import { Practice } from './practice.ts';
import { PRACTICE_CARDS } from './practice-cards.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import { Wall } from './wall.svelte.ts';

const m = await messagesIn('host', 'de');
const QUESTIONS = ['good', 'improve', 'need'];

test('[FI1] a card is found by number, words, translation, language and kind', () => {
	const card = {
		number: 12,
		text: 'Mehr Bänke am Café',
		lang: 'de',
		kind: 'idea',
		translations: { ar: { text: 'مقاعد' } },
	} as const;
	const finds = (more: Partial<Filter>) => passes({ ...NO_FILTER, ...more }, card);
	for (const words of ['12', 'bänke', 'BANKE', ' cafe ', 'مقاعد', ''])
		expect([words, finds({ words })]).toEqual([words, true]);
	for (const words of ['1', '2', 'Bank ']) expect(finds({ words })).toBe(words === 'Bank ');
	expect([finds({ lang: 'de' }), finds({ lang: 'ar' })]).toEqual([true, false]);
	expect([finds({ kind: 'idea' }), finds({ kind: 'problem' })]).toEqual([true, false]);
	expect([isFiltering(NO_FILTER), isFiltering({ ...NO_FILTER, words: ' ' })]).toEqual([
		false,
		false,
	]);
	expect(isFiltering({ ...NO_FILTER, question: 'good' })).toBe(true);
});

function practiceWall() {
	const table = new Practice(QUESTIONS);
	const questions = QUESTIONS.map((id, index) => ({ id, text: id, lang: 'de', index }));
	const desk = new Desk(
		() => table,
		() => questions,
		() => m,
	);
	return { table, desk, wall: new Wall(() => table.board, desk) };
}

test('[FI2] only what is looked for is drawn, a named group whole; the board stays as it is', () => {
	const { table, wall } = practiceWall();
	const group = table.sorting.group(['c_p5', 'c_p7'])!;
	table.sorting.write(table.board.group(group)!.ytitle!, 'Abend');
	const before = table.board.columns(QUESTIONS).map(({ count }) => count);
	wall.view.set({ words: 'bus' });
	expect(wall.columns.map(({ count }) => count)).toEqual([0, 2, 0]);
	wall.view.set({ words: 'abend' });
	const drawn = wall.columns[1]!.groups[0]!.cards.map(({ id }) => id);
	expect(drawn).toEqual(['c_p5', 'c_p7']);
	wall.view.searching(false);
	expect(wall.columns.map(({ count }) => count)).toEqual(before);
});

test('[PW1] the practice wall: the same acts and undo, numbers that count up, in a document of its own', () => {
	const { table } = practiceWall();
	expect(table.board.columns(QUESTIONS).map(({ count }) => count)).toEqual([4, 4, 4]);
	expect(table.add({ cardId: 'c_new', question: 'need', text: 'Neu', lang: 'de' })).toEqual({
		number: PRACTICE_CARDS.length + 1,
	});
	expect(table.sorting.cardsAt({ question: 'need' }).at(-1)).toMatchObject({
		id: 'c_new',
		text: 'Neu',
	});
	expect(table.undo.can).toBe(false);
	table.sorting.merge('c_p4', 'c_p1');
	table.undo.undo();
	expect(table.board.parts().size).toBe(0);
	expect(new Set(PRACTICE_CARDS.map(({ lang }) => lang)).size).toBeGreaterThan(2);
	table.close();
});

test('[PP1] the words stay until they are up, under one id; nothing goes up twice at once', async () => {
	const sent: NewCard[] = [];
	let answer: (added: Added) => void = () => undefined;
	const paper = new Paper((card) => {
		sent.push(card);
		return new Promise((resolve) => (answer = resolve));
	});
	await paper.put('good');
	expect(sent).toEqual([]);
	paper.type(' Ein Zaun weniger ');
	const first = paper.put('good');
	await paper.put('good');
	expect(sent).toHaveLength(1);
	answer({ failure: 'table/frozen' });
	await first;
	expect([paper.text, paper.last]).toEqual([' Ein Zaun weniger ', { failure: 'table/frozen' }]);
	const second = paper.put('need');
	answer({ number: 7 });
	await second;
	expect(sent[1]).toEqual({ ...sent[0], question: 'need', text: 'Ein Zaun weniger' });
	expect([paper.text, paper.last]).toEqual(['', { number: 7 }]);
	paper.type('Noch eine');
	void paper.put('good');
	expect(sent[2]!.cardId).not.toBe(sent[0]!.cardId);
});

test('[AW1] what others have in hand is marked, the own hand is not', () => {
	const { clientID } = new Y.Doc();
	const states = new Map<number, Record<string, unknown>>([[clientID, {}]]);
	const atWork = new AtWork({
		clientID,
		getStates: () => states,
		setLocalState: (state) => void states.set(clientID, state),
		on: () => undefined,
		off: () => undefined,
	});
	atWork.say({ editing: 'c_1', dragging: undefined });
	// that somebody is here, and with what; never who
	expect(states.get(clientID)).toEqual({ cursor: 0, editing: 'c_1' });
	expect([atWork.at('c_1'), atWork.others]).toEqual([undefined, 0]);
	states.set(7, { user: { name: 'host' }, editing: 'c_1', dragging: 'c_2' });
	states.set(8, { cursor: 'c_3' });
	expect((['c_1', 'c_2', 'c_3'] as const).map((id) => atWork.at(id))).toEqual([
		'editing',
		'dragging',
		undefined,
	]);
});
