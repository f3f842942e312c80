import type { CardView } from '#lib/board/board.svelte.ts';
import type { Translation } from '#shared/board.ts';

/** A card's translation into the language of the hall; undefined: it needs none, or there is none. */
export function translationFor(
	card: Pick<CardView, 'lang' | 'translations'>,
	language: string,
): Translation | undefined {
	return card.lang.split('-')[0] === language ? undefined : card.translations[language];
}
