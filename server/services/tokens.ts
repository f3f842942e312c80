import { createHash } from 'node:crypto';
import type { Grant, Write } from '#server/ports/records.ts';
import type { DialogueId, Random, TableId } from '#shared/ids.ts';
import type { LinkRole } from '#shared/roles.ts';

const TOKEN_BYTES = 32;

/** A fresh token: 32 random bytes as base64url, safe in fragments, headers and WebSocket subprotocols. */
export function newToken(random: Random): string {
	return Buffer.from(random(new Uint8Array(TOKEN_BYTES))).toString('base64url');
}

/** What is kept of a token: its SHA-256, hex. 256 random bits need no salt and no slow hash. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** The id of the record that points at the token which is valid for this link now. */
export function linkId(dialogue: DialogueId, role: LinkRole, table?: TableId): string {
	return table === undefined ? `${dialogue}/${role}` : `${dialogue}/${role}/${table}`;
}

/** The writes that make a token valid for a link which had none before. */
export function firstLink(
	grant: Extract<Grant, { role: LinkRole }>,
	tokenHash: string,
): readonly Write[] {
	const { dialogue, role, table } = grant;
	return [
		{ kind: 'token', id: tokenHash, dialogue, was: null, value: grant },
		{
			kind: 'link',
			id: linkId(dialogue, role, table),
			dialogue,
			was: null,
			value: { tokenHash },
		},
	];
}
