import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';

/** Within one act, or one stint of typing, changes belong together however long somebody thinks in between. */
const STINT_MS = 60_000;

/** What transactions of this origin have done to a board, to be taken back: rules HO1 and HO5. */
export function ownActs(doc: Y.Doc, origin: unknown): Y.UndoManager {
	const groups = doc.getMap(BOARD.groups);
	return new Y.UndoManager([doc.getMap(BOARD.cards), groups], {
		captureTimeout: STINT_MS,
		trackedOrigins: new Set([origin]),
		deleteFilter: (item) => !isBirth(item, groups),
	});
}

/** [HO5] A group as it came into being: undo empties it and leaves it there, with whatever others typed into it. */
function isBirth(item: Y.Item, groups: Y.Map<unknown>): boolean {
	const parent = item.parent as unknown;
	if (parent === groups) return true;
	const isField = parent instanceof Y.Map && (parent._item?.parent as unknown) === groups;
	return isField && item.left === null;
}
