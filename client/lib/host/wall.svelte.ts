import type { Board, CardView, Column } from '#lib/board/board.svelte.ts';
import { DragLists } from '#lib/ui/drag-lists.svelte.ts';
import { isId } from '#shared/ids.ts';
import type { Desk } from './desk.svelte.ts';

/** A card in a list that can be dragged: a plain object, because the library copies what it drags. */
export interface Hanging {
	readonly id: string;
	readonly card: CardView;
}

/** The wall as it is drawn: it holds still while a card is dragged over it. */
export class Wall {
	readonly drag: DragLists<Hanging>;
	readonly #board: () => Board;
	readonly #questions: () => readonly string[];
	#held: readonly Column[] = [];
	/** Question by question. */
	readonly columns: readonly Column[] = $derived.by(() => {
		if (!this.drag.isOn) this.#held = this.#board().columns(this.#questions());
		return this.#held;
	});

	constructor(board: () => Board, desk: Desk) {
		this.#board = board;
		this.#questions = () => desk.questions.map(({ id }) => id);
		this.drag = new DragLists(({ itemId, listId, afterId, beforeId }) => {
			const card = this.#board()
				.cards()
				.find(({ id }) => id === itemId);
			const place = isId('g_', listId) ? { group: listId } : { question: listId };
			if (card) void desk.move(card, place, { afterId, beforeId });
		});
	}
}
