import { expect, test } from 'vitest';
import { MinuteMisses } from '#server/adapters/system/misses.ts';
import { Passwords } from '#server/adapters/system/passwords.ts';
import { random } from '#server/adapters/system/random.ts';
import { LIMITS } from '#shared/limits.ts';
import { no, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import { createLogin } from './login.ts';
import { openInstallation } from './open-installation.ts';

const NAME = 'Büro für Beteiligung';
const PASSWORD = 'zehn Zeichen und mehr';

async function setup() {
	const all = setUpUseCases();
	const { records } = all;
	const setupToken = (await openInstallation({ records, random }, undefined))!;
	return { ...all, setupToken, body: { setupToken, name: NAME, password: PASSWORD } };
}

test('[AC1] the first account is made once, with the setup token alone', async () => {
	const { setupFirstAccount, authenticate, body } = await setup();
	const wrong = { ...body, setupToken: `${body.setupToken}x` };
	expect(no(await setupFirstAccount(wrong))).toBe('request/unauthorised');
	const { token } = yes(await setupFirstAccount(body));
	expect(await authenticate(token)).toMatchObject({ role: 'organiser' });
	expect(no(await setupFirstAccount(body))).toBe('setup/done');
	expect(no(await setupFirstAccount(wrong))).toBe('setup/done');
});

test('[AC1] of several at once, one succeeds', async () => {
	const { setupFirstAccount, records, body } = await setup();
	const all = await Promise.all(
		[1, 2, 3, 4].map((one) => setupFirstAccount({ ...body, name: `${NAME} ${one}` })),
	);
	expect(all.filter(({ ok }) => ok)).toHaveLength(1);
	expect(await records.list('account')).toHaveLength(1);
});

test('[AC2] a password is kept as argon2id in PHC format, salted, and nowhere as it is', async () => {
	const { setupFirstAccount, records, body } = await setup();
	yes(await setupFirstAccount(body));
	const [account] = await records.list('account');
	const { passwordHash } = account!.value;
	expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
	expect(JSON.stringify(account)).not.toContain(PASSWORD);
	const passwords = new Passwords();
	expect(await passwords.hash(PASSWORD)).not.toBe(await passwords.hash(PASSWORD));
	expect(await passwords.verify(PASSWORD, passwordHash)).toBe(true);
	expect(await passwords.verify(`${PASSWORD} `, passwordHash)).toBe(false);
});

test('[AC3] a wrong name and a wrong password get the same answer after the same work', async () => {
	const { records, setupFirstAccount, body } = await setup();
	yes(await setupFirstAccount(body));
	const passwords = new Passwords();
	const checked: (string | undefined)[] = [];
	const login = createLogin({
		records,
		random,
		misses: new MinuteMisses(100),
		passwords: {
			isBusy: false,
			verify: (password, stored) => {
				checked.push(stored);
				return passwords.verify(password, stored);
			},
		},
	});
	const nobody = await login({ name: 'nobody', password: PASSWORD });
	const wrong = await login({ name: NAME, password: 'something else' });
	expect(nobody).toEqual(wrong);
	expect(no(nobody)).toBe('login/failed');
	expect(checked).toEqual([undefined, expect.stringContaining('$argon2id$')]);

	const [forNobody, forSomebody] = [await median(undefined), await median(checked[1])];
	expect(forNobody / forSomebody).toBeGreaterThan(0.5);
	expect(forNobody / forSomebody).toBeLessThan(2);

	async function median(stored: string | undefined): Promise<number> {
		const tookMs: number[] = [];
		for (let time = 0; time < 9; time++) {
			const beganMs = performance.now();
			await passwords.verify('something else', stored);
			tookMs.push(performance.now() - beganMs);
		}
		return tookMs.toSorted((a, b) => a - b)[4]!;
	}
});

test('[AC3] the right name and password give a token; case and blanks of the name make no difference', async () => {
	const { login, setupFirstAccount, authenticate, body } = await setup();
	yes(await setupFirstAccount(body));
	for (const name of [NAME, ` ${NAME.toUpperCase()} `]) {
		const { token } = yes(await login({ name, password: PASSWORD }));
		expect(await authenticate(token)).toMatchObject({ role: 'organiser' });
	}
});

test('[AC4] wrong passwords are limited per account: then even the right one is refused, elsewhere not', async () => {
	const { login, setupFirstAccount, body } = await setup();
	yes(await setupFirstAccount(body));
	const max = LIMITS.loginMissesPerMinutePerAccountMax;
	for (let miss = 0; miss < max; miss++)
		expect(no(await login({ name: NAME, password: 'something else' }))).toBe('login/failed');
	const blocked = await login({ name: NAME, password: PASSWORD });
	expect(no(blocked)).toBe('request/too-many');
	expect(blocked).toMatchObject({ laterSeconds: expect.any(Number) as number });
	expect(no(await login({ name: 'another', password: PASSWORD }))).toBe('login/failed');
});

test('[AC4] a right password forgets the misses before it', async () => {
	const { login, setupFirstAccount, body } = await setup();
	yes(await setupFirstAccount(body));
	const max = LIMITS.loginMissesPerMinutePerAccountMax;
	for (let round = 0; round < 3; round++) {
		for (let miss = 1; miss < max; miss++) await login({ name: NAME, password: 'something else' });
		yes(await login({ name: NAME, password: PASSWORD }));
	}
});

test('[AC5] a flood of logins is told to come later, and what it was told is no verdict', async () => {
	const { login } = await setup();
	const all = [];
	for (let n = 0; n < 100; n++) {
		all.push(login({ name: `name ${n}`, password: PASSWORD }));
		// each has come to its check before the next one comes, and none is done by then
		for (let turn = 0; turn < 50; turn++) await Promise.resolve();
	}
	const codes = (await Promise.all(all)).map(no);
	expect(codes.filter((code) => code === 'request/too-many').length).toBeGreaterThan(30);
	expect(codes.filter((code) => code === 'login/failed').length).toBeGreaterThan(30);
	// afterwards it goes on
	expect(no(await login({ name: 'name', password: PASSWORD }))).toBe('login/failed');
});

test('[AC6] a later start finds the setup token of an earlier one, or makes the earlier one void', async () => {
	const { records, setupToken, setupFirstAccount, body } = await setup();
	expect(await openInstallation({ records, random }, setupToken)).toBe(setupToken);
	const renewed = (await openInstallation({ records, random }, undefined))!;
	expect(renewed).not.toBe(setupToken);
	expect(no(await setupFirstAccount(body))).toBe('request/unauthorised');
	yes(await setupFirstAccount({ ...body, setupToken: renewed }));
	expect(await openInstallation({ records, random }, renewed)).toBeNull();
});
