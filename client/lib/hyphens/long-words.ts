/** Shorter words stand on a line of any wall; to part them would only make them harder to read. In characters. */
export const LONG_WORD_CHARS = 14;

const LONG_WORD = new RegExp(`[\\p{L}\\p{M}]{${LONG_WORD_CHARS},}`, 'gu');
/** What one would type as it stands: an address of the web or of somebody's post. */
const ADDRESS = /[@/\\_]|\p{L}\.\p{L}/u;

/** Whether there is a word in it that a narrow column might tear. */
export function hasLongWord(text: string): boolean {
	return text.search(LONG_WORD) !== -1;
}

/** The text with every long word as `hyphenate` gives it back; addresses stay as they are. */
export function inLongWords(text: string, hyphenate: (word: string) => string): string {
	return text.replace(/\S+/gu, (written) =>
		ADDRESS.test(written) ? written : written.replace(LONG_WORD, hyphenate),
	);
}
