import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { carrierOf, mergedOf } from './merging.ts';

const ids = ['c_1', 'c_2', 'c_3', 'c_4', 'c_5', 'c_6'];

test('[MG1] [MG2] whatever was laid on what: every card hangs once, or is carried once by one that hangs', () => {
	const laid = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(...ids, 'c_9', ''));
	fc.assert(
		fc.property(laid, fc.shuffledSubarray(ids, { minLength: 4 }), (onto, shown) => {
			const cards = shown.map((id) => ({ id }));
			const { hanging, parts } = mergedOf(cards, ({ id }) => onto[id]);
			const carried = [...parts.values()].flat();
			expect([...hanging, ...carried].map(({ id }) => id).toSorted()).toEqual(shown.toSorted());
			const onShown = (id: string) => shown.find((one) => one === onto[id]);
			for (const { id } of hanging) expect(carrierOf(id, onShown)).toBe(id);
			for (const [carrier, all] of parts) {
				for (const { id } of all) expect(carrierOf(id, onShown)).toBe(carrier);
				// in the order of the cards
				const places = all.map((card) => cards.indexOf(card));
				expect(places).toEqual(places.toSorted((a, b) => a - b));
			}
		}),
		{ numRuns: 2_000 },
	);
});

test('[MG2] of a chain, however long, everything but the end is carried', () => {
	const cards = Array.from({ length: 50_000 }, (_, n) => ({ id: `c_${n}` }));
	// walked once a card, it would take minutes
	const { hanging, parts } = mergedOf(cards, ({ id }) => `c_${Number(id.slice(2)) + 1}`);
	expect(hanging).toEqual([{ id: 'c_49999' }]);
	expect(parts.get('c_49999')).toHaveLength(49_999);
});
