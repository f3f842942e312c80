/** Stands for what no font can draw. */
const MISSING_MARK = '\uFFFD';
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
 * How characters are drawn that the fonts have not got: letters in some disguise, such as mathematical or full-width ones,
 * in their plain form; the rest is what nobody has a drawing for. Every character is looked up once.
 */
export class Fitting {
	readonly #covered: Covered;
	/** What stands for a character that is not covered; itself, as long as nothing else is known. */
	readonly #forms = new Map<string, string>();

	constructor(covered: Covered) {
		this.#covered = covered;
	}

	/** Takes note of what a text holds. */
	learn(text: string): void {
		for (const char of text)
			if (!this.#covered.has(char.codePointAt(0)!) && !this.#forms.has(char)) {
				const plain = char.normalize('NFKC');
				this.#forms.set(char, this.#isCovered(plain) ? plain : char);
			}
	}

	/** The characters that have no plain form either, without those that nobody sees anyway. */
	get suspects(): string[] {
		return [...this.#forms]
			.filter(([char, form]) => char === form && !/\p{Cf}|\p{DI}/u.test(char))
			.map(([char]) => char);
	}

	/** From now on a mark stands for these. */
	giveUp(chars: Iterable<string>): void {
		for (const char of chars) this.#forms.set(char, MISSING_MARK);
	}

	/** A text fit for the page, with places to break in words that end nowhere. All of it must have been learnt. */
	fit(text: string): string {
		let drawn = text;
		if (this.#forms.size > 0) {
			drawn = '';
			for (const char of text) drawn += this.#forms.get(char) ?? char;
		}
		return drawn.replace(LONG_WORD, broken);
	}

	#isCovered(chars: string): boolean {
		for (const char of chars) if (!this.#covered.has(char.codePointAt(0)!)) return false;
		return true;
	}
}

function broken(word: string): string {
	const segments = [...clusters.segment(word)].map(({ segment }) => segment);
	return segments
		.map((one, at) => (at > 0 && at % PIECE_CHARS === 0 ? BREAK_HERE + one : one))
		.join('');
}
