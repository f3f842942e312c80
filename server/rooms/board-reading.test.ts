import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { readBoard, readStates } from './board-reading.ts';

/** The card that is read of these fields. */
function read(fields: Record<string, unknown>) {
	const doc = new Y.Doc();
	doc.getMap('cards').set('c_1', new Y.Map(Object.entries(fields)));
	return readBoard(doc).cards[0];
}

test('[RS8] a card as it should be is read as it is', () => {
	const translations = new Y.Map<unknown>([
		['de', { text: 'Mehr Bänke', by: 'interpreter' }],
		[
			'fr',
			new Y.Map([
				['text', 'Plus de bancs'],
				['by', 'machine'],
			]),
		],
		['en', { text: 7, by: 'host' }],
		['uk', { text: 'x', by: 'somebody' }],
		['not a tag', { text: 'x', by: 'host' }],
		['tr', null],
	]);
	expect(
		read({
			question: 'good',
			rank: 'V',
			text: new Y.Text('مقاعد'),
			original: 'مقعد',
			lang: 'ar',
			number: 3,
			group: 'g_1',
			kind: 'idea',
			state: 'aside',
			round: 2,
			suggestion: 'مقاعد أكثر',
			translations,
		}),
	).toEqual({
		id: 'c_1',
		question: 'good',
		rank: 'V',
		text: 'مقاعد',
		original: 'مقعد',
		lang: 'ar',
		number: 3,
		group: 'g_1',
		kind: 'idea',
		state: 'aside',
		round: 2,
		suggestion: 'مقاعد أكثر',
		translations: {
			de: { text: 'Mehr Bänke', by: 'interpreter' },
			fr: { text: 'Plus de bancs', by: 'machine' },
		},
	});
});

test('[RS8] fields of a wrong type take their default, and no state keeps a card off the screens', () => {
	const wrong = { question: 1, rank: '~', text: 'plain', original: 2, lang: '<b>', number: -1 };
	const worse = { group: 'c_1', kind: 'joke', state: 'hidden', round: 0, translations: 'de' };
	expect(read({ ...wrong, ...worse })).toEqual({
		id: 'c_1',
		question: '',
		rank: '',
		text: 'plain',
		original: 'plain',
		lang: 'und',
		number: 0,
		state: 'aside',
		translations: {},
	});
	expect(read({})).toMatchObject({ text: '', state: 'aside' });
	expect(read({ text: new Y.XmlText('<b>') })).toMatchObject({ text: '' });
});

test('[RS8] what is no card or group is passed over', () => {
	const doc = new Y.Doc();
	for (const value of ['x', 1, null, { state: 'shown' }, new Y.Text('x'), new Y.XmlElement('x')]) {
		doc.getMap('cards').set('c_1', value);
		expect([...readStates(doc), ...readBoard(doc).cards]).toEqual([]);
	}
	doc.getMap('cards').set('__proto__', new Y.Map());
	doc.getMap('groups').set('c_1', new Y.Map());
	doc.getMap('groups').set('g_1', new Y.Map([['title', new Y.Text(' Ruhe\nund Grün ')]]));
	expect(readBoard(doc)).toEqual({
		cards: [],
		groups: [{ id: 'g_1', title: 'Ruhe und Grün', question: '', rank: '' }],
	});
});
