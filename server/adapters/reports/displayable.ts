/** Stands for what no font can draw. */
export const MISSING_MARK = '\uFFFD';
/** As long as this without a place to break, a word may be broken anywhere, */
const WORD_CHARS_MAX = 40;
/** after so many characters each: less than the narrowest column is wide. */
const PIECE_CHARS = 10;
/** Lines end before blanks, and in addresses after strokes. */
const LONG_WORD = new RegExp(`[^\\s\\u200B/?-]{${WORD_CHARS_MAX},}`, 'gu');
const BREAK_HERE = '\u200B';
const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** What a set of fonts can draw, by code points. */
export type Covered = ReadonlySet<number>;

/**
 * The text with every character that is not covered in its plain form, where it is a letter in some disguise, such as a
 * mathematical or a full-width one; other characters stay.
 */
export function plainForm(text: string, covered: Covered): string {
	return mapped(text, (char) => {
		if (isCovered(char, covered)) return char;
		const plain = char.normalize('NFKC');
		return isCovered(plain, covered) ? plain : char;
	});
}

/** The characters that are not covered, without those that nobody sees anyway. */
export function uncovered(text: string, covered: Covered): string[] {
	return [...text].filter((char) => !isCovered(char, covered) && !/\p{Cf}|\p{DI}/u.test(char));
}

/** The text fit for the page: a mark for what cannot be drawn, and places to break in words that end nowhere. */
export function displayable(text: string, undrawable: ReadonlySet<string>): string {
	return mapped(text, (char) => (undrawable.has(char) ? MISSING_MARK : char)).replace(
		LONG_WORD,
		broken,
	);
}

/** The same value with every string in it mapped. */
export function mapStrings<T>(value: T, map: (text: string) => string): T {
	if (typeof value === 'string') return map(value) as T;
	if (Array.isArray(value)) return value.map((one: unknown) => mapStrings(one, map)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, mapStrings(inner as unknown, map)]),
	) as T;
}

function mapped(text: string, map: (char: string) => string): string {
	let result = '';
	for (const char of text) result += map(char);
	return result;
}

function isCovered(chars: string, covered: Covered): boolean {
	for (const char of chars) if (!covered.has(char.codePointAt(0)!)) return false;
	return true;
}

function broken(word: string): string {
	const segments = [...clusters.segment(word)].map(({ segment }) => segment);
	return segments
		.map((one, at) => (at > 0 && at % PIECE_CHARS === 0 ? BREAK_HERE + one : one))
		.join('');
}
