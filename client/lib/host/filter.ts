import type { CardKind } from '#shared/board.ts';
import type { WaitingCard } from '#shared/state.ts';

/** What of the wall somebody wants to see. */
export interface Filter {
	readonly words: string;
	readonly question: string | undefined;
	readonly lang: string | undefined;
	readonly kind: CardKind | undefined;
}

export const NO_FILTER: Filter = {
	words: '',
	question: undefined,
	lang: undefined,
	kind: undefined,
};

/** What a card is judged by. */
interface Readable {
	/** Cards that wait have none yet. */
	readonly number?: number;
	readonly text: string;
	readonly lang: string;
	readonly kind?: CardKind | undefined;
	readonly translations?: Readonly<Record<string, { readonly text: string }>>;
}

export function isFiltering({ words, question, lang, kind }: Filter): boolean {
	return words.trim() !== '' || [question, lang, kind].some((one) => one !== undefined);
}

/** [FI1] Whether a card is looked for: by its number, any of its words in any language, its language, its kind. */
export function passes(
	filter: Filter,
	{ number, text, lang, kind, translations = {} }: Readable,
): boolean {
	if (filter.lang !== undefined && filter.lang !== lang) return false;
	if (filter.kind !== undefined && filter.kind !== kind) return false;
	const wanted = folded(filter.words);
	const all = [text, ...Object.values(translations).map((one) => one.text)];
	return String(number) === wanted || all.some((words) => folded(words).includes(wanted));
}

/** [FI3] The same of a card that waits, which hangs nowhere yet: its question counts, too. */
export function passesWaiting(filter: Filter, card: WaitingCard): boolean {
	return (filter.question ?? card.question) === card.question && passes(filter, card);
}

/** Without case, accents and blanks around. */
export function folded(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim();
}
