import crypto from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { MinuteMisses } from '#server/adapters/system/misses.ts';
import { Passwords } from '#server/adapters/system/passwords.ts';
import { random } from '#server/adapters/system/random.ts';
import { LIMITS } from '#shared/limits.ts';
import { no, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import { createLogin } from './login.ts';
import { openInstallation } from './open-installation.ts';

vi.mock('node:crypto', { spy: true });
// each check of a password is made to cost time
vi.setConfig({ testTimeout: 30_000 });

const NAME = 'Büro für Beteiligung';
const PASSWORD = 'zehn Zeichen und mehr';
const HALL = '10.0.0.7';
const OFFICE = '10.9.9.9';

async function setup() {
	const all = setUpUseCases();
	const { records } = all;
	const setupToken = (await openInstallation({ records, random }, false, undefined))!;
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
	const argon2 = vi.mocked(crypto.argon2);
	argon2.mockClear();
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
	const nobody = await login({ name: 'nobody', password: PASSWORD }, HALL);
	const wrong = await login({ name: NAME, password: 'something else' }, HALL);
	expect(nobody).toEqual(wrong);
	expect(no(nobody)).toBe('login/failed');
	expect(checked).toEqual([undefined, expect.stringContaining('$argon2id$')]);
	const asked = argon2.mock.calls.map(([, { nonce, message: _, ...cost }]) => ({
		...cost,
		saltBytes: (nonce as Buffer).length,
	}));
	expect(asked).toHaveLength(2);
	// the same work: memory, passes, lanes, length of salt and of hash
	expect(asked[0]).toEqual(asked[1]);
	expect(asked[0]).toMatchObject({ memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 });
});

test('[AC3] the right name and password give a token; case and blanks of the name make no difference', async () => {
	const { login, setupFirstAccount, authenticate, body } = await setup();
	yes(await setupFirstAccount(body));
	for (const name of [NAME, ` ${NAME.toUpperCase()} `]) {
		const { token } = yes(await login({ name, password: PASSWORD }, HALL));
		expect(await authenticate(token)).toMatchObject({ role: 'organiser' });
	}
});

test('[AC4] wrong passwords are limited per account: then even the right one is refused, elsewhere not', async () => {
	const { login, setupFirstAccount, body } = await setup();
	yes(await setupFirstAccount(body));
	const max = LIMITS.loginMissesPerMinutePerAccountMax;
	for (let miss = 0; miss < max; miss++)
		expect(no(await login({ name: NAME, password: 'something else' }, HALL))).toBe('login/failed');
	const blocked = await login({ name: NAME, password: PASSWORD }, HALL);
	expect(no(blocked)).toBe('request/too-many');
	expect(blocked).toMatchObject({ laterSeconds: expect.any(Number) as number });
	expect(no(await login({ name: 'another', password: PASSWORD }, HALL))).toBe('login/failed');
});

test('[AC4] a right password forgets the misses before it', async () => {
	const { login, setupFirstAccount, body } = await setup();
	yes(await setupFirstAccount(body));
	const max = LIMITS.loginMissesPerMinutePerAccountMax;
	for (let round = 0; round < 3; round++) {
		for (let miss = 1; miss < max; miss++)
			await login({ name: NAME, password: 'something else' }, HALL);
		yes(await login({ name: NAME, password: PASSWORD }, HALL));
	}
});

test('[AC5] a flood of logins is told to come later, and what it was told is no verdict', async () => {
	const { login } = await setup();
	const all = [];
	for (let n = 0; n < 100; n++) {
		all.push(login({ name: `name ${n}`, password: PASSWORD }, HALL));
		// each has come to its check before the next one comes, and none is done by then
		for (let turn = 0; turn < 50; turn++) await Promise.resolve();
	}
	const codes = (await Promise.all(all)).map(no);
	expect(codes.filter((code) => code === 'request/too-many').length).toBeGreaterThan(30);
	expect(codes.filter((code) => code === 'login/failed').length).toBeGreaterThan(30);
	// afterwards it goes on
	expect(no(await login({ name: 'name', password: PASSWORD }, HALL))).toBe('login/failed');
});

