import { call } from '#lib/hall/api.ts';
import type { LoginBody, SetupBody, TokenAnswer } from '#shared/api.ts';

const KEY = 'thementisch.organiser';

/** The organiser who is signed in on this device. The token is kept in this browser's storage, never in a cookie. */
class Account {
	token = $state(stored());

	async setUp(body: SetupBody): Promise<void> {
		this.#keep((await call<TokenAnswer>('POST', '/api/setup', { body })).token);
	}

	async signIn(body: LoginBody): Promise<void> {
		this.#keep((await call<TokenAnswer>('POST', '/api/login', { body })).token);
	}

	signOut(): void {
		this.#keep(undefined);
	}

	#keep(token: string | undefined): void {
		this.token = token;
		try {
			if (token === undefined) localStorage.removeItem(KEY);
			else localStorage.setItem(KEY, token);
		} catch {
			// it holds until the tab is closed
		}
	}
}

function stored(): string | undefined {
	try {
		return localStorage.getItem(KEY) ?? undefined;
	} catch {
		return undefined;
	}
}

export const account = new Account();
