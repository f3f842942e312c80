import * as Y from 'yjs';
import { BOARD, type CardKind } from '#shared/board.ts';
import { newId, type CardId, type GroupId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between } from '#shared/rank.ts';
import type { Board, CardView } from './board.svelte.ts';
import { indexAt, rankAt, set, spotAfter, type Spot, type Step } from './placing.ts';
import { replaceText } from './text-edits.ts';
import { setTranslation } from './translations.ts';
import type { Undo } from './undo.svelte.ts';

/** Where cards stand: in a group, or in none below a question. */
export type Place = { readonly question: string } | { readonly group: GroupId };

/**
 * What a host does to a board: rules HO1–HO9 in SPEC.md. Every act is one transaction and one step of undo. The
 * answer of an act says whether it changed anything.
 */
export class Sorting {
	readonly board: Board;
	readonly #questions: () => readonly string[];
	readonly #groups: Y.Map<Y.Map<unknown>>;
	readonly #undo: Undo;

	/** @param questions - the ids of the dialogue's questions, in their order */
	constructor(board: Board, questions: () => readonly string[], undo: Undo) {
		this.board = board;
		this.#questions = questions;
		this.#undo = undo;
		this.#groups = board.doc.getMap(BOARD.groups);
	}

	/** The cards of a place, by rank. */
	cardsAt(place: Place): readonly CardView[] {
		for (const { question, loose, groups } of this.board.columns(this.#questions())) {
			if ('question' in place && question === place.question) return loose;
			const found = groups.find(({ group }) => 'group' in place && group.id === place.group);
			if (found) return found.cards;
		}
		return [];
	}

	/** Where a card stands now; undefined if it is on no screen. */
	placeOf(id: CardId): Place | undefined {
		for (const { question, loose, groups } of this.board.columns(this.#questions())) {
			if (loose.some((card) => card.id === id)) return { question };
			const found = groups.find(({ cards }) => cards.some((card) => card.id === id));
			if (found) return { group: found.group.id };
		}
		return undefined;
	}

	/** The question below which a card hangs; undefined if it hangs nowhere. */
	homeOf(id: CardId): string | undefined {
		return this.board
			.columns(this.#questions())
			.find(
				({ groups, loose }) =>
					loose.some((card) => card.id === id) ||
					groups.some(({ cards }) => cards.some((card) => card.id === id)),
			)?.question;
	}

	/** [HO2, HO3] */
	move(id: CardId, place: Place, spot: Spot = 'last'): boolean {
		return this.#act(() => {
			const card = this.#shown(id);
			const question = this.#questionOf(place);
			if (!card || question === undefined) return;
			const others = this.cardsAt(place).filter((other) => other.id !== id);
			const isHere = others.length < this.cardsAt(place).length;
			this.#put(card, place, question);
			rankAt(card, others, indexAt(others, spot), isHere);
		});
	}

	/** Within its place. */
	step(id: CardId, by: Step): boolean {
		const place = this.placeOf(id);
		if (!place) return false;
		const spot = spotAfter(this.cardsAt(place), id, by);
		return spot !== undefined && this.move(id, place, spot);
	}

	/** [HO4] Puts cards together in a group without a title; undefined if none of them is there, or there are too many groups. */
	group(ids: readonly CardId[]): GroupId | undefined {
		const cards = this.#inOrder(ids);
		const first = cards.find((card) => card.id === ids.find((id) => this.#shown(id)));
		const question = first && this.homeOf(first.id);
		if (question === undefined || this.#groups.size >= LIMITS.groupsPerBoardMax) return undefined;
		const id = newId('g_', (bytes) => crypto.getRandomValues(bytes));
		this.#act(() => {
			const last = this.board.groupsOf(question).at(-1)?.rank ?? '';
			this.#groups.set(
				id,
				new Y.Map<unknown>([
					['title', new Y.Text()],
					['question', question],
					['rank', between(last, '')],
				]),
			);
			let rank = '';
			for (const card of cards) {
				this.#put(card, { group: id }, question);
				set(card, 'rank', (rank = between(rank, '')));
			}
		});
		return id;
	}

	/** [HO4] */
	addTo(group: GroupId, ids: readonly CardId[]): boolean {
		return this.#act(() => {
			const question = this.#questionOf({ group });
			if (question === undefined) return;
			for (const card of this.#inOrder(ids)) {
				const others = this.cardsAt({ group });
				if (others.includes(card)) continue;
				this.#put(card, { group }, question);
				rankAt(card, others, others.length, false);
			}
		});
	}

	/** Out of its group, right below the groups of its question. */
	takeOut(id: CardId): boolean {
		const home = this.homeOf(id);
		const place = this.placeOf(id);
		if (home === undefined || !place || !('group' in place)) return false;
		return this.move(id, { question: home }, 'first');
	}

	/** [HO5] Its cards stay below its question, in no group. */
	dissolve(group: GroupId): boolean {
		return this.#act(() => {
			const question = this.#questionOf({ group });
			if (question === undefined) return;
			let before = '';
			const first = this.cardsAt({ question })[0]?.rank ?? '';
			for (const card of this.cardsAt({ group })) {
				this.#put(card, { question }, question);
				set(card, 'rank', (before = between(before, first)));
			}
		});
	}

	/** A whole group with its cards, below another question or within its own. */
	moveGroup(id: GroupId, to: { readonly question: string } | Step): boolean {
		return this.#act(() => {
			const group = this.board.group(id);
			if (!group) return;
			const question = typeof to === 'string' ? group.question : to.question;
			const drawn = this.board.groupsOf(question);
			const full = drawn.filter((one) => this.cardsAt({ group: one.id }).length > 0);
			const spot = typeof to === 'string' ? spotAfter(full, id, to) : 'last';
			const others = drawn.filter((one) => one.id !== id);
			if (spot === undefined || !this.#questions().includes(question)) return;
			if (typeof to !== 'string' && group.question === question) return;
			for (const card of this.cardsAt({ group: id })) set(card, 'question', question);
			const isHere = group.question === question;
			set(group, 'question', question);
			rankAt(group, others, indexAt(others, spot), isHere);
		});
	}

	/** [HO6] */
	setAside(ids: readonly CardId[]): boolean {
		return this.#act(() => {
			for (const one of ids.flatMap((id) => this.#withParts(id))) set(one, 'state', 'aside');
		});
	}

	/** [MG3] Lays one card on another, which carries it from then on. */
	merge(id: CardId, onto: CardId): boolean {
		return this.#act(() => {
			const [card, carrier] = [this.#shown(id), this.#shown(onto)];
			const place = this.placeOf(onto);
			const question = place && this.#questionOf(place);
			if (!card || !carrier || card === carrier || !place || question === undefined) return;
			for (const one of this.#withParts(id)) {
				set(one, 'mergedInto', onto);
				this.#put(one, place, question);
				set(one, 'rank', carrier.rank);
			}
		});
	}

	/** [MG4] A carried card hangs by itself again, right behind the one that carried it. */
	takeApart(id: CardId): boolean {
		return this.#act(() => {
			const [card, carrier] = [this.#shown(id), this.board.carrierOf(id)];
			const place = carrier && this.placeOf(carrier.id);
			const question = place && this.#questionOf(place);
			if (!card || !carrier || !place || question === undefined) return;
			set(card, 'mergedInto', undefined);
			// it hangs and names a card all the same: a circle
			if (this.#shown(carrier.mergedInto)) set(carrier, 'mergedInto', undefined);
			this.#put(card, place, question);
			const others = this.cardsAt(place).filter((other) => other !== card);
			rankAt(card, others, indexAt(others, { afterId: carrier.id }), false);
		});
	}

	/** [TR1] A card's words in another language, typed in by hand; empty: none. The original stays as it is. */
	translate(id: CardId, lang: string, text: string): boolean {
		return this.#act(() => {
			const card = this.#shown(id);
			if (card) setTranslation(card, lang, text.trim());
		});
	}

	/** [HO6] */
	bringBack(id: CardId): boolean {
		return this.#act(() => {
			const card = this.board.card(id);
			if (card?.state === 'aside') set(card, 'state', 'shown');
		});
	}

	/** @param kind - undefined: none */
	setKind(id: CardId, kind: CardKind | undefined): boolean {
		return this.#act(() => {
			const card = this.#shown(id);
			if (card) set(card, 'kind', kind);
		});
	}

	/** [HO7] */
	acceptSuggestion(id: CardId): boolean {
		return this.#act(() => {
			const card = this.#shown(id);
			if (!card?.ytext || card.suggestion === undefined) return;
			const words = card.suggestion;
			replaceText(card.ytext, words);
			set(card, 'original', words);
			set(card, 'suggestion', undefined);
		});
	}

	/** [HO7] */
	declineSuggestion(id: CardId): boolean {
		return this.#act(() => {
			const card = this.#shown(id);
			if (card) set(card, 'suggestion', undefined);
		});
	}

	/** [TY1] Turns a shared text into what stands in a field; belongs to the act before, so that a stint is one undo. */
	write(text: Y.Text, wanted: string): void {
		this.board.doc.transact(() => replaceText(text, wanted), this.#undo);
	}

	/** Begins a new step of undo. */
	separate(): void {
		this.#undo.separate();
	}

	#act(change: () => void): boolean {
		this.separate();
		let changed = false;
		const note = (): void => void (changed = true);
		this.board.doc.on('update', note);
		this.board.doc.transact(change, this.#undo);
		this.board.doc.off('update', note);
		this.separate();
		return changed;
	}

	#shown(id: CardId | undefined): CardView | undefined {
		const card = id && this.board.card(id);
		return card?.state === 'shown' ? card : undefined;
	}

	/** In the order in which they hang, column by column. */
	#inOrder(ids: readonly CardId[]): CardView[] {
		return this.board
			.columns(this.#questions())
			.flatMap(({ groups, loose }) => [...groups.flatMap(({ cards }) => cards), ...loose])
			.filter((card) => ids.includes(card.id));
	}

	#questionOf(place: Place): string | undefined {
		if ('question' in place)
			return this.#questions().includes(place.question) ? place.question : undefined;
		return this.board.group(place.group)?.question;
	}

	/** A card and what it carries: lists that know nothing of carrying have them together. */
	#put(card: CardView, place: Place, question: string): void {
		for (const one of this.#withParts(card.id)) {
			set(one, 'question', question);
			set(one, 'group', 'group' in place ? place.group : undefined);
		}
	}

	/** A shown card and what it carries. */
	#withParts(id: CardId): readonly CardView[] {
		const card = this.#shown(id);
		return card ? [card, ...(this.board.parts().get(id) ?? [])] : [];
	}
}
