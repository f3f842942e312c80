import type { CardId } from '#shared/ids.ts';
import type { Board } from './board.svelte.ts';
import type { Read } from './board-reading.svelte.ts';

/** What is read, as a page that changes it. */
export class Seen implements Read {
	board: Board;
	opened = $state(false);
	readonly questions = ['good', 'need'];
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- because it never changes
	readonly own: ReadonlySet<CardId> = new Set();

	constructor(board: Board) {
		this.board = $state.raw(board);
	}
}
