import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Link } from '#shared/api.ts';
import { ADMIN_TOKEN, openHttpHouse, type HttpHouse } from '#tests/support/http-house.ts';
import { createDialogue, joinSeat, request } from '#tests/support/outside-api.ts';

/** Every route by every role of two dialogues: what is not on the list of what may be must answer as if it were not there. */

let house: HttpHouse;
let a: Place;
let b: Place;
beforeAll(async () => {
	house = await openHttpHouse({}, { keep: true });
	a = await place();
	b = await place();
});
afterAll(() => house.stop());

interface Place {
	readonly id: string;
	readonly code: string;
	readonly tableId: string;
	readonly tokens: Readonly<Record<string, string>>;
}

async function place(): Promise<Place> {
	const { id, code, tables, links } = await createDialogue(house.base, ADMIN_TOKEN);
	const tableId = tables[0]!.id;
	const interpreter = await request<Link>(house.base, 'POST', `/api/dialogues/${id}/links`, {
		token: ADMIN_TOKEN,
		body: { role: 'interpreter' },
	});
	return {
		id,
		code,
		tableId,
		tokens: {
			participant: (await joinSeat(house.base, code)).token,
			host: links.hosts[tableId]!.token,
			moderator: links.moderator.token,
			projector: links.projector.token,
			observer: links.observer.token,
			interpreter: interpreter.token,
		},
	};
}

const MEMBERS = ['participant', 'host', 'moderator', 'projector', 'observer', 'interpreter'];
/** Method, path behind `/api/dialogues/:id`, body, and which roles of the dialogue may; organisers may everything. */
const ROUTES: readonly [string, string, object | undefined, readonly string[]][] = [
	['GET', '', undefined, MEMBERS],
	['PATCH', '', { settings: { hideUntilReveal: false } }, ['moderator']],
	['PATCH', '', { title: 'Neu' }, []],
	['PATCH', '', { phase: 'open' }, []],
	['POST', '/links', { role: 'observer' }, []],
	['GET', '/results', undefined, ['host', 'moderator', 'observer']],
	['GET', '/export?format=csv', undefined, ['moderator']],
	['GET', '/log', undefined, ['moderator']],
	['DELETE', '', undefined, []],
];

