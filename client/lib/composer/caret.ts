/** What stands to the left of the caret as one character for whoever reads it: its length in UTF-16 code units. */
export function lastCharacterLength(before: string): number {
	const Segmenter = (Intl as { Segmenter?: typeof Intl.Segmenter }).Segmenter; // not in old browsers
	if (!Segmenter) return [...before].at(-1)?.length ?? 0;
	// a character is never longer than this; the whole text would be looked at for every key
	const end = before.slice(-64);
	return [...new Segmenter().segment(end)].at(-1)?.segment.length ?? 0;
}

/** Puts a text where the caret is, as typing does. */
export function insertAtCaret(field: HTMLTextAreaElement, text: string): void {
	replace(field, field.selectionStart, field.selectionEnd, text);
}

/** Deletes what is marked, else the character before the caret. */
export function deleteBeforeCaret(field: HTMLTextAreaElement): void {
	const { selectionStart: start, selectionEnd: end, value } = field;
	replace(field, start < end ? start : end - lastCharacterLength(value.slice(0, end)), end, '');
}

/** Another form of the letter that stands before the caret. */
export function replaceBeforeCaret(field: HTMLTextAreaElement, letter: string, form: string): void {
	const end = field.selectionEnd;
	if (field.value.slice(0, end).endsWith(letter)) replace(field, end - letter.length, end, form);
}

function replace(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
	field.setRangeText(text, start, end, 'end');
	field.dispatchEvent(new Event('input', { bubbles: true }));
}
