import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Undo } from './undo.svelte.ts';
import { replaceText } from './text-edits.ts';
import { sharedText } from './text-field.ts';

/** Two pages with one shared text; what one writes reaches the other at once unless `cut`. */
class Pages {
	readonly docs = [new Y.Doc(), new Y.Doc()] as const;
	readonly undo = new Undo(this.docs[0]);
	readonly field = document.createElement('textarea');
	readonly writes: string[] = [];
	#leave: (() => void) | void;

	constructor(words: string) {
		const [here, there] = this.docs;
		here.on(
			'update',
			(update, origin) => origin !== 'wire' && Y.applyUpdate(there, update, 'wire'),
		);
		there.on(
			'update',
			(update, origin) => origin !== 'wire' && Y.applyUpdate(here, update, 'wire'),
		);
		const card = new Y.Map<unknown>([['text', new Y.Text(words)]]);
		here.getMap('cards').set('c_1', card);
		document.body.append(this.field);
		const write = (text: Y.Text, wanted: string): void => {
			this.writes.push(wanted);
			here.transact(() => replaceText(text, wanted), this.undo);
		};
		const typing = { write, separate: () => this.undo.separate() };
		this.#leave = sharedText(this.text(0), typing)(this.field);
	}

	text(page: 0 | 1): Y.Text {
		return (this.docs[page].getMap('cards').get('c_1') as Y.Map<unknown>).get('text') as Y.Text;
	}
	type(words: string): void {
		const { field } = this;
		field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end');
		field.dispatchEvent(new InputEvent('input'));
	}
	caret(at: number): void {
		this.field.focus();
		this.field.setSelectionRange(at, at);
	}
	leave(): void {
		this.#leave?.();
		this.#leave = undefined;
		this.field.remove();
	}
}

let pages: Pages;
beforeEach(() => {
	vi.useFakeTimers();
	pages = new Pages('Mehr Bänke');
});
afterEach(() => {
	pages.leave();
	vi.useRealTimers();
});

test('[TY3] typing is gathered for 300 ms', () => {
	pages.caret(10);
	for (const letter of ' am Markt') pages.type(letter);
	expect(pages.writes).toEqual([]);
	vi.advanceTimersByTime(299);
	expect(pages.text(1).toJSON()).toBe('Mehr Bänke');
	vi.advanceTimersByTime(1);
	expect(pages.writes).toEqual(['Mehr Bänke am Markt']);
	expect(pages.text(1).toJSON()).toBe('Mehr Bänke am Markt');
});

test('[TY3] leaving the field, or the field leaving the screen, commits at once', () => {
	pages.caret(10);
	pages.type('!');
	pages.field.blur();
	expect(pages.text(1).toJSON()).toBe('Mehr Bänke!');
	pages.caret(11);
	pages.type('!');
	pages.leave();
	expect(pages.text(1).toJSON()).toBe('Mehr Bänke!!');
});

test('[TY3] a stint of typing is one step of undo', () => {
	pages.caret(10);
	for (const words of [' am', ' Markt']) {
		pages.type(words);
		vi.advanceTimersByTime(300);
	}
	expect(pages.writes).toHaveLength(2);
	pages.field.blur();
	pages.undo.undo();
	expect(pages.field.value).toBe('Mehr Bänke');
});

test('[TY2] what others write comes in beside what is being typed, and the caret stays', () => {
	pages.caret(10);
	pages.type(' am Markt');
	pages.text(1).insert(0, 'Viel m');
	pages.text(1).delete(6, 1);
	expect(pages.field.value).toBe('Viel mehr Bänke am Markt');
	expect(pages.field.selectionStart).toBe(pages.field.value.length);
	pages.type('!');
	vi.advanceTimersByTime(300);
	for (const page of [0, 1] as const)
		expect(pages.text(page).toJSON()).toBe('Viel mehr Bänke am Markt!');
});

test('[TY2] two who both write at the end do not mix letter by letter', () => {
	pages.caret(10);
	pages.type(' AA');
	vi.advanceTimersByTime(300);
	const end = (): number => pages.text(1).length;
	pages.text(1).insert(end(), ' BB');
	pages.type('AA');
	vi.advanceTimersByTime(300);
	pages.text(1).insert(end(), 'BB');
	expect(pages.field.value).toBe('Mehr Bänke AAAA BBBB');
});

test('[TY4] while an input method composes, the field is left alone', () => {
	pages.caret(10);
	pages.field.dispatchEvent(new CompositionEvent('compositionstart'));
	pages.type(' や');
	pages.text(1).insert(0, 'Viel ');
	vi.advanceTimersByTime(1_000);
	expect(pages.field.value).toBe('Mehr Bänke や');
	expect(pages.text(1).toJSON()).toBe('Viel Mehr Bänke');
	pages.field.dispatchEvent(new CompositionEvent('compositionend'));
	expect(pages.field.value).toBe('Viel Mehr Bänke や');
	vi.advanceTimersByTime(300);
	expect(pages.text(1).toJSON()).toBe('Viel Mehr Bänke や');
});
