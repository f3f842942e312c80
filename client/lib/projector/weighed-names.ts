import { itemsOf, themeItems, type ItemId } from '#lib/conduct/vote-items.ts';
import type { HallThemes } from '#lib/themes/hall-themes.svelte.ts';
import { isId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';
import { translationFor } from './translation.ts';
import type { Wall, Walls } from './walls.svelte.ts';

/** What stands beside a bar of the result. */
export interface WeighedName {
	readonly text: string;
	readonly lang: string | undefined;
	/** In the language of the hall, where the words are in another one. */
	readonly translation: string | undefined;
}

/** [PJ3] The name of what was weighed, as it is to be seen now; undefined: it is not, and then nor is its result. */
export function weighedName(
	id: string,
	walls: readonly Wall[],
	themes: HallThemes,
	language: string,
): WeighedName | undefined {
	const plain = (text: string): WeighedName => ({ text, lang: undefined, translation: undefined });
	if (isId('h_', id)) {
		const theme = themes.get(id);
		return theme && plain(theme.title);
	}
	for (const { board } of walls) {
		if (isId('g_', id)) {
			const group = board.group(id);
			const isThere = group && board.cards().some((card) => card.group === id);
			if (isThere) return plain(group.title);
			continue;
		}
		const card = isId('c_', id) ? board.card(id) : undefined;
		if (card?.state !== 'shown') continue;
		const { text, lang } = card;
		return { text, lang, translation: translationFor(card, language)?.text };
	}
	return undefined;
}

/** [BT6] What can be weighed, as it hangs: the hall's themes, then table by table. */
export function weighedOrder(
	{ tables, questions, vote }: Pick<State, 'tables' | 'questions' | 'vote'>,
	themes: HallThemes,
	walls: Pick<Walls, 'of'>,
): readonly ItemId[] {
	const below = questions.map(({ id }) => id);
	const boards = tables.flatMap(({ id }) => walls.of(id)?.board ?? []);
	const atTables = boards.flatMap((board) => itemsOf(board, below, vote?.weighed));
	return [...themeItems(themes), ...atTables.flatMap(({ items }) => items)].map(({ id }) => id);
}
