import http from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProblemSchema } from '#shared/api.ts';
import { LIMITS } from '#shared/limits.ts';
import {
	ADMIN_TOKEN,
	memoryStores,
	openHttpHouse,
	type HttpHouse,
} from '#tests/support/http-house.ts';
import { createDialogue } from '#tests/support/outside-api.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse({}, { keep: true });
});
afterAll(() => house.stop());

const bearer = { authorization: `Bearer ${ADMIN_TOKEN}` };
const json = { 'content-type': 'application/json' };

function ask(path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(house.base + path, init);
}

/** Checks that an answer is a problem in full form. */
async function problem(answer: Response): Promise<[status: number, type: string]> {
	expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
	const body = ProblemSchema.strict().parse(await answer.json());
	expect(body.status).toBe(answer.status);
	expect(body.requestId).toBe(answer.headers.get('x-request-id'));
	expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
	expect(body.detail).not.toBe('');
	return [answer.status, body.type];
}

test('[HT1] every kind of "no" has the same form', async () => {
	const post = (body: BodyInit, headers: HeadersInit = json) =>
		ask('/api/dialogues', { method: 'POST', headers: { ...bearer, ...headers }, body });
	const cases: [Response, number, string][] = [
		[await ask('/api/nowhere'), 404, 'request/not-found'],
		[await ask('/api'), 404, 'request/not-found'],
		[await ask('/sync/nowhere'), 404, 'request/not-found'],
		[await ask('/api/join'), 405, 'request/method-not-allowed'],
		[await ask('/api/dialogues'), 401, 'request/unauthorised'],
		[await ask('/api/dialogues/d_x', { headers: bearer }), 404, 'dialogue/not-found'],
		[await ask('/api/dialogues/%E0%A4%A', { headers: bearer }), 400, 'request/invalid'],
		[await post('{'), 400, 'request/invalid'],
		[await post('"text"'), 400, 'request/invalid'],
		[await post(''), 400, 'request/invalid'],
		[await post('{}'), 400, 'request/invalid'],
		[await post('{}', { 'content-type': 'text/plain' }), 400, 'request/invalid'],
		[await post('{}', { ...json, 'content-encoding': 'gzip' }), 400, 'request/invalid'],
		[await post('{}', { 'content-type': 'application/json; charset=x' }), 400, 'request/invalid'],
		[await post('x'.repeat(LIMITS.requestBodyBytesMax + 1)), 413, 'request/too-large'],
	];
	for (const [answer, status, code] of cases)
		expect(await problem(answer)).toEqual([status, `/problems/${code}`]);
});

test.for([['/api/join'], ['/sync-http/d_x/board/t_x']])(
	'[HT1] so has the "no" to a foreign page at %s',
	async ([path]) => {
		const origin = 'http://elsewhere.example';
		const answer = await ask(path!, { method: 'POST', headers: { ...bearer, ...json, origin } });
		expect(await problem(answer)).toEqual([403, '/problems/request/foreign-origin']);
	},
);

test('[HT1] a fault says nothing about itself but an id that stands in the log', async () => {
	const stores = memoryStores();
	const broken = await openHttpHouse({}, { stores });
	stores.records.list = () => Promise.reject(new Error('CANARY of the store'));
	const answer = await fetch(`${broken.base}/api/dialogues`, { headers: bearer });
	const body = (await answer.json()) as { requestId: string; status: number };
	expect(body).toMatchObject({ type: '/problems/server/fault', status: 500 });
	expect(JSON.stringify(body)).not.toContain('CANARY');
	const line = broken.log.find((one) => one.includes(body.requestId));
	expect(line).toContain('http.failed');
	expect(line).not.toContain('CANARY');
});

test('[HT2] a method that an address does not know is named with those it does', async () => {
	const answer = await ask('/api/dialogues', { method: 'PUT', headers: bearer });
	expect(answer.headers.get('allow')).toBe('GET, POST, HEAD');
	expect((await ask('/healthz', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD');
	// no preflight is ever answered with a yes
	const preflight = await ask('/api/join', {
		method: 'OPTIONS',
		headers: { 'access-control-request-method': 'POST' },
	});
	expect(preflight.status).toBe(405);
	expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
		[],
	);
});

test('[HT2] HEAD answers as GET, without a body', async () => {
	for (const path of ['/healthz', '/api/limits', '/api/nowhere']) {
		const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)];
		expect(head.status).toBe(get.status);
		expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
		expect(await head.text()).toBe('');
	}
});

test('[HT7] nothing of the API is kept, drawn, framed or sniffed', async () => {
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const join = { method: 'POST', headers: json, body: JSON.stringify({ code }) };
	const answers = [
		await ask('/api/dialogues', { headers: bearer }),
		await ask('/api/join', join),
		await ask('/api/nowhere'),
		await ask('/healthz'),
		await ask('/readyz'),
		await ask('/metrics'),
	];
	for (const { headers } of answers) {
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('x-powered-by')).toBeNull();
		expect(headers.get('etag')).toBeNull();
	}
});

test('[HT7] HSTS is sent where the way is encrypted, and only there', async () => {
	expect((await ask('/healthz')).headers.get('strict-transport-security')).toBeNull();
	const secure = await openHttpHouse({ publicUrl: 'https://dialog.example' });
	const { headers } = await fetch(`${secure.base}/healthz`);
	expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/);
});

