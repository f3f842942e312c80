import * as Y from 'yjs';
import { BOARD, BOARD_SCHEMA } from '#shared/board.ts';

type YCard = Y.Map<unknown>;

/** A board with so many cards, as the intake would have written them; `textOf` gives each its words. */
export function boardOf(cards: number, textOf: (nth: number) => string): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = 1;
	doc.transact(() => {
		doc.getMap(BOARD.info).set('schema', BOARD_SCHEMA);
		for (let nth = 0; nth < cards; nth++) {
			const card: YCard = new Y.Map();
			const text = textOf(nth);
			card.set('question', ['good', 'improve', 'need'][nth % 3]);
			card.set('rank', `V${String(nth).padStart(4, '0')}`);
			card.set('text', new Y.Text(text));
			card.set('original', text);
			card.set('lang', 'de');
			card.set('number', nth + 1);
			card.set('state', 'shown');
			doc.getMap<YCard>(BOARD.cards).set(`c_${String(nth).padStart(16, '0')}`, card);
		}
	});
	return Y.encodeStateAsUpdate(doc);
}

/** The text of the nth card of such a board. */
export function textOfCard(doc: Y.Doc, nth: number): Y.Text {
	const id = `c_${String(nth).padStart(16, '0')}`;
	return doc.getMap<YCard>(BOARD.cards).get(id)!.get('text') as Y.Text;
}
