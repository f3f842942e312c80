import type { Grant, Records } from '#server/ports/records.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { hashToken } from './tokens.ts';

/**
 * Ends the token that somebody came with: an organiser logs out, a tablet is given back. A role link is shared by others
 * and stays; the organiser renews it. Rule TK5 in SPEC.md.
 */
export function createGiveBack({ records }: { readonly records: Records }) {
	return async function giveBack(
		caller: Grant,
		token: string,
	): Promise<Result<undefined, 'command/not-allowed'>> {
		const own = caller.role === 'participant' || caller.role === 'organiser';
		if (!own || (caller.role === 'organiser' && caller.account === 'automation'))
			return reject('command/not-allowed', 'this token is shared; renew the link instead');
		await records.write([{ kind: 'token', id: hashToken(token), was: 'any', value: null }]);
		return ok(undefined);
	};
}
