import type { CardId } from '#shared/ids.ts';

const KEY = 'thementisch.translations';
const KEPT_MAX = 50;

/** [IQ3] Words on their way: by card and language, the latest at the end. A browser that keeps nothing keeps none. */
export class Drafts {
	#all: readonly (readonly [key: string, text: string])[] = read();

	of(card: CardId, lang: string): string | undefined {
		return this.#all.find(([key]) => key === keyOf(card, lang))?.[1];
	}

	/** Empty or null: nothing is on its way. */
	keep(card: CardId, lang: string, text: string | null): void {
		const key = keyOf(card, lang);
		const others = this.#all.filter(([other]) => other !== key);
		this.#all = text ? [...others, [key, text] as const].slice(-KEPT_MAX) : others;
		try {
			localStorage.setItem(KEY, JSON.stringify(this.#all));
		} catch {
			// until the page is closed they are here
		}
	}
}

const keyOf = (card: CardId, lang: string): string => `${card} ${lang}`;

function read(): readonly (readonly [string, string])[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isDraft) : [];
	} catch {
		return [];
	}
}

function isDraft(value: unknown): value is readonly [string, string] {
	return (
		Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
	);
}
