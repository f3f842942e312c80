import type { Records } from '#server/ports/records.ts';
import type { LoginBody, SignedIn } from '#shared/api.ts';
import type { Random } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { isKnownDevice, withDevice } from './devices.ts';
import { hashToken, newToken } from './tokens.ts';

/** Counts what went wrong under a key, and says when it was too often. */
export interface Misses {
	/** 0: go on; else after how many seconds it may be tried again. */
	blockedForSeconds(key: string): Promise<number>;
	missed(key: string): Promise<void>;
	forget(key: string): Promise<void>;
}

export type Later = Result<never, 'request/too-many'> & { readonly laterSeconds: number };
export type LoginResult = Result<SignedIn, 'login/failed'> | Later;

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly passwords: {
		/** So many checks wait already that one more would wait too long. */
		readonly isBusy: boolean;
		/** `stored` undefined: takes as long as a real check and answers false. */
		verify(password: string, stored: string | undefined): Promise<boolean>;
	};
	readonly misses: Misses;
}

/** How often the account may change while somebody signs in. */
const TRIES_MAX = 5;

/** A name as accounts are found by: blanks and case make no difference. */
export function accountKey(name: string): string {
	return name.trim().normalize('NFKC').toLowerCase();
}

/**
 * [AC4] Whose misses are counted together: a device's on which somebody signed in to this account before, or those of
 * everybody else at one address. So nobody locks the organiser out of the hall by guessing.
 */
function missesKey(name: string, address: string, knownDevice: string | undefined): string {
	return knownDevice === undefined ? `${name} ${address}` : `device ${hashToken(knownDevice)}`;
}

/** A token for an organiser's name and password. Rules AC3–AC5 in SPEC.md. */
export function createLogin({ records, random, passwords, misses }: Needs) {
	return async function login(body: LoginBody, address: string): Promise<LoginResult> {
		const name = accountKey(body.name);
		const known = (await records.get('account', name))?.value;
		const device = isKnownDevice(known, body.device) ? body.device : undefined;
		// asked first: what is refused here leaves no trace, so a flood cannot fill the memory
		if (passwords.isBusy && device === undefined) return later('too many log in at once', 1);
		const key = missesKey(name, address, device);
		const blockedForSeconds = await misses.blockedForSeconds(key);
		if (blockedForSeconds > 0) return later('too often wrong', blockedForSeconds);
		// counted before it is known, so that many at once do not slip through together
		await misses.missed(key);
		const right = await passwords.verify(body.password, known?.passwordHash);
		if (!known || !right) return reject('login/failed', 'name or password is wrong');
		await misses.forget(key);
		return (
			(await signIn(name, known.passwordHash, body.device)) ?? reject('login/failed', 'try again')
		);
	};

	/** Undefined: the account has gone, or its password is another one by now. */
	async function signIn(
		name: string,
		passwordHash: string,
		device: string | undefined,
	): Promise<Result<SignedIn, never> | undefined> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const found = await records.get('account', name);
			if (found?.value.passwordHash !== passwordHash) return undefined;
			const token = newToken(random);
			const signed = withDevice(found.value, device, random);
			const kept = await records.write([
				{ kind: 'account', id: name, was: found.version, value: signed.account },
				{
					kind: 'token',
					id: hashToken(token),
					was: null,
					value: { role: 'organiser', account: found.value.id },
				},
			]);
			if (kept) return ok({ token, device: signed.device });
		}
		return undefined;
	}
}

export function later(why: string, laterSeconds: number): Later {
	const detail = `${why}, try again in ${laterSeconds} s`;
	return { ...reject('request/too-many', detail), laterSeconds };
}