test('[HT9] healthz and readyz say what they promise', async () => {
	expect(await (await ask('/healthz')).json()).toEqual({ ok: true });
	expect(await (await ask('/readyz')).json()).toEqual({ store: 'embedded', durability: 'none' });
});

test('[HT9] while the store takes no writes readyz is 503, then 200 again; many who ask are one probe', async () => {
	const stores = memoryStores();
	let probes = 0;
	let works = true;
	stores.records.probe = () => {
		probes++;
		return works ? Promise.resolve() : Promise.reject(new Error('disk full'));
	};
	const { base } = await openHttpHouse({}, { stores });
	const all = await Promise.all(Array.from({ length: 50 }, () => fetch(`${base}/readyz`)));
	expect(all.every(({ status }) => status === 200)).toBe(true);
	expect(probes).toBeLessThan(10);
	works = false;
	await expect.poll(async () => (await fetch(`${base}/readyz`)).status).toBe(503);
	const answer = await fetch(`${base}/readyz`);
	expect(answer.headers.get('retry-after')).toBe('1');
	expect(await answer.json()).toMatchObject({
		type: '/problems/store/unavailable',
		store: 'embedded',
		durability: 'none',
	});
	expect((await fetch(`${base}/healthz`)).status).toBe(200);
	works = true;
	await expect.poll(async () => (await fetch(`${base}/readyz`)).status).toBe(200);
});

test('[HT10] metrics: for this machine, not through a proxy on it, or for the bearer of the token', async () => {
	const { base } = await openHttpHouse({ metricsToken: 'for-the-prometheus' });
	const status = async (headers: HeadersInit = {}) =>
		(await fetch(`${base}/metrics`, { headers })).status;
	expect(await status()).toBe(200);
	const proxied = { 'x-forwarded-for': '203.0.113.9' };
	expect(await status(proxied)).toBe(401);
	expect(await status({ ...proxied, authorization: 'Bearer for-the-prometheus' })).toBe(200);
	expect(await status({ ...proxied, authorization: 'Bearer for-the-prometheu' })).toBe(401);
	expect(await status({ ...proxied, authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(401);
});

test('[HT10] metrics name routes by their patterns, and what happens in the house', async () => {
	const { id } = await createDialogue(house.base, ADMIN_TOKEN);
	await ask(`/api/dialogues/${id}`, { headers: bearer });
	await ask('/j/CANARY');
	const text = await (await ask('/metrics')).text();
	expect(text).toContain('route="/api/dialogues/:id"');
	expect(text).not.toContain(id);
	expect(text).not.toContain('CANARY');
	for (const name of ['rooms', 'intake_backlog', 'sockets', 'http_seconds'])
		expect(text).toContain(`thementisch_${name}`);
	expect(text).toContain('nodejs_eventloop_lag_seconds');
});

test('[HT14] without a build every page is 503 and a sentence', async () => {
	for (const path of ['/', '/rolle', '/j/K7MPQ2']) {
		const answer = await ask(path);
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			503,
			'text/plain; charset=utf-8',
		]);
		expect(await answer.text()).toContain('npm run build');
	}
	expect((await ask('/', { method: 'POST' })).status).toBe(405);
});

test('[HT15] a file has its name in any script', async () => {
	const { links, id } = await createDialogue(house.base, ADMIN_TOKEN, {
		place: 'Schwäbisch Gmünd',
	});
	const headers = { authorization: `Bearer ${links.moderator.token}` };
	const answer = await ask(`/api/dialogues/${id}/export?format=csv`, { headers });
	const given = answer.headers.get('content-disposition')!;
	expect(given).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''/);
	const full = decodeURIComponent(given.split("UTF-8''")[1]!);
	expect(full).toBe('Ergebnisse_Schwäbisch-Gmünd_2026-11-22.csv');
	expect(answer.headers.get('content-type')).toContain('text/csv');
	expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('[HT15] formats that are not offered are named with those that are', async () => {
	const { links, id } = await createDialogue(house.base, ADMIN_TOKEN);
	const headers = { authorization: `Bearer ${links.moderator.token}` };
	for (const query of [
		'?format=xyz',
		'',
		'?format=csv&format=md',
		'?format[]=csv',
		'?format=__proto__',
	]) {
		const answer = await ask(`/api/dialogues/${id}/export${query}`, { headers });
		expect(await answer.json()).toMatchObject({
			type: '/problems/export/format-unknown',
			status: 400,
			detail: expect.stringContaining('csv') as string,
		});
	}
});

test('[UG3] a client that offers HTTP/2 by an upgrade gets its answer all the same', async () => {
	const headers = {
		connection: 'Upgrade, HTTP2-Settings',
		upgrade: 'h2c',
		'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
	};
	const status = (path: string, options: http.RequestOptions = {}, body?: string) =>
		new Promise<number | undefined>((done, failed) => {
			const all = { ...options, headers: { ...headers, ...options.headers } };
			const request = http.request(house.base + path, all, (answer) => {
				answer.resume().once('end', () => done(answer.statusCode));
			});
			request.once('error', failed).end(body);
		});
	expect(await status('/api/limits')).toBe(200);
	const wrong = { method: 'POST', headers: { ...json } };
	expect(await status('/api/join', wrong, '{"code":"ZZZZZZ"}')).toBe(404);
	const foreign = { ...wrong, headers: { ...json, origin: 'http://elsewhere.example' } };
	expect(await status('/api/join', foreign, '{"code":"ZZZZZZ"}')).toBe(403);
});
