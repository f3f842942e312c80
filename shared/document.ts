import { isId, type DialogueId, type SeatId, type TableId } from './ids.ts';

/**
 * The documents on the desk of those who conduct a dialogue: the hall's themes, which everybody of the dialogue reads, and
 * the minutes in the making, which moderators and organisers alone read. No freeze touches them.
 */
export const DESK_DOCUMENTS = ['themes', 'minutes'] as const;
export type DeskDocument = (typeof DESK_DOCUMENTS)[number];

/** The name of a Yjs document: a table's board, a device's seat or a document of the desk. */
export type DocName =
	| { readonly dialogue: DialogueId; readonly kind: 'board'; readonly id: TableId }
	| { readonly dialogue: DialogueId; readonly kind: 'seat'; readonly id: SeatId }
	| { readonly dialogue: DialogueId; readonly kind: 'desk'; readonly id: DeskDocument };

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
	if (kind === 'desk' && isDeskDocument(id)) return { dialogue, kind, id };
	return undefined;
}

const isDeskDocument = (id: string | undefined): id is DeskDocument =>
	(DESK_DOCUMENTS as readonly (string | undefined)[]).includes(id);
