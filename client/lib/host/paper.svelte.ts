import { newId, type CardId } from '#shared/ids.ts';
import type { RejectionCode } from '#shared/rejections.ts';

/** A card that a host writes for somebody. */
export interface NewCard {
	readonly cardId: CardId;
	readonly question: string;
	readonly text: string;
	readonly lang: string;
}

/** What became of it: its number, or why not. */
export type Added = { readonly number: number } | { readonly failure: RejectionCode };

/**
 * The card that is being copied from paper. Its words stay until the server has them, and it keeps its id until then: put up
 * twice, it is one card.
 */
export class Paper {
	text = $state('');
	lang = $state('de');
	question = $state<string>();
	/** How it went with the last one. */
	last = $state.raw<Added>();
	isPutting = $state(false);
	#id: CardId | undefined;
	readonly #add: (card: NewCard) => Promise<Added>;

	constructor(add: (card: NewCard) => Promise<Added>) {
		this.#add = add;
	}

	/** @param question - below which it comes */
	async put(question: string): Promise<void> {
		const text = this.text.trim();
		if (text === '' || this.isPutting) return;
		this.isPutting = true;
		this.last = undefined;
		this.#id ??= newId('c_', (bytes) => crypto.getRandomValues(bytes));
		this.last = await this.#add({ cardId: this.#id, question, text, lang: this.lang });
		this.isPutting = false;
		if ('failure' in this.last) return;
		this.#id = undefined;
		this.text = '';
	}

	/** Other words are another card, unless this one is on its way. */
	type(text: string): void {
		this.text = text;
		if (!this.isPutting && this.last && 'failure' in this.last) this.#id = undefined;
	}
}
