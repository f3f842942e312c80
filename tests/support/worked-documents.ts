import * as Y from 'yjs';
import { SeededRandom } from './seeded-random.ts';

/** A board after a day: every card moved three times, a quarter of the texts edited. */
export function workedBoard(cards: number, seed = 1): Y.Doc {
	const chance = new SeededRandom(seed);
	const doc = new Y.Doc();
	doc.clientID = 1_000 + seed;
	const all = doc.getMap<Y.Map<unknown>>('cards');
	for (let n = 1; n <= cards; n++) doc.transact(() => addCard(all, n));
	for (const card of all.values()) {
		for (let move = 0; move < 3; move++) card.set('rank', `r${chance.whole(0, 1e9)}`);
		const text = card.get('text') as Y.Text;
		if (!chance.chance(0.25)) continue;
		const from = chance.whole(0, 10);
		doc.transact(() => {
			text.delete(from, 8);
			text.insert(from, 'Miteinander');
		});
	}
	return doc;
}

/** A card as it lands on a board. */
export function addCard(all: Y.Map<Y.Map<unknown>>, n: number, id = `c_${n}`): void {
	const words = `Mehr Bänke vor dem Rathaus, damit Leute ins Gespräch kommen (${n})`;
	const card = new Y.Map<unknown>();
	const text = new Y.Text();
	text.insert(0, words);
	card.set('question', 'improve');
	card.set('rank', `a${n}`);
	card.set('text', text);
	card.set('original', words);
	card.set('lang', 'de');
	card.set('number', n);
	card.set('state', 'shown');
	card.set('translations', new Y.Map());
	all.set(id, card);
}

/** A seat whose page was loaded again and again: every load writes under a client id of its own. */
export function reloadedSeat(loads: number, cardsPerLoad = 2): Y.Doc {
	let doc = new Y.Doc();
	for (let load = 0; load < loads; load++) {
		const again = new Y.Doc();
		again.clientID = 5_000 + load;
		Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
		doc = again;
		for (let n = 0; n < cardsPerLoad; n++)
			doc.transact(() => {
				const card = new Y.Map<unknown>();
				const text = new Y.Text();
				text.insert(0, `Karte ${n} nach ${load} Mal`);
				card.set('table', 't_work');
				card.set('question', 'good');
				card.set('text', text);
				card.set('lang', 'de');
				card.set('state', 'sent');
				card.set('createdAt', 1_763_700_000_000 + n);
				doc.getMap('cards').set(`c_${load}_${n}`, card);
			});
	}
	return doc;
}
