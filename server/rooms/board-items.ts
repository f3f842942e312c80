import type * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { DESK } from '#shared/desk.ts';
import { isId, type CardId, type ThemeId } from '#shared/ids.ts';
import { carrierOf } from '#shared/merging.ts';
import type { Item } from '#server/domain/ballot-policy.ts';
import { isMap, mergedIntoOf, stateOf } from './board-reading.ts';

/** [VO6] Whether this can be weighed: a card that is shown and lies on no other one, or a group. */
export function canBeWeighed(doc: Y.Doc, item: Item): boolean {
	if (isId('g_', item)) return isMap(doc.getMap(BOARD.groups).get(item));
	if (!isId('c_', item)) return false;
	const shown = (id: CardId) => {
		const card = doc.getMap(BOARD.cards).get(id);
		return isMap(card) && stateOf(card) === 'shown' ? card : undefined;
	};
	const onto = (id: CardId): CardId | undefined => {
		const other = mergedIntoOf(shown(id)!);
		return other && shown(other) ? other : undefined;
	};
	return shown(item) !== undefined && carrierOf(item, onto) === item;
}

/** [VO6] Whether the themes' document has this theme. */
export function isTheme(doc: Y.Doc, theme: ThemeId): boolean {
	return isMap(doc.getMap(DESK.themes).get(theme));
}
