import { capability } from '#server/domain/capability.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant } from '#server/ports/records.ts';
import type { Right } from '#server/rooms/peer.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DeskDocument, DocName } from '#shared/document.ts';
import type { Role } from '#shared/roles.ts';

/**
 * What the bearer of a grant may do with a document now. Unknown and forbidden answer alike. [SO2, SO3]
 *
 * @param grant - what the token stands for; undefined: nothing, or not any more
 * @param dialogue - the document's dialogue as the records have it; undefined: there is none
 */
export function rightOf(
	grant: Grant | undefined,
	dialogue: Dialogue | undefined,
	doc: DocName,
): Right {
	if (!grant) return { none: CLOSE.unauthorised };
	const isOurs = grant.role === 'organiser' || grant.dialogue === doc.dialogue;
	if (!dialogue || !isOurs) return { none: CLOSE.notFound };
	if (doc.kind === 'seat') {
		const isOwner = grant.role === 'participant' && grant.seat === doc.id;
		return isOwner ? 'write' : { none: CLOSE.notFound };
	}
	if (doc.kind === 'desk') return rightAtTheDesk(grant.role, doc.id);
	if (!dialogue.tables.some(({ id }) => id === doc.id)) return { none: CLOSE.notFound };
	// participants' capability to write means their seats: a board is written by hosts, moderators and organisers alone
	if (grant.role === 'participant') return 'read';
	const table = grant.role === 'organiser' ? undefined : grant.table;
	return capability({ role: grant.role, table }, dialogue, doc.id).write ? 'write' : 'read';
}

/** Neither a freeze nor the dialogue's end touches the desk: minutes are written afterwards. [SO2] */
function rightAtTheDesk(role: Role, id: DeskDocument): Right {
	if (role === 'moderator' || role === 'organiser') return 'write';
	return id === 'themes' ? 'read' : { none: CLOSE.notFound };
}