test('[AC6] a later start finds the setup token of an earlier one, or makes the earlier one void', async () => {
	const { records, setupToken, setupFirstAccount, body } = await setup();
	expect(await openInstallation({ records, random }, false, setupToken)).toBe(setupToken);
	const renewed = (await openInstallation({ records, random }, false, undefined))!;
	expect(renewed).not.toBe(setupToken);
	expect(no(await setupFirstAccount(body))).toBe('request/unauthorised');
	yes(await setupFirstAccount({ ...body, setupToken: renewed }));
	expect(await openInstallation({ records, random }, false, renewed)).toBeNull();
});

test('[AC4] guessing in the hall locks no known device out, and no other address', async () => {
	const { login, setupFirstAccount, body } = await setup();
	const { device } = yes(await setupFirstAccount(body));
	const guess = () => login({ name: NAME, password: 'something else' }, HALL);
	for (let n = 0; n < 30; n++) await guess();
	expect(no(await guess())).toBe('request/too-many');
	expect(no(await login({ name: NAME, password: PASSWORD }, HALL))).toBe('request/too-many');
	const again = yes(await login({ name: NAME, password: PASSWORD, device }, HALL));
	expect(again.device).toBe(device);
	yes(await login({ name: NAME, password: PASSWORD }, OFFICE));
	// a known device has a limit of its own, and is no key to another account
	for (let n = 0; n < LIMITS.loginMissesPerMinutePerAccountMax; n++)
		expect(no(await login({ name: NAME, password: 'wrong', device }, HALL))).toBe('login/failed');
	expect(no(await login({ name: NAME, password: PASSWORD, device }, HALL))).toBe(
		'request/too-many',
	);
	for (let n = 0; n < 30; n++) await login({ name: 'other', password: 'wrong', device }, HALL);
	expect(no(await login({ name: 'other', password: 'wrong', device }, HALL))).toBe(
		'request/too-many',
	);
});

test('[AC4] twenty devices are known, the one that signed in longest ago is forgotten', async () => {
	const { login, setupFirstAccount, records, body } = await setup();
	const first = yes(await setupFirstAccount(body)).device;
	for (let n = 0; n < 25; n++) yes(await login({ name: NAME, password: PASSWORD }, HALL));
	const [account] = await records.list('account');
	expect(account!.value.devices).toHaveLength(20);
	expect(JSON.stringify(account)).not.toContain(first);
	const back = yes(await login({ name: NAME, password: PASSWORD, device: first }, HALL));
	expect(back.device).not.toBe(first);
});

test('[AC7] a second organiser by a link that works once', async () => {
	const { setupFirstAccount, invitations, authenticate, login, body } = await setup();
	const first = (await authenticate(yes(await setupFirstAccount(body)).token))!;
	const { token, id } = yes(await invitations.invite(first));
	const other = { setupToken: token, name: 'Integrationsbüro', password: PASSWORD };
	expect(no((await invitations.redeem({ ...other, name: ` ${NAME.toUpperCase()}` }))!)).toBe(
		'account/taken',
	);
	const all = await Promise.all(
		[1, 2, 3].map((n) => invitations.redeem({ ...other, name: `Büro ${n}` })),
	);
	expect(all.filter((one) => one?.ok)).toHaveLength(1);
	expect(await invitations.redeem(other)).toBeUndefined();
	const { accounts, invitations: open } = yes(await invitations.accounts(first));
	expect(accounts.map(({ self }) => self).toSorted()).toEqual([false, true]);
	expect(open).toEqual([]);
	expect(no(await invitations.withdraw(first, id))).toBe('request/not-found');
	const second = accounts.find(({ self }) => !self)!;
	yes(await login({ name: second.name, password: PASSWORD }, OFFICE));
});

test('[AC7] an invitation ends: withdrawn, after seven days; twenty are open at most', async () => {
	const { setupFirstAccount, invitations, authenticate, clock, records, body } = await setup();
	const first = (await authenticate(yes(await setupFirstAccount(body)).token))!;
	const withdrawn = yes(await invitations.invite(first));
	yes(await invitations.withdraw(first, withdrawn.id));
	const old = yes(await invitations.invite(first));
	const redeem = (setupToken: string) =>
		invitations.redeem({ setupToken, name: 'Büro', password: PASSWORD });
	expect(await redeem(withdrawn.token)).toBeUndefined();
	await clock.pass(old.untilMs - clock.nowMs());
	expect(await redeem(old.token)).toBeUndefined();
	for (let n = 0; n < LIMITS.invitationsMax; n++) yes(await invitations.invite(first));
	expect(no(await invitations.invite(first))).toBe('request/too-many');
	expect(await records.list('invitation')).toHaveLength(LIMITS.invitationsMax);
});

