import type { Board, CardView, Column } from '#lib/board/board.svelte.ts';
import { DragLists } from '#lib/ui/drag-lists.svelte.ts';
import { isId, type CardId } from '#shared/ids.ts';
import type { Desk } from './desk.svelte.ts';
import { folded, passes } from './filter.ts';
import type { Standing } from './hints.ts';
import { SimilarHints } from './similar-hints.svelte.ts';
import type { TableMemory } from './table-memory.ts';
import { WallView } from './wall-view.svelte.ts';

/** A card in a list that can be dragged: a plain object, because the library copies what it drags. */
export interface Hanging {
	readonly id: string;
	readonly card: CardView;
	/** What it carries. */
	readonly parts: readonly CardView[];
}

/** The wall as it is drawn: it holds still while a card is dragged over it. */
export class Wall {
	readonly drag: DragLists<Hanging>;
	readonly view = new WallView();
	readonly hints: SimilarHints;
	readonly #board: () => Board;
	readonly #questions: () => readonly string[];
	#held: readonly Column[] = [];
	/** The whole wall, question by question. */
	readonly all: readonly Column[] = $derived.by(() => this.#board().columns(this.#questions()));
	/** What of it is looked for. */
	readonly columns: readonly Column[] = $derived.by(() => {
		if (!this.drag.isOn) this.#held = this.all.map((column) => this.#looked(column));
		return this.#held;
	});

	/** @param memory - keeps which hints were put away */
	constructor(board: () => Board, desk: Desk, memory?: TableMemory) {
		this.#board = board;
		this.#questions = () => desk.questions.map(({ id }) => id);
		this.hints = new SimilarHints(() => standingOf(this.all), memory);
		this.drag = new DragLists(({ itemId, listId, afterId, beforeId }) => {
			const card = this.#board()
				.cards()
				.find(({ id }) => id === itemId);
			const place = isId('g_', listId) ? { group: listId } : { question: listId };
			if (card) void desk.move(card, place, { afterId, beforeId });
		});
	}

	/** What hangs by itself, in its order. */
	get hanging(): readonly CardView[] {
		return this.all.flatMap(({ groups, loose }) => [
			...groups.flatMap(({ cards }) => cards),
			...loose,
		]);
	}
	/** The card in the air. */
	get dragged(): CardId | undefined {
		const { itemId } = this.drag;
		return isId('c_', itemId) ? itemId : undefined;
	}

	/** [FI2] Only what is looked for; a group whose name is, with all its cards. Counted are the cards that were found. */
	#looked(column: Column): Column {
		const { filter, isFiltering } = this.view;
		if (!isFiltering) return column;
		const allOf = (card: CardView): readonly CardView[] => [
			card,
			...(column.parts.get(card.id) ?? []),
		];
		const wanted = folded(filter.words);
		let count = 0;
		const kept = (cards: readonly CardView[], isNamed = false): readonly CardView[] =>
			cards.filter((card) => {
				const found = allOf(card).filter((one) => isNamed || passes(filter, one)).length;
				count += found;
				return found > 0;
			});
		const groups = column.groups.map(({ group, cards }) => {
			const isNamed = wanted !== '' && folded(group.title).includes(wanted);
			return { group, cards: kept(cards, isNamed) };
		});
		const loose = kept(column.loose);
		return { ...column, groups, loose, count };
	}
}

function standingOf(columns: readonly Column[]): readonly Standing[] {
	return columns.flatMap(({ question, groups, loose }) => [
		...groups.flatMap(({ group, cards }) =>
			cards.map(({ id }) => ({ id, question, group: group.id })),
		),
		...loose.map(({ id }) => ({ id, question, group: undefined })),
	]);
}
