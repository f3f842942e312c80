import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Board } from './board.svelte.ts';
import { columnIn, languagesOf } from './board-filter.ts';

function boardOf(cards: Record<string, Record<string, string>>): Board {
	const doc = new Y.Doc();
	doc.getMap('groups').set('g_1', new Y.Map(Object.entries({ question: 'good', rank: 'V' })));
	for (const [id, fields] of Object.entries(cards)) {
		const all = { question: 'good', state: 'shown', rank: id, ...fields };
		doc.getMap('cards').set(id, new Y.Map(Object.entries(all)));
	}
	return new Board(doc);
}

test('[RB1] the languages with their cards, the most frequent first; region and manner make no other language', () => {
	const board = boardOf({
		c_1: { lang: 'ar' },
		c_2: { lang: 'de' },
		c_3: { lang: 'de-x-leicht' },
		c_4: {},
	});
	expect(languagesOf(board.cards())).toEqual([
		['de', 2],
		['ar', 1],
		['und', 1],
	]);
});

test('[RB1] a column in one language keeps what carries it, and counts the cards in it', () => {
	const board = boardOf({
		c_1: { lang: 'de' },
		c_2: { lang: 'ar' },
		c_3: { lang: 'ar', mergedInto: 'c_1' },
		c_4: { lang: 'de', group: 'g_1' },
		c_5: { lang: 'ar', group: 'g_1' },
	});
	const column = board.column('good');
	const arabic = columnIn(column, 'ar');
	expect(arabic.loose.map(({ id }) => id)).toEqual(['c_1', 'c_2']);
	expect(arabic.groups.map(({ cards }) => cards.map(({ id }) => id))).toEqual([['c_5']]);
	expect(arabic.count).toBe(3);
	expect(columnIn(column, 'de').count).toBe(2);
	expect(columnIn(column, 'tr').count).toBe(0);
	// the card itself, not a copy: what is drawn stays
	expect(arabic.loose[0]).toBe(column.loose[0]);
});
