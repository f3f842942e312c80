import type { CardView } from '#lib/board/board.svelte.ts';
import type { Saying } from './similar.ts';

/** What a card says, in every language in which somebody has written it. */
export function sayingOf(card: CardView): Saying {
	const translations = Object.values(card.translations).map(({ text }) => text);
	return { id: card.id, texts: [card.text, ...translations] };
}
