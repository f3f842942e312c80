import { untrack } from 'svelte';
import type { CardId, TableId } from '#shared/ids.ts';
import type { Receipt } from '#shared/seat.ts';
import type { Board } from '#lib/board/board.svelte.ts';
import { markOf, vouch, type OwnMark, type Vouched } from '#lib/marks/mark.ts';
import { carriedOn } from './carried.ts';
import type { Keeper } from './keeper.svelte.ts';
import type { OwnCard } from './own-card.svelte.ts';

/** The seat whose cards are marked. */
export interface Marked {
	readonly cards: readonly OwnCard[];
	readonly keeper: Keeper;
	readonly sync: { readonly allKept: boolean };
	receipt(id: CardId): Receipt | undefined;
}

/**
 * Where each card of a seat is, as far as this page can vouch for it. What was confirmed is remembered with the content of
 * which it was said, so that marks are as true after a reload. Rules MK* in SPEC.md.
 */
export class OwnMarks {
	readonly #seat: Marked;
	readonly #boardOf: (table: TableId) => Board | undefined;
	#vouched = $state.raw<Readonly<Record<CardId, Vouched>>>({});
	/** Cards changed by this page: after which change of the document. */
	readonly #changed: Record<CardId, number> = {};
	readonly #stopWatching: () => void;

	/** @param boardOf - the board of a table, if it is here to compare with */
	constructor(seat: Marked, boardOf: (table: TableId) => Board | undefined) {
		this.#seat = seat;
		this.#boardOf = boardOf;
		this.#vouched = Object.fromEntries(seat.keeper.vouched ?? []);
		this.#stopWatching = $effect.root(() => {
			$effect(() => this.#vouch());
		});
	}

	/** This page changes a card, with this change of the document. */
	changed(id: CardId, change: number): void {
		this.#changed[id] = change;
	}

	of(card: OwnCard): OwnMark {
		const { content } = card;
		const { keeper, sync } = this.#seat;
		const vouched = this.#vouched[card.id];
		const local =
			keeper.fault !== undefined
				? 'refused'
				: keeper.kept >= (this.#changed[card.id] ?? 0)
					? 'kept'
					: 'writing';
		return markOf({
			state: card.state,
			receipt: this.#seat.receipt(card.id),
			local,
			confirmed: sync.allKept || vouched?.confirmed === content,
			spoken: vouched?.spoken === content,
			carried: this.#carried(card),
		});
	}

	close(): void {
		this.#stopWatching();
	}

	#carried(card: OwnCard): ReturnType<typeof carriedOn> {
		return carriedOn(card.table && this.#boardOf(card.table), card);
	}

	/** Looks again at what the marks rest on, and writes it down. */
	#vouch(): void {
		const { cards, sync } = this.#seat;
		const { allKept } = sync;
		const before = untrack(() => this.#vouched);
		const learnt = cards.flatMap((card): [CardId, Vouched][] => {
			const { id, content } = card;
			const receiptAt = this.#seat.receipt(id)?.at;
			const known = before[id];
			const now = vouch(known, { content, allKept, receiptAt, carried: this.#carried(card) });
			return now === known || now.confirmed === undefined ? [] : [[id, now]];
		});
		if (learnt.length === 0) return;
		this.#vouched = { ...before, ...Object.fromEntries(learnt) };
		this.#seat.keeper.vouch(learnt);
	}
}
