import { languagesOf } from './board-filter.ts';
import type { Board, CardView, Column } from './board.svelte.ts';

/** A board at one moment: where everything hangs, not what stands on it. */
export interface Look {
	readonly board: Board;
	/** The shown ones, by rank. */
	readonly cards: readonly CardView[];
	/** Question by question. */
	readonly columns: readonly Column[];
	readonly languages: ReturnType<typeof languagesOf>;
}

/** Looks at a whole board. With two thousand cards that is too long for one turn of an old tablet. */
export function* lookAt(board: Board, questions: readonly string[]): Generator<undefined, Look> {
	const cards = board.cards();
	yield;
	const columns = board.columns(questions, cards);
	yield;
	return { board, cards, columns, languages: languagesOf(cards) };
}