test('[AC8] [AC9] a removed account is out everywhere; the last one stays, also if two remove each other', async () => {
	const { setupFirstAccount, invitations, authenticate, body, clock } = await setup();
	const one = yes(await setupFirstAccount(body));
	const first = (await authenticate(one.token))!;
	const invited = yes(await invitations.invite(first));
	const two = yes(
		(await invitations.redeem({ ...body, setupToken: invited.token, name: 'Büro' }))!,
	);
	const second = (await authenticate(two.token))!;
	const idOf = (self: boolean) =>
		invitations.accounts(first).then((all) => yes(all).accounts.find((a) => a.self === self)!.id);
	const [a, b] = [await idOf(true), await idOf(false)];
	const answers = await Promise.all([
		invitations.removeAccount(first, b),
		invitations.removeAccount(second, a),
	]);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
	expect(answers.filter(({ ok }) => !ok).map(no)).toEqual(['account/last']);
	await clock.pass(1_100);
	const still = await Promise.all([one, two].map(({ token }) => authenticate(token)));
	expect(still.filter(Boolean)).toHaveLength(1);
});

test('[AC9] a new password: the old one is asked for, and every other token of the account ends', async () => {
	const { setupFirstAccount, changePassword, login, authenticate, clock, body } = await setup();
	const { token, device } = yes(await setupFirstAccount(body));
	const elsewhere = yes(await login({ name: NAME, password: PASSWORD }, OFFICE));
	const me = (await authenticate(token))!;
	const newPassword = 'ein ganz anderes Wort';
	expect(no(await changePassword(me, { password: 'wrong', newPassword }))).toBe('login/failed');
	const anew = yes(await changePassword(me, { password: PASSWORD, newPassword }));
	await clock.pass(1_100);
	for (const old of [token, elsewhere.token]) expect(await authenticate(old)).toBeUndefined();
	expect(await authenticate(anew.token)).toMatchObject({ role: 'organiser' });
	expect(no(await login({ name: NAME, password: PASSWORD, device }, HALL))).toBe('login/failed');
	yes(await login({ name: NAME, password: newPassword }, HALL));
	for (let n = 0; n < LIMITS.loginMissesPerMinutePerAccountMax; n++)
		await changePassword(me, { password: 'wrong', newPassword });
	expect(no(await changePassword(me, { password: newPassword, newPassword }))).toBe(
		'request/too-many',
	);
	const automation = { role: 'organiser', account: 'automation' } as const;
	expect(no(await changePassword(automation, { password: PASSWORD, newPassword }))).toBe(
		'command/not-allowed',
	);
});

test('[AC10] names and invitations are for organisers', async () => {
	const { invitations, create, authenticate } = await setup();
	const { tokens } = await create();
	for (const token of [tokens.moderator, tokens.observer]) {
		const caller = (await authenticate(token))!;
		for (const answer of [
			await invitations.accounts(caller),
			await invitations.invite(caller),
			await invitations.withdraw(caller, 'x'),
			await invitations.removeAccount(caller, 'a_1'),
		])
			expect(no(answer)).toBe('request/not-found');
	}
});

test('[AC6] on a store that several nodes share, what each has printed holds until one was used', async () => {
	const { records, setupFirstAccount } = setUpUseCases();
	const open = (known?: string) => openInstallation({ records, random }, true, known);
	const [one, two] = [(await open())!, (await open())!];
	expect(await open(one)).toBe(one);
	const body = { name: NAME, password: PASSWORD };
	expect(no(await setupFirstAccount({ ...body, setupToken: `${one}x` }))).toBe(
		'request/unauthorised',
	);
	yes(await setupFirstAccount({ ...body, setupToken: one }));
	expect(no(await setupFirstAccount({ ...body, setupToken: two }))).toBe('setup/done');
	expect(await open(two)).toBeNull();
});
