import * as z from 'zod';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Viewer } from '#server/domain/view-for.ts';
import type { Grant, Records, Versioned } from '#server/ports/records.ts';
import { dialogueFor } from '#server/services/access.ts';
import { hashToken } from '#server/services/tokens.ts';
import { ROLES } from '#shared/roles.ts';

/** Somebody who may look at a dialogue. */
export interface Guest {
	readonly viewer: Viewer;
	/** SHA-256 of the token, hex: by this it is found again when the token ends. */
	readonly tokenHash: string;
	/** Whether the token stands in the records, so that it can be looked up there whether it still holds. */
	readonly isKept: boolean;
	readonly record: Versioned<Dialogue>;
}

/** What `connect_error` says. */
export type Refusal = 'unauthorised' | 'dialogue/not-found' | 'request/too-many' | 'server/fault';

/** Unknown fields are another program's own business. */
const Auth = z.object({ token: z.string().max(1_000), dialogueId: z.string().max(100).optional() });

interface Needs {
	readonly records: Records;
	/** What a token stands for; undefined: nothing, or nothing any more. */
	readonly authenticate: (token: string) => Promise<Grant | undefined>;
}

/**
 * [LV1] Who this is, by the token alone. An organiser's token stands for no dialogue and comes with one; any other may
 * name its own.
 *
 * @param auth - as it came with the handshake: anything
 */
export async function greet(auth: unknown, needs: Needs): Promise<Guest | Refusal> {
	const parsed = Auth.safeParse(auth);
	if (!parsed.success) return 'unauthorised';
	const { token, dialogueId } = parsed.data;
	const grant = await needs.authenticate(token);
	if (!grant) return 'unauthorised';
	const id = dialogueId ?? (grant.role === 'organiser' ? '' : grant.dialogue);
	const found = await dialogueFor(needs.records, grant, id, ROLES);
	if (!found.ok) return 'dialogue/not-found';
	return {
		viewer: viewerOf(grant),
		tokenHash: hashToken(token),
		isKept: grant.role !== 'organiser' || grant.account !== 'automation',
		record: found.value,
	};
}

function viewerOf(grant: Grant): Viewer {
	switch (grant.role) {
		case 'organiser':
			return { role: grant.role };
		case 'participant':
			return { role: grant.role, seat: grant.seat };
		default:
			return { role: grant.role, ...(grant.table !== undefined && { table: grant.table }) };
	}
}
