import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records, Write } from '#server/ports/records.ts';
import type { LinksBody } from '#shared/api.ts';
import type { Deed } from '#shared/deeds.ts';
import { newId, type DialogueId, type Random, type TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { LinkRole } from '#shared/roles.ts';
import { dialogueFor, NO_DIALOGUE } from './access.ts';
import { deedWrites } from './deeds.ts';
import { hashToken, linkId, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly clock: Clock;
}

/** A link that has just been renewed; the token is told once and not kept. */
export interface RenewedLink {
	readonly dialogue: DialogueId;
	readonly role: LinkRole;
	readonly table?: TableId | undefined;
	readonly token: string;
}

/** How often somebody else may be faster with the same link. */
const TRIES_MAX = 20;

/** A new token for one link; the old one is dead in the same step. Rules LK1–LK3 in SPEC.md. */
export function createRenewLink({ records, random, clock }: Needs) {
	return async function renewLink(
		caller: Grant,
		id: string,
		{ role, tableId }: LinksBody,
	): Promise<Result<RenewedLink, 'dialogue/not-found' | 'table/unknown' | 'request/invalid'>> {
		const found = await dialogueFor(records, caller, id, ['organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value;
		if ((role === 'host') !== (tableId !== undefined))
			return reject('request/invalid', 'tableId belongs to the role host, and to no other');
		if (tableId !== undefined && !dialogue.tables.some((table) => table.id === tableId))
			return reject('table/unknown', 'tableId');

		const grant = { role, dialogue: dialogue.id, ...(tableId && { table: tableId }) };
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const token = newToken(random);
			const deed: Deed = {
				id: newId('l_', random),
				atMs: clock.nowMs(),
				role: 'organiser',
				what: 'link:renew',
				linkRole: role,
				...(tableId && { tableId }),
			};
			const writes = await replacement(grant, hashToken(token));
			if (await records.write([...writes, ...(await deedWrites(records, dialogue.id, [deed]))]))
				return ok({ dialogue: dialogue.id, role, table: tableId, token });
			if (!(await records.get('dialogue', dialogue.id))) return NO_DIALOGUE;
		}
		return reject('request/invalid', 'this link is being renewed by others; try again');
	};

	async function replacement(
		grant: { readonly role: LinkRole; readonly dialogue: DialogueId; readonly table?: TableId },
		tokenHash: string,
	): Promise<readonly Write[]> {
		const { dialogue, role, table } = grant;
		const id = linkId(dialogue, role, table);
		const link = await records.get('link', id);
		const old = link?.value.tokenHash;
		return [
			{ kind: 'link', id, dialogue, was: link?.version ?? null, value: { tokenHash } },
			{ kind: 'token', id: tokenHash, dialogue, was: null, value: grant },
			...(old === undefined
				? []
				: [{ kind: 'token', id: old, dialogue, was: 'any', value: null } as const]),
		];
	}
}
