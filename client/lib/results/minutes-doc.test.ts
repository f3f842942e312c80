import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { DESK } from '#shared/desk.ts';
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
