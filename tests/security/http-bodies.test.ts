import http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DialogueAnswer } from '#shared/api.ts';
import { ADMIN_TOKEN, openHttpHouse, type HttpHouse } from '#tests/support/http-house.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { createDialogue, joinSeat, request } from '#tests/support/outside-api.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse({}, { keep: true });
});
afterAll(() => house.stop());

const bearer = { authorization: `Bearer ${ADMIN_TOKEN}` };
const json = { 'content-type': 'application/json' };

async function post(path: string, body: BodyInit, headers: HeadersInit = {}): Promise<number> {
	const init = { method: 'POST', headers: { ...bearer, ...json, ...headers }, body };
	const answer = await fetch(house.base + path, init);
	await answer.arrayBuffer();
	return answer.status;
}

test('[HT4] deep, wide and packed bodies are refused quickly and cheaply', async () => {
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;
	const wide = `{${Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":1`).join()}}`;
	const inLimit = `{${Array.from({ length: 6_000 }, (_, n) => `"k${n}":1`).join()}}`;
	const hostile: [string, BodyInit, HeadersInit?][] = [
		['deep', deep(100_000)],
		['deep within the limit', deep(30_000)],
		['deep in a field', `{"title":${deep(30_000)}}`],
		[
			'deep in a text',
			`{"title":"x","place":"x","date":"2026-11-22","tables":[{"theme":"x"}],"questions":[{"text":${'{"de":'.repeat(9_000)}1${'}'.repeat(9_000)}}]}`,
		],
		['wide', wide],
		['wide within the limit', inLimit],
		['packed', new Uint8Array(gzipSync('x'.repeat(50_000_000))), { 'content-encoding': 'gzip' }],
		['big numbers', '{"tables":1e999,"steps":-1e-999}'],
	];
	global.gc?.();
	const before = process.memoryUsage().rss;
	for (const [what, body, headers] of hostile) {
		const beganMs = performance.now();
		const status = await post('/api/dialogues', body, headers);
		expect([what, status >= 400 && status < 500]).toEqual([what, true]);
		keptTime(what, performance.now() - beganMs, 1_000);
	}
	expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(150); // this process makes the bodies, too
	expect(await post('/api/join', JSON.stringify({ code }), {})).toBe(200);
	const packed = new Uint8Array(gzipSync(JSON.stringify({ code })));
	expect(await post('/api/join', packed, { 'content-encoding': 'gzip' })).toBe(400);
});

test('[HT4] headers of 20 KB are refused', async () => {
	const answer = fetch(`${house.base}/healthz`, { headers: { 'x-much': 'x'.repeat(20_000) } });
	expect((await answer).status).toBe(431);
});

test('[HT4] what a page of another origin can send without asking is refused', async () => {
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const body = JSON.stringify({ code });
	const form = new FormData();
	form.set('code', code);
	expect(await post('/api/join', body)).toBe(200);
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json', ''])
		expect([type, await post('/api/join', body, { 'content-type': type })]).toEqual([type, 400]);
	const sent = { method: 'POST', body: form };
	expect((await fetch(`${house.base}/api/join`, sent)).status).toBe(400);
	expect((await fetch(`${house.base}/api/join`, { method: 'POST' })).status).toBe(400);
	// changes need the header, which no form can send
	const made = { title: 'x', place: 'x', date: '2026-11-22', tables: [{ theme: 'x' }] };
	const without = { method: 'POST', headers: json, body: JSON.stringify(made) };
	expect((await fetch(`${house.base}/api/dialogues`, without)).status).toBe(401);
	const overridden = { ...json, 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
	const { id } = await createDialogue(house.base, ADMIN_TOKEN);
	await fetch(`${house.base}/api/dialogues/${id}`, { headers: { ...bearer, ...overridden } });
	await request(house.base, 'GET', `/api/dialogues/${id}`, { token: ADMIN_TOKEN });
});

test('[HT3] nobody is ever given a cookie', async () => {
	const { id, code, links } = await createDialogue(house.base, ADMIN_TOKEN);
	const { token } = await joinSeat(house.base, code);
	for (const path of ['/', '/healthz', '/api/me', '/api/limits', `/api/dialogues/${id}`, '/nope'])
		for (const bearerToken of [undefined, token, links.moderator.token]) {
			const headers: HeadersInit =
				bearerToken === undefined ? {} : { authorization: `Bearer ${bearerToken}` };
			const answer = await fetch(house.base + path, { headers });
			expect(answer.headers.getSetCookie()).toEqual([]);
		}
});

test('[HT4] prototypes in names give nothing and break nothing', async () => {
	const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
	const good = '"title":"x","place":"x","date":"2026-11-22"';
	for (const name of names) {
		const bodies = [
			`{${good},"tables":[{"theme":"x"}],"${name}":{"role":"organiser","isAdmin":true}}`,
			`{${good},"tables":[{"theme":"x","${name}":1}]}`,
			`{${good},"tables":[{"theme":"x"}],"settings":{"${name}":{"sorting":"everyone"}}}`,
			`{${good},"tables":[{"theme":"x"}],"questions":[{"text":{"${name}":"x"}}]}`,
			`{${good},"tables":[{"theme":"x"}],"questions":[{"id":"${name}","text":"x"}]}`,
		];
		// "prototype" alone is a word like any other: as an id it is fine
		const expected = (at: number) => (name === 'prototype' && at === 4 ? 201 : 400);
		for (const [at, body] of bodies.entries())
			expect([body, await post('/api/dialogues', body)]).toEqual([body, expected(at)]);
		expect(await post('/api/join', `{"code":"${name}"}`)).toBe(404);
		expect(await post('/api/login', `{"name":"${name}","password":"${name}"}`)).toBe(401);
	}
	expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
	const { id } = await createDialogue(house.base, ADMIN_TOKEN, { title: '__proto__' });
	const answer = await request(house.base, 'GET', `/api/dialogues/${id}`, { token: ADMIN_TOKEN });
	expect(DialogueAnswer.parse(answer).title).toBe('__proto__');
});

test('[HT13] whoever sends slowly or nothing is let go, and keeps nobody out', async () => {
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const port = Number(new URL(house.base).port);
	const beganMs = performance.now();
	const gone: number[] = [];
	const sockets = Array.from({ length: 300 }, (_, n) => {
		const socket = net.connect(port, '127.0.0.1');
		socket.on('error', () => undefined);
		socket.on('data', () => undefined);
		socket.on('close', () => gone.push(performance.now() - beganMs));
		socket.write(
			n % 2 === 0
				? 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-'
				: `POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"co`,
		);
		return socket;
	});
	const dripping = setInterval(
		() => sockets.forEach((socket) => socket.writable && socket.write('a')),
		500,
	);
	const tookMs: number[] = [];
	for (let person = 0; person < 30; person++) {
		const askedMs = performance.now();
		await joinSeat(house.base, code);
		tookMs.push(performance.now() - askedMs);
	}
	keptTime('the slowest of 30 who join meanwhile', Math.max(...tookMs), 1_000);
	await expect.poll(() => gone.length, { timeout: 60_000, interval: 100 }).toBe(300);
	clearInterval(dripping);
	keptTime('the last of 300 who send slowly is let go', Math.max(...gone), 15_500);
}, 90_000);

test('[HT13] a client that goes away in the middle leaves nothing', async () => {
	for (let n = 0; n < 50; n++) {
		const req = http.request(`${house.base}/api/join`, {
			method: 'POST',
			headers: { ...json, 'content-length': 500 },
		});
		req.on('error', () => undefined);
		req.write('{');
		await new Promise((done) => req.on('socket', (socket) => socket.on('connect', done)));
		req.destroy();
	}
	expect((await fetch(`${house.base}/healthz`)).status).toBe(200);
	expect(house.log.filter((line) => line.includes('http.failed'))).toEqual([]);
});
