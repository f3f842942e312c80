import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { itemsOf, ranking, sumOf } from './vote-items.ts';

function board(): Board {
	const doc = new Y.Doc();
	const put = (root: string, id: string, fields: Record<string, unknown>): void => {
		doc.getMap(root).set(id, new Y.Map(Object.entries(fields)));
	};
	put('groups', 'g_1', { title: new Y.Text('Busse'), question: 'good', rank: 'B' });
	put('groups', 'g_2', { title: new Y.Text('leer'), question: 'good', rank: 'C' });
	const card = { lang: 'de', state: 'shown', question: 'good' };
	put('cards', 'c_1', { ...card, rank: 'D', number: 1, text: new Y.Text('eins') });
	put('cards', 'c_2', { ...card, rank: 'E', number: 2, text: new Y.Text('zwei'), group: 'g_1' });
	put('cards', 'c_3', { ...card, rank: 'F', number: 3, text: new Y.Text('drei'), state: 'aside' });
	put('cards', 'c_4', {
		...card,
		rank: 'A',
		number: 4,
		text: new Y.Text('vier'),
		question: 'need',
	});
	return new Board(doc);
}

test('[BT1] a group is one thing, its cards are not weighed beside it; nothing hidden, nothing empty', () => {
	const found = itemsOf(board(), ['good', 'need']);
	expect(found.map(({ question, items }) => [question, items.map(({ id }) => id)])).toEqual([
		['good', ['g_1', 'c_1']],
		['need', ['c_4']],
	]);
});

test('[BT1] cards alone, groups alone, or themes, which hang at no table', () => {
	const ids = (weighed: 'cards' | 'groups' | 'themes') =>
		itemsOf(board(), ['good', 'need'], weighed).flatMap(({ items }) => items.map(({ id }) => id));
	expect(ids('cards')).toEqual(['c_2', 'c_1', 'c_4']);
	expect(ids('groups')).toEqual(['g_1']);
	expect(ids('themes')).toEqual([]);
});

test('[BT6] most dots first, device and hand together; of equals the one that hangs first', () => {
	const tally = {
		voteId: 'v_1' as const,
		ballots: 3,
		items: {
			c_1: { dots: 2, counted: 0 },
			c_4: { dots: 1, counted: 4 },
			g_1: { dots: 0, counted: 2 },
			c_elsewhere: { dots: 9, counted: 0 },
		},
	};
	expect(ranking(tally, ['g_1', 'c_1', 'c_4']).map(({ id }) => id)).toEqual(['c_4', 'g_1', 'c_1']);
	expect(sumOf({ c_1: 2, g_1: 3 })).toBe(5);
});
