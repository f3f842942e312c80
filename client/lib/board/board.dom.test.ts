import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Board } from './board.svelte.ts';
import { watch } from './watch.fixture.svelte.ts';

function boardWith(cards: Record<string, Record<string, unknown>>): Board {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const [id, fields] of Object.entries(cards))
			doc
				.getMap(id.startsWith('g_') ? 'groups' : 'cards')
				.set(id, new Y.Map(Object.entries(fields)));
	});
	return new Board(doc);
}
const ids = (cards: readonly { readonly id: string }[]): string[] => cards.map(({ id }) => id);
const shown = { question: 'good', state: 'shown' };

test('[BD1] by rank, equal ranks by id; the same card is the same object', () => {
	const board = boardWith({
		c_b: { ...shown, rank: 'V' },
		c_a: { ...shown, rank: 'V' },
		c_z: { ...shown, rank: 'B' },
	});
	expect(ids(board.cards())).toEqual(['c_z', 'c_a', 'c_b']);
	expect(board.cards()[1]).toBe(board.card('c_a'));
});

test('[BD2] a group draws its cards to its own question; one that does not exist is none', () => {
	const board = boardWith({
		g_1: { question: 'need', rank: 'V' },
		c_1: { ...shown, rank: 'A', group: 'g_1' },
		c_2: { ...shown, rank: 'B', group: 'g_gone' },
	});
	const [good, need] = board.columns(['good', 'need']);
	expect(ids(good!.loose)).toEqual(['c_2']);
	expect(ids(need!.groups[0]!.cards)).toEqual(['c_1']);
	expect(board.column('need').count).toBe(1);
	expect(ids(board.cardsOf('good'))).toEqual(['c_2']);
});

test('[BD3] what names no question of the dialogue hangs below the first', () => {
	const board = boardWith({
		g_1: { question: 'gone', rank: 'V' },
		c_1: { ...shown, rank: 'A', question: 'gone' },
		c_2: { ...shown, rank: 'B', group: 'g_1' },
	});
	const [good] = board.columns(['good', 'need']);
	expect([ids(good!.loose), ids(good!.groups[0]!.cards)]).toEqual([['c_1'], ['c_2']]);
});

test('[BD4] what was written badly is empty, never thrown over', () => {
	const board = boardWith({
		c_1: {
			state: 'shown',
			text: 7,
			rank: null,
			number: 'three',
			translations: [],
			kind: 'nonsense',
		},
		c_2: { question: 'good', rank: 'V', state: 'visible' },
		no_card: shown,
	});
	board.doc.getMap('cards').set('c_3', 'no map');
	expect(ids(board.cards())).toEqual(['c_1']);
	expect(ids(board.cards('aside'))).toEqual(['c_2']);
	const card = board.card('c_1')!;
	expect([card.text, card.rank, card.number, card.kind, card.lang]).toEqual([
		'',
		'',
		0,
		undefined,
		'und',
	]);
	expect(card.translations).toEqual({});
	expect(board.columns(['good'])[0]?.count).toBe(1);
});

test('[BD5] a keystroke redraws its card, a move redraws the lists', () => {
	const board = boardWith({ c_1: { ...shown, rank: 'A' }, c_2: { ...shown, rank: 'B' } });
	const fields = board.card('c_1')!.fields;
	fields.set('text', new Y.Text('Bänke'));
	const lists = watch(() => board.columns(['good', 'need']));
	const words = watch(() => board.card('c_1')?.text);
	(fields.get('text') as Y.Text).insert(5, '!');
	flushSync();
	expect([lists.times, words.times, words.last]).toEqual([1, 2, 'Bänke!']);
	fields.set('question', 'need');
	flushSync();
	expect(lists.times).toBe(2);
	lists.stop();
	words.stop();
});
