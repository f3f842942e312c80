import * as Y from 'yjs';
import type { Translation } from '#shared/board.ts';
import type { CardView } from './board.svelte.ts';

/** [TR1] Writes a card's words in another language as a host's; empty takes them away. Called inside an act. */
export function setTranslation(card: CardView, lang: string, words: string): void {
	if (words === (card.translations[lang]?.text ?? '')) return;
	const all = card.fields.get('translations');
	const known = all instanceof Y.Map ? (all as Y.Map<Translation>) : undefined;
	const entry: Translation = { text: words, by: 'host' };
	if (words === '') known?.delete(lang);
	else if (known) known.set(lang, entry);
	else card.fields.set('translations', new Y.Map([[lang, entry]]));
}
