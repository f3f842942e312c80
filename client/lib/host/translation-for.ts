import type { CardView } from '#lib/board/board.svelte.ts';
import type { Translation } from '#shared/board.ts';

/** A card's words in the language of the page, if it was written in another one and somebody has translated it. */
export function translationFor(
	card: CardView,
	language: string,
): (Translation & { readonly lang: string }) | undefined {
	const { translations } = card;
	const base = language.split('-', 1)[0]!;
	if (card.lang.split('-', 1)[0] === base) return undefined;
	for (const lang of [language, base, 'de']) {
		const found = Object.hasOwn(translations, lang) ? translations[lang] : undefined;
		if (found) return { ...found, lang };
	}
	return undefined;
}
