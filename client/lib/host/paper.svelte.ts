import { newId, type CardId } from '#shared/ids.ts';
import type { RejectionCode } from '#shared/rejections.ts';
import type { TableMemory } from './table-memory.ts';

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
 * [PP1] The card that is being copied from paper. Its words stay until the server has them, also over a reload, and it
 * keeps its id until then: put up twice, it is one card.
 */
export class Paper {
	#text = $state('');
	#lang = $state('de');
	#question = $state<string>();
	/** How it went with the last one. */
	last = $state.raw<Added>();
	isPutting = $state(false);
	#id: CardId | undefined;
	readonly #add: (card: NewCard) => Promise<Added>;
	readonly #memory: TableMemory | undefined;

	/** @param memory - without it the words are in this page alone */
	constructor(add: (card: NewCard) => Promise<Added>, memory?: TableMemory) {
		this.#add = add;
		this.#memory = memory;
		const begun = memory?.paper;
		if (!begun) return;
		this.#text = begun.text;
		this.#lang = begun.lang;
		this.#question = begun.question;
		this.#id = begun.id;
	}

	get text(): string {
		return this.#text;
	}
	get lang(): string {
		return this.#lang;
	}
	/** Below which question it was put by hand. */
	get question(): string | undefined {
		return this.#question;
	}
	/** Words are there that hang on no wall yet. */
	get isBegun(): boolean {
		return this.#text.trim() !== '';
	}

	/** @param question - below which it comes */
	async put(question: string): Promise<void> {
		const text = this.#text.trim();
		if (text === '' || this.isPutting) return;
		this.isPutting = true;
		this.last = undefined;
		this.#id ??= newId('c_', (bytes) => crypto.getRandomValues(bytes));
		this.#keep();
		this.last = await this.#add({ cardId: this.#id, question, text, lang: this.#lang });
		this.isPutting = false;
		if ('failure' in this.last) return;
		this.#id = undefined;
		this.#text = '';
		this.#keep();
	}

	/** Other words are another card, unless this one is on its way. */
	type(text: string): void {
		this.#text = text;
		if (!this.isPutting && this.last && 'failure' in this.last) this.#id = undefined;
		this.#keep();
	}
	speak(lang: string): void {
		this.#lang = lang;
		this.#keep();
	}
	below(question: string): void {
		this.#question = question;
		this.#keep();
	}

	#keep(): void {
		const [id, question] = [this.#id, this.#question];
		const draft = {
			text: this.#text,
			lang: this.#lang,
			...(id && { id }),
			...(question && { question }),
		};
		this.#memory?.keepPaper(this.isBegun ? draft : undefined);
	}
}
