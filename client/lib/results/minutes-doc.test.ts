import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerKey, DESK } from '#shared/desk.ts';
import { rankedInOrder } from '#shared/rank.ts';
import { MinutesDoc } from './minutes-doc.svelte.ts';

const MAX = 1_000;
const open = () => new MinutesDoc(new Y.Doc());
/** Both have what either has. */
function exchange(a: MinutesDoc, b: MinutesDoc): void {
	Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
}

test('[ED1] a correction stands beside the text of the board; equal to it there is none', () => {
	const minutes = open();
	minutes.correct('c_1', 'Mehr Busse am Abend', 'mer Buse', MAX);
	expect(minutes.textOf('c_1')).toBe('Mehr Busse am Abend');
	minutes.correct('c_1', 'mer Buse', 'mer Buse', MAX);
	expect(minutes.textOf('c_1')).toBeUndefined();
	minutes.setKind('c_1', 'problem', 'idea');
	expect(minutes.kindOf('c_1')).toBe('problem');
	minutes.setKind('c_1', 'idea', 'idea');
	expect(minutes.kindOf('c_1')).toBeUndefined();
	minutes.correct('c_2', 'x'.repeat(2_000), '', 10);
	expect(minutes.textOf('c_2')).toHaveLength(10);
});

test('[ED2] everything can be taken back step by step, and nothing of others', () => {
	const [one, other] = [open(), open()];
	one.leaveOut('c_1', true);
	const id = one.add('measures', 'Bänke im Park', ['g_1'])!;
	exchange(one, other);
	other.setKind('c_1', 'idea', undefined);
	other.leaveOut('c_9', true);
	exchange(one, other);
	one.remove('measures', id);
	expect(one.agreed('measures')).toEqual([]);
	one.undo();
	expect(one.agreed('measures')[0]).toMatchObject({ id, from: ['g_1'] });
	expect(one.agreed('measures')[0]!.text.toJSON()).toBe('Bänke im Park');
	one.undo();
	one.undo();
	expect([one.isOut('c_1'), one.isOut('c_9'), one.kindOf('c_1')]).toEqual([false, true, 'idea']);
	expect(one.canUndo).toBe(false);
	one.redo();
	expect(one.isOut('c_1')).toBe(true);
});

test('[ED3] what is made from a group takes its title and names it; the order is everybody’s', () => {
	const [one, other] = [open(), open()];
	const ids = ['eins', 'zwei', 'drei'].map((text) => one.add('recommendations', text, ['g_1'])!);
	exchange(one, other);
	const orderOf = (minutes: MinutesDoc) => minutes.agreed('recommendations').map(({ id }) => id);
	expect(orderOf(other)).toEqual(ids);
	other.move('recommendations', ids[2]!, -1);
	other.move('recommendations', ids[0]!, -1);
	exchange(one, other);
	expect(orderOf(one)).toEqual([ids[0], ids[2], ids[1]]);
	expect(one.agreed('recommendations')[0]!.from).toEqual(['g_1']);
});

test('[ED4] two who write at once both keep what they wrote', () => {
	const [one, other] = [open(), open()];
	const id = one.add('measures', 'Sprachkurs')!;
	exchange(one, other);
	one.typing.write(one.agreed('measures')[0]!.text, 'Sprachkurs am Abend');
	other.typing.write(other.agreed('measures')[0]!.text, 'Ein Sprachkurs');
	other.set(other.agreed('measures')[0]!, 'date', '2027-03-01');
	exchange(one, other);
	expect(one.agreed('measures')[0]).toMatchObject({ id, until: '2027-03-01' });
	expect(one.agreed('measures')[0]!.text.toJSON()).toBe('Ein Sprachkurs am Abend');
});

