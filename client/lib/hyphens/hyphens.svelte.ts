import { SvelteMap } from 'svelte/reactivity';
import { hasLongWord, inLongWords, LONG_WORD_CHARS } from './long-words.ts';

type Hyphenate = (text: string) => string;

/** Where words may be parted, by language; each is fetched when the first long word in it is drawn. */
const PATTERNS: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
	de: () => import('hyphen/patterns/de-1996.js'),
	en: () => import('hyphen/patterns/en-gb.js'),
	fr: () => import('hyphen/patterns/fr.js'),
	ru: () => import('hyphen/patterns/ru.js'),
	tr: () => import('hyphen/patterns/tr.js'),
	uk: () => import('hyphen/patterns/uk.js'),
};

/**
 * Long words that may be parted with a hyphen. Browsers can do it themselves only with a dictionary, which most of them
 * fetch from their maker, and a hall has no internet. For drawing only: what is copied or kept stays without.
 */
class Hyphens {
	readonly #known = new SvelteMap<string, Hyphenate>();
	readonly #asked = new Set<string>();

	/** Counts up: words are as wide as before, and may be parted now. */
	get arrived(): number {
		return this.#known.size;
	}

	/**
	 * A text with soft hyphens in its long words. Until the language has come, and in one that has no patterns here, as it is.
	 *
	 * @param lang - a BCP 47 tag; undefined: unknown
	 */
	in(text: string, lang: string | undefined): string {
		const base = lang?.split('-', 1)[0] ?? '';
		if (!Object.hasOwn(PATTERNS, base) || !hasLongWord(text)) return text;
		const hyphenate = this.#known.get(base);
		if (!hyphenate) void this.#ask(base);
		return hyphenate ? inLongWords(text, hyphenate) : text;
	}

	async #ask(base: string): Promise<void> {
		if (this.#asked.has(base)) return;
		this.#asked.add(base);
		try {
			const [{ default: create }, patterns] = await Promise.all([
				import('hyphen'),
				PATTERNS[base]!(),
			]);
			const options = { html: false, minWordLength: LONG_WORD_CHARS };
			this.#known.set(base, create(patterns.default, options));
		} catch {
			// no network: words are torn where they must be, and it is asked for again with the next one
			this.#asked.delete(base);
		}
	}
}

/** One for the page: it knows languages and nothing of any hall. */
export const hyphens = new Hyphens();
