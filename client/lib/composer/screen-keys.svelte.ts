import { deleteBeforeCaret, insertAtCaret, replaceBeforeCaret } from './caret.ts';
import { capital, formsOf, keyboardFor, type Keyboard } from './keyboards.ts';

/** What the keys of a keyboard on the screen are now, and what pressing them does to the field. Rules KB* in seat/SPEC.md. */
export class ScreenKeys {
	readonly keyboard: Keyboard;
	/** Some letter of this keyboard has other forms. */
	readonly hasForms: boolean;
	/** The next letter is a capital. */
	isCapital = $state(false);
	/** Digits and signs instead of letters. */
	isSigns = $state(false);
	/** The letter that was typed last: its other forms are offered. */
	#last = $state('');
	readonly #field: HTMLTextAreaElement;
	readonly #lang: string;
	readonly forms = $derived.by(() => formsOf(this.#last, this.keyboard));
	readonly rows = $derived.by(() => {
		const { rows, signs } = this.keyboard;
		if (this.isSigns) return signs;
		return this.isCapital ? rows.map((row) => row.map((key) => capital(key, this.#lang))) : rows;
	});
	/** [KB5] The keys of the longest row: so wide is each of them, and letters stay where they are. */
	readonly columns: number;

	/** @param lang - in which is written */
	constructor(field: HTMLTextAreaElement, lang: string) {
		this.#field = field;
		this.#lang = lang;
		this.keyboard = keyboardFor(lang);
		const { rows } = this.keyboard;
		this.columns = Math.max(...rows.map((row) => row.length));
		this.hasForms = rows.flat().some((key) => formsOf(key, this.keyboard).length > 0);
	}

	/** What is written on a key. */
	nameOf(key: string): string {
		return this.keyboard.names?.[key] ?? key;
	}

	type(key: string): void {
		insertAtCaret(this.#field, key);
		this.#last = key;
		this.isCapital = false;
	}

	/** [KB3] Another form takes the place of the letter that was typed last. */
	change(form: string): void {
		replaceBeforeCaret(this.#field, this.#last, form);
		this.#last = form;
	}

	/** [KB4] */
	remove(): void {
		deleteBeforeCaret(this.#field);
		this.#last = '';
	}
}
