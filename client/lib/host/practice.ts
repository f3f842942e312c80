import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { Sorting } from '#lib/board/sorting.ts';
import { Undo } from '#lib/board/undo.svelte.ts';
import { BOARD } from '#shared/board.ts';
import { between } from '#shared/rank.ts';
import type { HostedTable } from './hosted-table.ts';
import type { Added, NewCard } from './paper.svelte.ts';
import { PRACTICE_CARDS } from './practice-cards.ts';

/** A board that lies in this page alone: nothing of it is sent or kept. */
export class Practice implements HostedTable {
	readonly board: Board;
	readonly sorting: Sorting;
	readonly undo: Undo;
	readonly #doc = new Y.Doc();

	/** @param questions - at least one */
	constructor(questions: readonly string[]) {
		for (const { question, ...card } of PRACTICE_CARDS)
			this.#put(card.id, { ...card, question: questions[question % questions.length] ?? '' });
		this.undo = new Undo(this.#doc);
		this.board = new Board(this.#doc);
		this.sorting = new Sorting(this.board, () => questions, this.undo);
	}

	/** As the server would: at the end, with the next number. */
	add({ cardId, ...card }: NewCard): Added {
		return { number: this.#put(cardId, card) };
	}

	close(): void {
		this.undo.close();
		this.#doc.destroy();
	}

	#put(id: string, { question, text, lang }: Omit<NewCard, 'cardId'>): number {
		const cards = this.#doc.getMap<Y.Map<unknown>>(BOARD.cards);
		const number = cards.size + 1;
		const last = [...cards.values()].map((card) => String(card.get('rank'))).sort();
		const fields = { question, rank: between(last.at(-1) ?? '', ''), text: new Y.Text(text) };
		const more = { original: text, lang, number, state: 'shown', translations: new Y.Map() };
		cards.set(id, new Y.Map<unknown>(Object.entries({ ...fields, ...more })));
		return number;
	}
}
