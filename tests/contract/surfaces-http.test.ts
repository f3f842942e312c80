import { afterAll, beforeAll, expect, test } from 'vitest';
import { CreateDialogueAnswer, ProblemSchema } from '#shared/api.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { openHall } from '#tests/support/hall.ts';
import { joinSeat, request, type ProblemError } from '#tests/support/outside-api.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

/** The status and code of a "no". */
async function no(promise: Promise<unknown>): Promise<[status: number, code: string]> {
	const problem = await promise.then(
		() => Promise.reject(new Error('it was a yes')),
		(e: ProblemError) => e,
	);
	return [problem.status, problem.code];
}

test('healthz, readyz and limits answer everybody', async () => {
	expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
	const ready = await request<Record<string, unknown>>(server.base, 'GET', '/readyz');
	expect(ready).toMatchObject({ store: 'embedded', durability: expect.any(String) as string });
	const limits = await request<Record<string, number>>(server.base, 'GET', '/api/limits');
	expect(limits['cardTextCharsMax']).toBe(1_000);
});

test('the OpenAPI document names every route of the contract', async () => {
	const { openapi, paths } = await request<{
		openapi: string;
		paths: Record<string, Record<string, unknown>>;
	}>(server.base, 'GET', '/api/openapi.json');
	expect(openapi).toMatch(/^3\.1/);
	const routes = Object.entries(paths).flatMap(([path, verbs]) =>
		Object.keys(verbs).map((verb) => `${verb} ${path.replace(/\{\w+\}/g, ':id')}`),
	);
	for (const route of [
		'get /healthz',
		'get /readyz',
		'get /api/limits',
		'post /api/setup',
		'post /api/login',
		'post /api/dialogues',
		'get /api/dialogues/:id',
		'patch /api/dialogues/:id',
		'delete /api/dialogues/:id',
		'post /api/join',
		'post /api/dialogues/:id/links',
		'get /api/dialogues/:id/results',
		'get /api/dialogues/:id/export',
		'get /metrics',
	])
		expect(routes).toContain(route);
});

test('errors are problem documents with a request id', async () => {
	for (const [path, status] of [
		['/api/nowhere', 404],
		['/api/dialogues/d_unknown', 401],
	] as const) {
		const answer = await fetch(server.base + path);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
		const problem = ProblemSchema.parse(await answer.json());
		expect(problem.type).toMatch(/^\/problems\//);
		expect(problem.requestId).not.toBe('');
	}
	const broken = await fetch(`${server.base}/api/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"code":',
	});
	expect(broken.status).toBe(400);
	expect(ProblemSchema.parse(await broken.json()).type).toBe('/problems/request/invalid');
});

test('an organiser makes a dialogue; its answer has the code, the tables and all links', async () => {
	const hall = await openHall(server);
	const dialogue = CreateDialogueAnswer.parse(hall.dialogue);
	expect(dialogue.tables.map(({ theme }) => theme)).toEqual(['Bauen & Wohnen', 'Arbeit']);
	expect(Object.keys(dialogue.links.hosts).toSorted()).toEqual(hall.tables.toSorted());
	for (const link of [dialogue.links.moderator, ...Object.values(dialogue.links.hosts)]) {
		expect(new URL(link.url).hash).toBe(`#${link.token}`);
		expect(new URL(link.url).search).toBe('');
	}
	const path = `/api/dialogues/${dialogue.id}`;
	const answer = await request<{ questions: { id: string }[]; settings: unknown }>(
		server.base,
		'GET',
		path,
		{ token: server.adminToken },
	);
	expect(answer.questions.map(({ id }) => id)).toEqual(['good', 'improve', 'need']);
	expect(answer.settings).toEqual({
		...{ sorting: 'hosts', moderation: 'off', hideUntilReveal: false, tableMode: 'free' },
	});
});

test('only an organiser makes dialogues and links', async () => {
	const hall = await openHall(server);
	const { token } = await hall.join();
	const body = { title: 'x', place: 'y', date: '2026-11-22', tables: [{ theme: 'z' }] };
	const links = `/api/dialogues/${hall.dialogue.id}/links`;
	for (const stranger of [token, hall.hostToken(), hall.moderatorToken]) {
		const made = no(request(server.base, 'POST', '/api/dialogues', { token: stranger, body }));
		expect((await made)[0]).toBeGreaterThanOrEqual(400);
		const renewed = no(
			request(server.base, 'POST', links, { token: stranger, body: { role: 'moderator' } }),
		);
		expect((await renewed)[0]).toBeGreaterThanOrEqual(400);
	}
	expect((await no(request(server.base, 'POST', '/api/dialogues', { body })))[0]).toBe(401);
});

test('unknown and forbidden dialogues answer alike', async () => {
	const [mine, other] = [await openHall(server), await openHall(server)];
	const token = mine.moderatorToken;
	const ask = (id: string) => no(request(server.base, 'GET', `/api/dialogues/${id}`, { token }));
	expect(await ask(other.dialogue.id)).toEqual(await ask('d_unknown'));
});

test('the join code is case-free and may be typed with a blank or a dash', async () => {
	const { dialogue } = await openHall(server);
	const { code } = dialogue;
	expect(code).toMatch(/^[A-HJ-KM-NP-Z2-9]{6}$/);
	const spellings = [
		code.toLowerCase(),
		`${code.slice(0, 3)} ${code.slice(3)}`,
		`${code.slice(0, 3)}-${code.slice(3).toLowerCase()}`,
	];
	for (const spelling of spellings)
		expect((await joinSeat(server.base, spelling)).dialogueId).toBe(dialogue.id);
	expect(await no(joinSeat(server.base, 'AAAAAA'))).toEqual([404, 'code/unknown']);
});

test('participants read no results, conductors and observers do', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Ins Protokoll' });
	await tablet.whenReceipt(card, 'shown');
	const path = `/api/dialogues/${hall.dialogue.id}/results`;
	const { observer, projector } = hall.dialogue.links;
	for (const token of [hall.hostToken(), hall.moderatorToken, server.adminToken, observer.token]) {
		const results = await request(server.base, 'GET', path, { token });
		const { tables, counts } = ResultsModelSchema.parse(results);
		expect(counts.cards).toBe(1);
		const need = tables[0]!.questions.find(({ id }) => id === 'need')!;
		expect(need.cards).toMatchObject([{ id: card, text: 'Ins Protokoll', number: 1 }]);
	}
	for (const token of [tablet.seat.token, projector.token])
		expect((await no(request(server.base, 'GET', path, { token })))[0]).toBe(404);
});

