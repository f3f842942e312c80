import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';
import { apply, editBetween, editsOf, placeAfter, seenFrom, type Delta } from './text-edits.ts';

type Field = HTMLTextAreaElement | HTMLInputElement;

/** How long typing is gathered before it goes into the shared text. */
const GATHER_MS = 300;

export interface Typing {
	/** Turns the shared text into this one, as an act of this page. */
	readonly write: (text: Y.Text, wanted: string) => void;
	/** Begins a new step of undo. */
	readonly separate: () => void;
}

/** Ties a field to a shared text, both ways: rules TY1–TY4 in SPEC.md. */
export function sharedText(text: Y.Text, typing: Typing): Attachment<Field> {
	return (field) => {
		const tie = new Tie(field, text, typing);
		return () => tie.end();
	};
}

class Tie {
	readonly #field: Field;
	readonly #text: Y.Text;
	readonly #typing: Typing;
	/** The shared text as the field knows it; what the field has beyond it was typed here and is not committed yet. */
	#shared: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isComposing = false;
	#isWriting = false;
	/** What others wrote while an input method composed here. */
	#later: Delta[] = [];
	readonly #leave = new AbortController();

	constructor(field: Field, text: Y.Text, typing: Typing) {
		this.#field = field;
		this.#text = text;
		this.#typing = typing;
		this.#shared = text.toJSON();
		field.value = this.#shared;
		const on = (event: string, listener: () => void): void =>
			field.addEventListener(event, listener, { signal: this.#leave.signal });
		on('focus', () => typing.separate());
		on('input', () => this.#gather());
		on('blur', () => {
			this.#composed();
			this.#commit();
			typing.separate();
		});
		on('compositionstart', () => (this.#isComposing = true));
		on('compositionend', () => this.#composed());
		// a page that is hidden may be closed without another word
		document.addEventListener('visibilitychange', () => this.#commit(), {
			signal: this.#leave.signal,
		});
		text.observe(this.#heard);
	}

	/** [TY3] */
	end(): void {
		this.#composed();
		this.#commit();
		this.#typing.separate();
		this.#text.unobserve(this.#heard);
		this.#leave.abort();
	}

	readonly #heard = (event: Y.YTextEvent): void => {
		if (this.#isWriting) return;
		if (this.#isComposing) this.#later.push(event.delta);
		else this.#takeIn(event.delta);
	};

	#composed(): void {
		if (!this.#isComposing) return;
		this.#isComposing = false;
		for (const delta of this.#later.splice(0)) this.#takeIn(delta);
		this.#gather();
	}

	#gather(): void {
		if (this.#timer === undefined) this.#timer = setTimeout(() => this.#commit(), GATHER_MS);
	}

	#commit(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#isComposing || this.#field.value === this.#shared) return;
		this.#isWriting = true;
		this.#typing.write(this.#text, this.#field.value);
		this.#isWriting = false;
		this.#shared = this.#text.toJSON();
	}

	/** [TY2] */
	#takeIn(delta: Delta): void {
		const field = this.#field;
		let value = field.value;
		let [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
		const direction = field.selectionDirection ?? 'none';
		for (const theirs of editsOf(delta)) {
			const own = editBetween(this.#shared, value);
			for (const edit of seenFrom(theirs, own)) {
				value = apply(value, edit);
				[start, end] = [placeAfter(start, edit), placeAfter(end, edit)];
			}
			this.#shared = apply(this.#shared, theirs);
		}
		if (field.value === value) return;
		field.value = value;
		if (document.activeElement === field) field.setSelectionRange(start, end, direction);
	}
}
