import type { Records } from '#server/ports/records.ts';
import type { LoginBody, TokenAnswer } from '#shared/api.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Random } from '#shared/ids.ts';
import { hashToken, newToken } from './tokens.ts';

/** Counts what went wrong under a key, and says when it was too often. */
export interface Misses {
	/** 0: go on; else after how many seconds it may be tried again. */
	blockedForSeconds(key: string): Promise<number>;
	missed(key: string): Promise<void>;
	forget(key: string): Promise<void>;
}

export type LoginResult =
	| Result<TokenAnswer, 'login/failed'>
	| (Result<never, 'request/too-many'> & { readonly laterSeconds: number });

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

/** A name as accounts are found by: blanks and case make no difference. */
export function accountKey(name: string): string {
	return name.trim().normalize('NFKC').toLowerCase();
}

/** A token for an organiser's name and password. Rules AC3–AC5 in SPEC.md. */
export function createLogin({ records, random, passwords, misses }: Needs) {
	return async function login(body: LoginBody): Promise<LoginResult> {
		const key = accountKey(body.name);
		// asked first: what is refused here leaves no trace, so a flood cannot fill the memory
		if (passwords.isBusy) return later('too many log in at once', 1);
		const blockedForSeconds = await misses.blockedForSeconds(key);
		if (blockedForSeconds > 0) return later('too often wrong', blockedForSeconds);
		// counted before it is known, so that many at once do not slip through together
		await misses.missed(key);
		const account = (await records.get('account', key))?.value;
		const right = await passwords.verify(body.password, account?.passwordHash);
		if (!account || !right) return reject('login/failed', 'name or password is wrong');
		await misses.forget(key);
		const token = newToken(random);
		const kept = await records.write([
			{
				kind: 'token',
				id: hashToken(token),
				was: null,
				value: { role: 'organiser', account: account.id },
			},
		]);
		return kept ? ok({ token }) : reject('login/failed', 'try again');
	};
}

function later(why: string, laterSeconds: number): LoginResult {
	const detail = `${why}, try again in ${laterSeconds} s`;
	return { ...reject('request/too-many', detail), laterSeconds };
}
