import type * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { isId, type CardId, type GroupId } from '#shared/ids.ts';
import { isMap, stateOf } from './board-reading.ts';

/** [VO6] Whether this can be weighed: a card that is shown, or a group. */
export function canBeWeighed(doc: Y.Doc, item: CardId | GroupId): boolean {
	if (isId('g_', item)) return isMap(doc.getMap(BOARD.groups).get(item));
	const card = doc.getMap(BOARD.cards).get(item);
	return isMap(card) && stateOf(card) === 'shown';
}