test.for([
	['csv', 'text/csv', 'Ins Protokoll'],
	['json', 'application/json', 'Ins Protokoll'],
	['md', 'text/markdown', 'Ins Protokoll'],
	['xlsx', 'spreadsheetml', 'PK'],
	['docx', 'wordprocessingml', 'PK'],
	['pdf', 'application/pdf', '%PDF-'],
] as const)('export as %s: one file over all tables', async ([format, type, contains]) => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Ins Protokoll' });
	await tablet.whenReceipt(card, 'shown');
	const path = `${server.base}/api/dialogues/${hall.dialogue.id}/export?format=${format}`;
	const ask = (token: string) => fetch(path, { headers: { authorization: `Bearer ${token}` } });
	const answer = await ask(hall.moderatorToken);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toContain(type);
	expect(answer.headers.get('content-disposition')).toContain('attachment');
	expect(Buffer.from(await answer.arrayBuffer()).toString('utf8')).toContain(contains);
	expect((await ask(hall.hostToken())).status).toBe(404);
});

test('an unknown export format is a 400', async () => {
	const hall = await openHall(server);
	const path = `/api/dialogues/${hall.dialogue.id}/export?format=exe`;
	expect((await no(request(server.base, 'GET', path, { token: hall.moderatorToken })))[0]).toBe(
		400,
	);
});

test('an erased dialogue is gone for everybody, its code and tokens too', async () => {
	const hall = await openHall(server);
	const seat = await hall.join();
	const path = `/api/dialogues/${hall.dialogue.id}`;
	await request(server.base, 'DELETE', path, { token: server.adminToken });
	expect((await no(request(server.base, 'GET', path, { token: server.adminToken })))[0]).toBe(404);
	expect(await no(joinSeat(server.base, hall.dialogue.code))).toEqual([404, 'code/unknown']);
	await until(
		async () =>
			(await hall.raw(`/sync/${hall.boardPath()}`, { token: seat.token }).outcome()) >= 4400,
		{ what: 'the seat’s token is dead' },
	);
});

test('a closed dialogue takes nobody in and can still be read', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	await tablet.whenReceipt(
		tablet.write({ table: hall.table, question: 'need', text: 'Vor dem Ende' }),
		'shown',
	);
	await request(server.base, 'PATCH', `/api/dialogues/${hall.dialogue.id}`, {
		token: server.adminToken,
		body: { phase: 'closed' },
	});
	expect(await no(joinSeat(server.base, hall.dialogue.code))).toEqual([409, 'dialogue/closed']);
	const results = await request(server.base, 'GET', `/api/dialogues/${hall.dialogue.id}/results`, {
		token: hall.moderatorToken,
	});
	expect(ResultsModelSchema.parse(results).counts.cards).toBe(1);
});

test('metrics are Prometheus text on loopback', async () => {
	const answer = await fetch(`${server.base}/metrics`);
	expect(answer.status).toBe(200);
	expect(await answer.text()).toMatch(/^# HELP /m);
});
