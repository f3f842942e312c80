import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { canBeWeighed } from './board-items.ts';

test('[VO6] what can be weighed is a shown card that lies on no other one, or a group', () => {
	const doc = new Y.Doc();
	const put = (id: string, fields: Record<string, unknown>) =>
		doc.getMap(BOARD.cards).set(id, new Y.Map(Object.entries(fields)));
	put('c_1', { state: 'shown' });
	put('c_2', { state: 'shown', mergedInto: 'c_1' });
	put('c_3', { state: 'shown', mergedInto: 'c_2' });
	put('c_4', { state: 'aside' });
	put('c_5', { state: 'shown', mergedInto: 'c_4' });
	put('c_6', { state: 'shown', mergedInto: 'c_7' });
	put('c_7', { state: 'shown', mergedInto: 'c_6' });
	put('c_8', { state: 'shown', mergedInto: 8 });
	put('c_9', { state: 'shown', mergedInto: 'c_9' });
	doc.getMap(BOARD.groups).set('g_1', new Y.Map());
	const items = ['c_1', 'c_2', 'c_3', 'c_4', 'c_5', 'c_6', 'c_7', 'c_8', 'c_9', 'c_0'] as const;
	expect(items.filter((item) => canBeWeighed(doc, item))).toEqual([
		'c_1',
		'c_5',
		'c_6',
		'c_8',
		'c_9',
	]);
	expect(canBeWeighed(doc, 'g_1')).toBe(true);
	expect(canBeWeighed(doc, 'g_2')).toBe(false);
	expect(canBeWeighed(doc, 'h_1')).toBe(false);
});