async function ask(
	method: string,
	path: string,
	token: string | undefined,
	body: object | undefined,
): Promise<{ status: number; text: string }> {
	const answer = await fetch(house.base + path, {
		method,
		headers: {
			...(token !== undefined && { authorization: `Bearer ${token}` }),
			...(body && { 'content-type': 'application/json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, text: text.replace(/"requestId":"[^"]*"/, '') };
}

test.each(ROUTES)(
	'[HT5] [DI13] %s /api/dialogues/:id%s by every role here and elsewhere',
	async (...route) => {
		const [method, rest, body, allowed] = route;
		const path = (id: string) => `/api/dialogues/${id}${rest}`;
		let cells = 0;
		for (const role of MEMBERS) {
			const nothing = await ask(method, path('d_0123456789abcdef'), a.tokens[role], body);
			expect([role, nothing.status]).toEqual([role, 404]);
			const foreign = await ask(method, path(b.id), a.tokens[role], body);
			expect([role, foreign]).toEqual([role, nothing]); // byte for byte
			const own = await ask(method, path(a.id), a.tokens[role], body);
			if (allowed.includes(role)) expect([role, own.status]).toEqual([role, 200]);
			else expect([role, own]).toEqual([role, nothing]);
			cells += 3;
		}
		for (const token of [undefined, 'wrong', `${a.tokens['moderator']}x`, ADMIN_TOKEN.slice(1)]) {
			const ours = await ask(method, path(a.id), token, body);
			expect(ours.status).toBe(401);
			expect(await ask(method, path('d_0123456789abcdef'), token, body)).toEqual(ours);
			cells += 2;
		}
		expect(cells).toBe(26);
	},
);

test('[AC10] accounts and invitations are the organisers’ alone', async () => {
	for (const [method, path] of [
		['GET', '/api/accounts'],
		['DELETE', '/api/accounts/a_1'],
		['POST', '/api/invitations'],
		['DELETE', '/api/invitations/x'],
	] as const) {
		for (const role of MEMBERS)
			expect([role, (await ask(method, path, a.tokens[role], undefined)).status]).toEqual([
				role,
				404,
			]);
		expect((await ask(method, path, 'wrong', undefined)).status).toBe(401);
	}
	const path = `/api/dialogues/${a.id}/log?before=x`;
	for (const role of MEMBERS) {
		const { status } = await ask('GET', path, a.tokens[role], undefined);
		expect([role, status]).toEqual([role, role === 'moderator' ? 400 : 404]);
	}
});

test('[HT5] whoever may not take files away does not learn which formats there are', async () => {
	for (const role of MEMBERS) {
		const path = `/api/dialogues/${a.id}/export?format=nonsense`;
		const { status } = await ask('GET', path, a.tokens[role], undefined);
		expect([role, status]).toEqual([role, role === 'moderator' ? 400 : 404]);
	}
});

test('[HT5] nobody but an organiser lists or makes dialogues', async () => {
	const made = { title: 'x', place: 'x', date: '2026-11-22', tables: [{ theme: 'x' }] };
	for (const role of MEMBERS) {
		const { status } = await ask('GET', '/api/dialogues', a.tokens[role], undefined);
		expect([role, status]).toEqual([role, 404]);
		expect((await ask('POST', '/api/dialogues', a.tokens[role], made)).status).toBe(404);
	}
	expect((await ask('GET', '/api/dialogues', ADMIN_TOKEN, undefined)).status).toBe(200);
	expect((await ask('POST', '/api/dialogues', ADMIN_TOKEN, made)).status).toBe(201);
});

test('[HT5] ids in other clothes open nothing', async () => {
	const moderator = a.tokens['moderator'];
	const { status } = await ask('GET', `/api/dialogues/${a.id}`, moderator, undefined);
	expect(status).toBe(200);
	const strange = [
		a.id.toUpperCase(),
		` ${a.id}`,
		`${a.id}%00`,
		`${a.id}%20`,
		`..%2f${a.id}`,
		`${b.id}%2f..%2f${a.id}`,
		`${a.id},${b.id}`,
		'd_',
		'__proto__',
		'constructor',
		'%F0%9F%92%A9',
		'x'.repeat(5_000),
	];
	for (const id of strange)
		expect([id, (await ask('GET', `/api/dialogues/${id}`, moderator, undefined)).status]).toEqual([
			id,
			404,
		]);
	for (const path of [`/API/dialogues/${a.id}`, `/api//dialogues/${a.id}`, `/api/../api/x/${a.id}`])
		expect((await ask('GET', path, moderator, undefined)).text).not.toContain('"questions"');
});

test('[TK4] renewed, truncated, erased: what has ended opens nothing within a second', async () => {
	const gone = await place();
	const me = async (token: string) => (await ask('GET', '/api/me', token, undefined)).status;
	const { host, moderator, participant } = gone.tokens as Record<string, string>;
	for (const token of [host!, moderator!, participant!]) expect(await me(token)).toBe(200);
	await request(house.base, 'POST', `/api/dialogues/${gone.id}/links`, {
		token: ADMIN_TOKEN,
		body: { role: 'host', tableId: gone.tableId },
	});
	await expect.poll(() => me(host!)).toBe(401);
	expect(await me(moderator!)).toBe(200);
	await request(house.base, 'DELETE', `/api/dialogues/${gone.id}`, { token: ADMIN_TOKEN });
	for (const token of [moderator!, participant!]) await expect.poll(() => me(token)).toBe(401);
	expect((await ask('POST', '/api/join', undefined, { code: gone.code })).status).toBe(404);
});

test('[TK5] a tablet that is given back has no seat any more, a moderator’s link stays', async () => {
	const { code, tokens } = await place();
	const { token } = await joinSeat(house.base, code);
	expect((await ask('POST', '/api/logout', token, undefined)).status).toBe(204);
	await expect.poll(async () => (await ask('GET', '/api/me', token, undefined)).status).toBe(401);
	expect((await ask('POST', '/api/logout', tokens['moderator'], undefined)).status).toBe(403);
	expect((await ask('GET', '/api/me', tokens['moderator'], undefined)).status).toBe(200);
});

test('[HT3] a token counts in the header alone', async () => {
	const token = ADMIN_TOKEN;
	const tries: [string, HeadersInit][] = [
		[`/api/dialogues?token=${token}`, {}],
		[`/api/dialogues?access_token=${token}`, {}],
		['/api/dialogues', { cookie: `token=${token}` }],
		['/api/dialogues', { authorization: token }],
		['/api/dialogues', { authorization: `Basic ${btoa(`x:${token}`)}` }],
		['/api/dialogues', { 'x-authorization': `Bearer ${token}` }],
		['/api/dialogues', { 'x-http-method-override': 'POST' }],
	];
	for (const [path, headers] of tries)
		expect([path, (await fetch(house.base + path, { headers })).status]).toEqual([path, 401]);
});
