import { expect, test } from 'vitest';
import { random } from '#server/adapters/system/random.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import { createAuthenticate } from './authenticate.ts';
import { hashToken, newToken } from './tokens.ts';

test('[TK1] a token is 32 random bytes in an alphabet that is safe in fragments and subprotocols', () => {
	const tokens = new Set(Array.from({ length: 100 }, () => newToken(random)));
	expect(tokens.size).toBe(100);
	for (const token of tokens) {
		expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
	}
});

test('[TK1] the store knows no token, only its hash', async () => {
	const { create, join, records } = setUpUseCases();
	const { dialogue, tokens } = await create();
	const seat = yes(await join({ code: dialogue.code }, { address: 'x' }));
	const kept = JSON.stringify([
		await records.list('token'),
		await records.list('link'),
		await records.list('dialogue'),
	]);
	const all = [tokens.moderator, tokens.projector, tokens.observer, seat.token];
	for (const token of [...all, ...Object.values(tokens.hosts)]) {
		expect(kept).not.toContain(token);
		expect(kept).toContain(hashToken(token));
	}
});

test('[TK2] each link stands for its own role and place, anything else for nothing', async () => {
	const { create, authenticate } = setUpUseCases();
	const { dialogue, tokens } = await create();
	const { id } = dialogue;
	expect(await authenticate(tokens.moderator)).toEqual({ role: 'moderator', dialogue: id });
	expect(await authenticate(tokens.projector)).toEqual({ role: 'projector', dialogue: id });
	expect(await authenticate(tokens.observer)).toEqual({ role: 'observer', dialogue: id });
	for (const { id: table } of dialogue.tables)
		expect(await authenticate(tokens.hosts[table]!)).toEqual({ role: 'host', dialogue: id, table });
	const wrong = ['', ' ', 'x', tokens.moderator.slice(0, -1), `${tokens.moderator}A`, '__proto__'];
	for (const token of [...wrong, 'a'.repeat(1_000_000), hashToken(tokens.moderator)])
		expect(await authenticate(token)).toBeUndefined();
});

test('[TK3] ADMIN_TOKEN is an organiser; without the variable nothing is', async () => {
	const { records, clock, authenticate } = setUpUseCases();
	const admitted = createAuthenticate({ records, clock, adminToken: 'let me in' });
	expect(await admitted('let me in')).toEqual(ORGANISER);
	for (const token of ['let me i', 'let me in ', 'LET ME IN', 'undefined', ''])
		expect(await admitted(token)).toBeUndefined();
	expect(await authenticate('undefined')).toBeUndefined();
});

test('[TK4] a renewed link is dead within a second, even if nobody rings', async () => {
	const { create, records, clock, renewLink } = setUpUseCases();
	const deaf = { ...bound(records), watch: () => () => undefined };
	const authenticate = createAuthenticate({ records: deaf, clock, adminToken: undefined });
	const { dialogue, tokens } = await create();
	expect(await authenticate(tokens.moderator)).toBeDefined();
	yes(await renewLink(ORGANISER, dialogue.id, { role: 'moderator' }));
	await clock.pass(1_000);
	expect(await authenticate(tokens.moderator)).toBeUndefined();
});

test('[TK4] what is remembered ends at once when the bell rings', async () => {
	const { create, clock, authenticate, renewLink } = setUpUseCases();
	const { dialogue, tokens } = await create();
	expect(await authenticate(tokens.moderator)).toBeDefined();
	yes(await renewLink(ORGANISER, dialogue.id, { role: 'moderator' }));
	await clock.pass(0);
	expect(await authenticate(tokens.moderator)).toBeUndefined();
});

test('[TK5] seats and accounts end their own token, shared links cannot be ended', async () => {
	const { create, join, authenticate, giveBack, clock } = setUpUseCases();
	const { dialogue, tokens } = await create();
	const { token } = yes(await join({ code: dialogue.code }, { address: 'x' }));
	yes(await giveBack((await authenticate(token))!, token));
	await clock.pass(0);
	expect(await authenticate(token)).toBeUndefined();
	const moderator = (await authenticate(tokens.moderator))!;
	expect(no(await giveBack(moderator, tokens.moderator))).toBe('command/not-allowed');
	expect(no(await giveBack(ORGANISER, 'let me in'))).toBe('command/not-allowed');
	await clock.pass(0);
	expect(await authenticate(tokens.moderator)).toEqual(moderator);
});

test('[LK1] renewing changes the tokens in one write: at no moment both are valid, or none', async () => {
	const { create, records, clock, renewLink } = setUpUseCases();
	const { dialogue, tokens } = await create();
	const moments: boolean[][] = [];
	const watched = bound(records);
	const write = records.write.bind(records);
	const old = hashToken(tokens.moderator);
	watched.write = async (writes) => {
		const done = await write(writes);
		const link = await records.get('link', `${dialogue.id}/moderator`);
		const isNew = await records.get('token', link!.value.tokenHash);
		moments.push([(await records.get('token', old)) !== undefined, isNew !== undefined]);
		return done;
	};
	const { createRenewLink } = await import('./renew-link.ts');
	yes(
		await createRenewLink({ records: watched, random, clock })(ORGANISER, dialogue.id, {
			role: 'moderator',
		}),
	);
	expect(moments).toEqual([[false, true]]);
	expect(no(await renewLink(ORGANISER, 'd_unknown', { role: 'moderator' }))).toBe(
		'dialogue/not-found',
	);
});

test('[LK2] only organisers renew, and a host’s link names a table of the dialogue', async () => {
	const { create, authenticate, renewLink } = setUpUseCases();
	const { dialogue, tokens } = await create();
	const { id, tables } = dialogue;
	const other = await create();
	for (const token of [tokens.moderator, tokens.observer, tokens.hosts[tables[0]!.id]!]) {
		const caller = (await authenticate(token))!;
		expect(no(await renewLink(caller, id, { role: 'projector' }))).toBe('dialogue/not-found');
	}
	const foreign = other.dialogue.tables[0]!.id;
	expect(no(await renewLink(ORGANISER, id, { role: 'host' }))).toBe('request/invalid');
	const [table] = tables;
	expect(no(await renewLink(ORGANISER, id, { role: 'observer', tableId: table!.id }))).toBe(
		'request/invalid',
	);
	expect(no(await renewLink(ORGANISER, id, { role: 'host', tableId: foreign }))).toBe(
		'table/unknown',
	);
	const host = yes(await renewLink(ORGANISER, id, { role: 'host', tableId: table!.id }));
	expect(await authenticate(host.token)).toEqual({ role: 'host', dialogue: id, table: table!.id });
	const interpreter = yes(await renewLink(ORGANISER, id, { role: 'interpreter' }));
	expect(await authenticate(interpreter.token)).toEqual({ role: 'interpreter', dialogue: id });
});

test('[LK3] of renewals at once each answers a token, and exactly one of them holds', async () => {
	const { create, authenticate, renewLink } = setUpUseCases();
	const { dialogue } = await create();
	const all = await Promise.all(
		[1, 2, 3].map(() => renewLink(ORGANISER, dialogue.id, { role: 'moderator' })),
	);
	const grants = await Promise.all(all.map((result) => authenticate(yes(result).token)));
	expect(grants.filter(Boolean)).toHaveLength(1);
});

/** A port whose methods can be replaced one by one. */
function bound<T extends object>(port: T): T {
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(port)) as (keyof T)[];
	const all = names.filter((name) => typeof port[name] === 'function' && name !== 'constructor');
	return Object.fromEntries(
		all.map((name) => [name, (port[name] as (...args: unknown[]) => unknown).bind(port)]),
	) as T;
}
