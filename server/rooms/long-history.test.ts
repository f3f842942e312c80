import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { board, foldOf, newNode, Screen } from '#tests/support/room-screens.ts';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { addCard } from '#tests/support/worked-documents.ts';

const CARDS = 300;
const EDITS = 20_000;
const cardsOf = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('cards');
const structsOf = (doc: Y.Doc) =>
	[...doc.store.clients.values()].reduce((sum, { length }) => sum + length, 0);

/** The same cards, written in one go. */
function fresh(worked: Y.Doc): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const [id, card] of cardsOf(worked)) {
			const copy = new Y.Map<unknown>();
			for (const [key, value] of card)
				copy.set(key, value instanceof Y.AbstractType ? value.clone() : value);
			cardsOf(doc).set(id, copy);
		}
	});
	return doc;
}

test(`[RE4] a board with ${EDITS} edits behind it is loaded as one freshly written`, async () => {
	const chance = new SeededRandom(20_000);
	const { registry, log, clock } = newNode(new MemoryUpdateLog());
	const { room, release } = await registry.hold(board);
	const host = new Screen(room, 'write');
	await settled();
	for (let n = 1; n <= CARDS; n++) host.doc.transact(() => addCard(cardsOf(host.doc), n));
	const all = [...cardsOf(host.doc).values()];
	let [card, caret] = [all[0]!, 0];
	for (let edit = 0; edit < EDITS; edit++) {
		// as people work: a card is moved or taken, then a word is typed, key by key
		if (edit % 20 === 0) [card, caret] = [chance.pick(all)!, chance.whole(0, 40)];
		const text = card.get('text') as Y.Text;
		if (edit % 20 === 1) card.set('rank', `r${chance.whole(0, 1e6)}`);
		else if (text.length > 80) text.delete(0, 30);
		else text.insert(Math.min(text.length, caret++), 'a');
		if (edit % 50 === 0) await settled(1);
		if (edit % 1_000 === 0) await clock.pass(2_000);
	}
	await clock.pass(2_000);
	expect([host.closed, host.saved]).toEqual([undefined, host.sent]);
	host.cut();
	release();
	await clock.pass(90_000);

	const { snapshot, tail } = await log.open(board);
	const worked = foldOf({ generation: 1, epoch: '', tail, ...(snapshot && { snapshot }) });
	const written = fresh(worked);
	expect(tail).toHaveLength(0);
	expect(cardsOf(worked).toJSON()).toEqual(cardsOf(written).toJSON());
	const ratios = {
		bytes: snapshot!.state.byteLength / Y.encodeStateAsUpdate(written).byteLength,
		structs: structsOf(worked) / structsOf(written),
	};
	// measured: 1.8 and 2.8; without compaction there would be 20,000 entries to read
	expect(ratios.bytes).toBeLessThan(2.5);
	expect(ratios.structs).toBeLessThan(4);
}, 60_000);
