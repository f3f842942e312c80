import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { readBoard } from './board-reading.ts';
import { translateCard } from './board-translating.ts';
import { BoardEnds, putCard } from './board-writing.ts';

function boardWith(text: string) {
	const doc = new Y.Doc();
	const words = { question: 'good', text, lang: 'ar' };
	doc.transact(() => putCard(doc, new BoardEnds(doc), 'c_1', words));
	return doc;
}
const give = (doc: Y.Doc, lang: string, text: string) =>
	doc.transact(() => translateCard(doc, 'c_1', { lang, text, by: 'interpreter' }));

test('[BW5] a translation stands beside the text, is replaced, and leaves text and original as they are', () => {
	const doc = boardWith('مزيد من المقاعد');
	expect(give(doc, 'de', ' Mehr\u0007 Bänke ')).toEqual({ ok: true, value: true });
	expect(give(doc, 'en', 'More benches')).toEqual({ ok: true, value: true });
	expect(give(doc, 'de', 'Mehr Sitzbänke')).toEqual({ ok: true, value: true });
	expect(readBoard(doc).cards[0]).toMatchObject({
		text: 'مزيد من المقاعد',
		original: 'مزيد من المقاعد',
		translations: {
			de: { text: 'Mehr Sitzbänke', by: 'interpreter' },
			en: { text: 'More benches', by: 'interpreter' },
		},
	});
});

test('[BW5] the same again, no words, the card’s own language, a card that is not shown: nothing changes', () => {
	const doc = boardWith('مقاعد');
	give(doc, 'de', 'Bänke');
	const before = Y.encodeStateAsUpdate(doc);
	expect(give(doc, 'de', ' Bänke')).toEqual({ ok: true, value: false });
	expect(give(doc, 'en', ' \u200b')).toMatchObject({ rejection: { code: 'card/empty' } });
	expect(give(doc, 'ar', 'مقاعد')).toMatchObject({ rejection: { code: 'card/own-language' } });
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
	(doc.getMap('cards').get('c_1') as Y.Map<unknown>).set('state', 'aside');
	expect(give(doc, 'en', 'Benches')).toMatchObject({ rejection: { code: 'card/unknown' } });
});