test('[ED5] what has no known form is passed over and stays', () => {
	const minutes = open();
	const { doc } = minutes;
	for (const root of [DESK.measures, DESK.recommendations, DESK.corrections, DESK.sheet]) {
		doc.getMap(root).set('a', 7);
		doc.getMap(root).set('b', new Y.Map([['text', 'keine']]));
		doc.getMap(root).set('__proto__', new Y.Text('x'));
	}
	doc.getMap(DESK.editions).set('c_1', { out: true });
	expect(minutes.agreed('measures')).toEqual([]);
	expect(minutes.agreed('recommendations')).toEqual([]);
	expect([minutes.textOf('a'), minutes.kindOf('b'), minutes.isOut('c_1')]).toEqual([
		undefined,
		undefined,
		false,
	]);
	expect(minutes.sheetField('a')).toBeUndefined();
	expect(doc.getMap(DESK.measures).size).toBe(3);
});

test('[ED6] cards and groups keep the order of the board, but for what was moved; two at once both have their way', () => {
	const [one, other] = [open(), open()];
	const cards = ['a', 'b', 'c', 'd', 'e'].map((rank) => ({ id: `c_${rank}`, rank }));
	const orderOf = (minutes: MinutesDoc, all = cards) =>
		minutes.inOrder(all).map(({ rank }) => rank);
	expect(orderOf(one, cards.toReversed()).join('')).toBe('abcde');
	one.moveAmong(cards, 'c_a', 1);
	other.moveAmong(cards, 'c_e', -1);
	exchange(one, other);
	expect([orderOf(one).join(''), orderOf(other).join('')]).toEqual(['baced', 'baced']);
	expect([...one.doc.getMap(DESK.order).keys()].toSorted()).toEqual(['c_a', 'c_e']);
	one.moveAmong(cards, 'c_b', -1);
	one.moveAmong(cards, 'c_d', 1);
	expect(orderOf(one).join('')).toBe('baced');
	// what comes onto the board later stands where its rank says
	expect(orderOf(one, [...cards, { id: 'c_x', rank: 'bA' }]).indexOf('bA')).toBe(1);
	one.undo();
	expect(orderOf(one).join('')).toBe('abced');
	exchange(one, other);
	expect(orderOf(other).join('')).toBe('abced');
});

test('[ED6] tables are moved among those that were set up', () => {
	const minutes = open();
	const tables = rankedInOrder(['t_1', 't_2', 't_3'].map((id) => ({ id })));
	minutes.moveAmong(tables, 't_3', -1);
	expect(minutes.inOrder(tables).map(({ id }) => id)).toEqual(['t_1', 't_3', 't_2']);
	expect([...minutes.doc.getMap(DESK.order).keys()]).toEqual(['t_3']);
	minutes.undo();
	expect(minutes.inOrder(tables)).toEqual(tables);
});

test('[ED6] where there is no room all of the place get their ranks anew', () => {
	const minutes = open();
	const same = ['c_1', 'c_2', 'c_3'].map((id) => ({ id, rank: 'V' }));
	minutes.moveAmong(same, 'c_3', -1);
	expect(minutes.inOrder(same).map(({ id }) => id)).toEqual(['c_1', 'c_3', 'c_2']);
	minutes.doc.getMap(DESK.order).set('c_1', { rank: 7 });
	minutes.doc.getMap(DESK.order).set('c_2', '');
	expect(minutes.inOrder(same)).toHaveLength(3);
});

test('[ED7] an open answer is left out by its words, and taken in again', () => {
	const minutes = open();
	minutes.leaveAnswerOut('good', 'Zu laut', true);
	expect(minutes.isAnswerOut('good', 'Zu laut')).toBe(true);
	expect(minutes.isAnswerOut('next', 'Zu laut')).toBe(false);
	expect(minutes.isAnswerOut('good', 'Zu leise')).toBe(false);
	minutes.undo();
	expect(minutes.isAnswerOut('good', 'Zu laut')).toBe(false);
	expect(answerKey('a', 'bc')).not.toBe(answerKey('a', 'cb'));
});
