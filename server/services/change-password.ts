import type { Grant, Records } from '#server/ports/records.ts';
import type { PasswordBody, SignedIn } from '#shared/api.ts';
import type { Random } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { withDevice } from './devices.ts';
import { endTokensOf } from './end-tokens.ts';
import { later, type Later, type Misses } from './login.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly passwords: {
		verify(password: string, stored: string | undefined): Promise<boolean>;
		hash(password: string): Promise<string>;
	};
	readonly misses: Misses;
}

/**
 * A new password for the own account, by the old one. All tokens of the account end, on all its devices; this one gets a
 * new one. Rule AC9 in SPEC.md.
 */
export function createChangePassword({ records, random, passwords, misses }: Needs) {
	return async function changePassword(
		caller: Grant,
		body: PasswordBody,
	): Promise<Result<SignedIn, 'command/not-allowed' | 'login/failed'> | Later> {
		if (caller.role !== 'organiser' || caller.account === 'automation')
			return reject('command/not-allowed', 'this token has no password');
		const key = `password ${caller.account}`;
		const blockedForSeconds = await misses.blockedForSeconds(key);
		if (blockedForSeconds > 0) return later('too often wrong', blockedForSeconds);
		await misses.missed(key);
		const found = (await records.list('account')).find(({ value }) => value.id === caller.account);
		if (!found || !(await passwords.verify(body.password, found.value.passwordHash)))
			return reject('login/failed', 'the old password is wrong');
		await misses.forget(key);
		const passwordHash = await passwords.hash(body.newPassword);
		const now = await records.get('account', found.id);
		if (now?.value.passwordHash !== found.value.passwordHash)
			return reject('login/failed', 'it was changed meanwhile');
		// whoever knew the old one may have signed in on devices of their own
		const signed = withDevice({ ...now.value, passwordHash, devices: [] }, undefined, random);
		const token = newToken(random);
		const id = hashToken(token);
		const kept = await records.write([
			{ kind: 'account', id: found.id, was: now.version, value: signed.account },
			{ kind: 'token', id, was: null, value: caller },
		]);
		if (!kept) return reject('login/failed', 'it was changed meanwhile');
		await endTokensOf(records, caller.account, id);
		return ok({ token, device: signed.device });
	};
}
