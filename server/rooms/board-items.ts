import type * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { DESK } from '#shared/desk.ts';
import { isId, type ThemeId } from '#shared/ids.ts';
import type { Item } from '#server/domain/ballot-policy.ts';
import { isMap, stateOf } from './board-reading.ts';

/** [VO6] Whether this can be weighed: a card that is shown, or a group. */
export function canBeWeighed(doc: Y.Doc, item: Item): boolean {
	if (isId('g_', item)) return isMap(doc.getMap(BOARD.groups).get(item));
	const card = doc.getMap(BOARD.cards).get(item);
	return isMap(card) && stateOf(card) === 'shown';
}

/** [VO6] Whether the themes' document has this theme. */
export function isTheme(doc: Y.Doc, theme: ThemeId): boolean {
	return isMap(doc.getMap(DESK.themes).get(theme));
}
