import { isId, type DialogueId, type SeatId, type TableId } from './ids.ts';

/** The name of a Yjs document: a table's board or a device's seat. */
export type DocName =
	| { readonly dialogue: DialogueId; readonly kind: 'board'; readonly id: TableId }
	| { readonly dialogue: DialogueId; readonly kind: 'seat'; readonly id: SeatId };

/** As it stands in the address of the sync socket: `<dialogueId>/board/<tableId>`. */
export function docPath(doc: DocName): string {
	return `${doc.dialogue}/${doc.kind}/${doc.id}`;
}

/** Reads an address; undefined if it names no document. */
export function readDocPath(path: string): DocName | undefined {
	const [dialogue, kind, id, ...rest] = path.split('/');
	if (!isId('d_', dialogue) || rest.length > 0) return undefined;
	if (kind === 'board' && isId('t_', id)) return { dialogue, kind, id };
	if (kind === 'seat' && isId('s_', id)) return { dialogue, kind, id };
	return undefined;
}
