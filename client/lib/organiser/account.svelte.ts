import { call } from '#lib/hall/api.ts';
import type { LoginBody, PasswordBody, SetupBody, SignedIn } from '#shared/api.ts';

const KEY = 'thementisch.organiser';
/** That somebody has signed in here before: with it nobody else's guesses lock this device out. No key to anything. */
const DEVICE_KEY = 'thementisch.organiser.device';

/** The organiser who is signed in on this device. The token is kept in this browser's storage, never in a cookie. */
class Account {
	token = $state(stored(KEY));

	async setUp(body: SetupBody): Promise<void> {
		this.#signedIn(await call<SignedIn>('POST', '/api/setup', { body }));
	}

	async signIn(body: LoginBody): Promise<void> {
		const device = stored(DEVICE_KEY);
		const known = device === undefined ? body : { ...body, device };
		this.#signedIn(await call<SignedIn>('POST', '/api/login', { body: known }));
	}

	/** Every other device is signed out; this one goes on with a new token. */
	async changePassword(body: PasswordBody): Promise<void> {
		const token = this.token ?? '';
		this.#signedIn(await call<SignedIn>('POST', '/api/password', { token, body }));
	}

	signOut(): void {
		this.#keep(undefined);
	}

	#signedIn({ token, device }: SignedIn): void {
		this.#keep(token);
		keep(DEVICE_KEY, device);
	}

	#keep(token: string | undefined): void {
		this.token = token;
		keep(KEY, token);
	}
}

function keep(key: string, value: string | undefined): void {
	try {
		if (value === undefined) localStorage.removeItem(key);
		else localStorage.setItem(key, value);
	} catch {
		// it holds until the tab is closed
	}
}

function stored(key: string): string | undefined {
	try {
		return localStorage.getItem(key) ?? undefined;
	} catch {
		return undefined;
	}
}

export const account = new Account();
