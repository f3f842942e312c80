import * as Y from 'yjs';
import { BOARD, BOARD_SCHEMA } from '#shared/board.ts';

/**
 * The first entry of every board's log: which schema it follows. Made before anybody can open the board, so no room has
 * a copy of it yet.
 *
 * @param fill - what is to stand on it from the start; it appears in the same entry
 */
export function newBoard(fill: (doc: Y.Doc) => void = () => undefined): Uint8Array {
	const doc = new Y.Doc({ gc: false });
	doc.transact(() => {
		doc.getMap(BOARD.info).set('schema', BOARD_SCHEMA);
		fill(doc);
	});
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}
