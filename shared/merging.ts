/** Laying cards together, as pages, results and votes read it: rules MG1 and MG2 in `client/lib/board/SPEC.md`. */

interface Hanging {
	readonly id: string;
}

/**
 * [MG1, MG2] The card that carries this one: the end of its chain, of a circle the smallest id. The card itself if it hangs by
 * itself.
 *
 * @param onto - the shown card on which a card was laid; undefined: on none
 */
export function carrierOf<Id extends string>(id: Id, onto: (id: Id) => Id | undefined): Id {
	return wayFrom(id, onto).carrier;
}

/** All cards from this one to the one that carries it. */
function wayFrom<Id extends string>(id: Id, onto: (id: Id) => Id | undefined) {
	const way = new Set([id]);
	for (let last = id; ;) {
		const next = onto(last);
		if (next === undefined) return { way, carrier: last };
		if (way.has(next)) {
			const all = [...way];
			const carrier = all.slice(all.indexOf(next)).reduce((a, b) => (a < b ? a : b));
			return { way, carrier };
		}
		way.add(next);
		last = next;
	}
}

/**
 * [MG1, MG2] The cards that hang by themselves, and what each of them carries, both in the order of the cards.
 *
 * @param cards - the shown ones
 * @param ontoOf - the id of the card on which this one was laid; it need not be a shown one
 */
export function mergedOf<Card extends Hanging>(
	cards: readonly Card[],
	ontoOf: (card: Card) => string | undefined,
): { readonly hanging: readonly Card[]; readonly parts: ReadonlyMap<string, readonly Card[]> } {
	const onto = new Map<string, string>();
	for (const card of cards) {
		const other = ontoOf(card);
		if (other) onto.set(card.id, other);
	}
	const parts = new Map<string, Card[]>();
	if (onto.size === 0) return { hanging: cards, parts };
	const shown = new Set(cards.map(({ id }) => id));
	for (const [id, other] of onto) if (!shown.has(other)) onto.delete(id);
	const hanging = cards.filter((card) => {
		const { way, carrier } = wayFrom(card.id, (id) => onto.get(id));
		// the others on this way need not walk it again
		for (const id of way) if (id !== carrier) onto.set(id, carrier);
		if (carrier === card.id) return true;
		const there = parts.get(carrier);
		if (there) there.push(card);
		else parts.set(carrier, [card]);
		return false;
	});
	return { hanging, parts };
}
