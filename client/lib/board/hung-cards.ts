import type { CardId } from '#shared/ids.ts';
import type { CardView, Column } from './board.svelte.ts';

/** A card as it is drawn. */
export interface Hung {
	readonly card: CardView;
	/** It was written on this device. */
	readonly isOwn: boolean;
	/** [MG1] What it carries. */
	readonly parts: readonly Hung[];
}

/** [BD6] The same object as long as nothing about a card changes: one card that comes is one card to draw, not two thousand. */
export class HungCards {
	readonly #known = new WeakMap<CardView, Hung>();

	of(card: CardView, carried: Column['parts'], own: ReadonlySet<CardId>): Hung {
		const parts = (carried.get(card.id) ?? []).map((part) => this.of(part, NOTHING, own));
		const isOwn = own.has(card.id);
		const known = this.#known.get(card);
		const isSame =
			known?.isOwn === isOwn &&
			known.parts.length === parts.length &&
			parts.every((part, index) => part === known.parts[index]);
		if (isSame) return known;
		const hung: Hung = { card, isOwn, parts };
		this.#known.set(card, hung);
		return hung;
	}
}

const NOTHING: Column['parts'] = new Map();

/** All cards that hang by themselves in a column, as they are read. */
export function hangingIn({ groups, loose }: Column): readonly CardView[] {
	return [...groups.flatMap(({ cards }) => cards), ...loose];
}

/** A column as far as its cards are drawn; it counts all. */
export function drawnOf(column: Column, isDrawn: (card: CardView) => boolean): Column {
	const groups = column.groups.map((one) => ({ ...one, cards: one.cards.filter(isDrawn) }));
	return { ...column, groups, loose: column.loose.filter(isDrawn) };
}
