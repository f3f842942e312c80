import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { addCard, numberOnBoard } from './board-adding.ts';
import { readBoard } from './board-reading.ts';

const words = (text: string) => ({ question: 'good', text, lang: 'ar' });

function add(doc: Y.Doc, id: `c_${string}`, text: string) {
	return doc.transact(() => addCard(doc, id, words(text)));
}

test('[BW4] a card from paper comes whole, as plain text, with the next number', () => {
	const doc = new Y.Doc();
	expect(add(doc, 'c_1', 'Eins')).toEqual({ ok: true, value: true });
	expect(add(doc, 'c_2', ' مزيد\u0007 من\r\nالمقاعد ')).toEqual({ ok: true, value: true });
	expect(readBoard(doc).cards.find(({ id }) => id === 'c_2')).toMatchObject({
		text: 'مزيد من\nالمقاعد',
		original: 'مزيد من\nالمقاعد',
		lang: 'ar',
		number: 2,
		state: 'shown',
	});
	expect(numberOnBoard(doc, 'c_2')).toBe(2);
	expect(numberOnBoard(doc, 'c_3')).toBeUndefined();
});

test('[BW4] the same card again changes nothing; another under its id, and one without words, are refused', () => {
	const doc = new Y.Doc();
	add(doc, 'c_1', 'Eins');
	const before = Y.encodeStateAsUpdate(doc);
	expect(add(doc, 'c_1', ' Eins ')).toEqual({ ok: true, value: false });
	expect(add(doc, 'c_1', 'Zwei')).toMatchObject({ rejection: { code: 'card/taken' } });
	for (const nothing of ['', ' \n ', '\u200b\u2060', '\u0000'])
		expect(add(doc, 'c_2', nothing)).toMatchObject({ rejection: { code: 'card/empty' } });
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
