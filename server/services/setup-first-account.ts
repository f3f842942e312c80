import { timingSafeEqual } from 'node:crypto';
import type { Records } from '#server/ports/records.ts';
import type { SetupBody, SignedIn } from '#shared/api.ts';
import { newId, type Random } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { withDevice } from './devices.ts';
import { accountKey } from './login.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly hashPassword: (password: string) => Promise<string>;
}

/**
 * Makes the installation's first account and logs it in. Single use: the setup token, the account and the first token
 * change hands in one write. Rules AC1–AC2 in SPEC.md.
 */
export function createSetupFirstAccount({ records, random, hashPassword }: Needs) {
	return async function setupFirstAccount(
		body: SetupBody,
	): Promise<Result<SignedIn, 'setup/done' | 'request/unauthorised'>> {
		const installation = await records.get('installation', 'self');
		const expected = installation?.value.setupTokenHash;
		if (!installation || expected == null) return reject('setup/done', 'log in instead');
		const given = Buffer.from(hashToken(body.setupToken));
		const printed = [expected, ...(installation.value.otherSetupTokenHashes ?? [])];
		if (!printed.some((hash) => timingSafeEqual(given, Buffer.from(hash))))
			return reject('request/unauthorised', 'this is not the setup token that was printed last');

		const account = newId('a_', random);
		const token = newToken(random);
		const passwordHash = await hashPassword(body.password);
		const signed = withDevice({ id: account, name: body.name, passwordHash }, undefined, random);
		const done = await records.write([
			{
				kind: 'installation',
				id: 'self',
				was: installation.version,
				value: { ...installation.value, setupTokenHash: null, otherSetupTokenHashes: [] },
			},
			{
				kind: 'account',
				id: accountKey(body.name),
				was: null,
				value: signed.account,
			},
			{
				kind: 'token',
				id: hashToken(token),
				was: null,
				value: { role: 'organiser', account },
			},
		]);
		return done
			? ok({ token, device: signed.device })
			: reject('setup/done', 'somebody else was faster');
	};
}
