import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { JoinAnswer } from '#shared/api.ts';
import { ADMIN_TOKEN, openHttpHouse } from '#tests/support/http-house.ts';
import { createDialogue, joinSeat, request } from '#tests/support/outside-api.ts';
import { Screen, Tablet } from '#tests/support/clients.ts';
import { RawSocket } from '#tests/support/raw-socket.ts';

test('[HT12] after every journey no log line has a token, a code, an address, a name or a text', async () => {
	const house = await openHttpHouse();
	const { base, log, dataDir } = house;
	const printed = fs.readFileSync(path.join(dataDir, 'links.json'), 'utf8');
	const setupToken = /einrichten#([\w-]+)/.exec(printed)![1]!;
	const canary = { title: 'CANARYTITLE', place: 'CANARYPLACE', tables: [{ theme: 'CANARYTHEME' }] };
	const account = { name: 'CANARYNAME', password: 'CANARYPASSWORD' };
	const setup = { body: { setupToken, ...account } };
	const organiser = await request<{ token: string }>(base, 'POST', '/api/setup', setup);
	await request(base, 'POST', '/api/login', { body: account });
	const wrong = { ...account, password: 'CANARYWRONG' };
	await request(base, 'POST', '/api/login', { body: wrong }).catch(() => undefined);

	const made = await createDialogue(base, organiser.token, canary);
	const { id, code, links, tables } = made;
	const seat: JoinAnswer = await joinSeat(base, code);
	await joinSeat(base, 'CANARY-CODE').catch(() => undefined);
	const tablet = new Tablet(base, seat);
	const card = tablet.write({ table: tables[0]!.id, question: 'good', text: 'CANARYCARD' });
	await tablet.whenReceipt(card, 'shown');
	const at = { dialogueId: id, tableId: tables[0]!.id, token: links.moderator.token };
	const screen = new Screen(base, at);
	await expect.poll(() => screen.card(card)?.text).toBe('CANARYCARD');
	const raw = new RawSocket(base, `/sync/${id}/board/${tables[0]!.id}`, { token: 'CANARYTOKEN' });
	expect(await raw.outcome()).toBe(4401);
	for (const place of [
		'/nope/CANARYPATH',
		`/j/${code}`,
		'/api/CANARYPATH',
		'/%',
		'/api/dialogues/%',
	])
		await fetch(base + place);
	await fetch(`${base}/api/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"code":"CANARYBODY',
	});
	const token = organiser.token;
	await request(base, 'GET', `/api/dialogues/${id}/results`, { token });
	await request(base, 'PATCH', `/api/dialogues/${id}`, { token, body: { phase: 'closed' } });
	await request(base, 'DELETE', `/api/dialogues/${id}`, { token });
	tablet.leave();
	screen.leave();
	await house.stop();

	const all = log.join('');
	const hidden = [ADMIN_TOKEN, setupToken, organiser.token, seat.token, code, '127.0.0.1'];
	for (const text of [...hidden, ...Object.values(links.hosts).map((host) => host.token), 'CANARY'])
		expect(all).not.toContain(text);
});

test('[HT6] pages of other origins are refused before anything else, programs are not', async () => {
	const { base } = await openHttpHouse();
	const port = new URL(base).port;
	const status = async (origin: string | undefined, path = '/api/limits') => {
		const headers: HeadersInit = origin === undefined ? {} : { origin };
		return (await fetch(base + path, { headers })).status;
	};
	expect(await status(undefined)).toBe(200);
	expect(await status(base)).toBe(200);
	const foreign = [
		'https://evil.example',
		'null',
		`http://127.0.0.1:${port}.evil.example`,
		`http://127.0.0.1:${Number(port) + 1}`,
		`https://127.0.0.1:${port}`,
		`http://localhost:${port}`,
		'',
	];
	for (const origin of foreign) {
		expect([origin, await status(origin)]).toEqual([origin, 403]);
		expect([origin, await status(origin, '/live/?EIO=4&transport=polling')]).toEqual([origin, 403]);
		const socket = new RawSocket(base, '/sync/d_x/board/t_x', { token: ADMIN_TOKEN, origin });
		if (origin !== '') expect([origin, await socket.outcome()]).toEqual([origin, 403]);
		socket.leave();
	}
	expect(await status(base, '/live/?EIO=4&transport=polling')).toBe(200);
});

test('[HT6] with PUBLIC_URL only that origin is ours', async () => {
	const { base } = await openHttpHouse({ publicUrl: 'https://dialog.example' });
	const status = async (origin: string) =>
		(await fetch(`${base}/api/limits`, { headers: { origin } })).status;
	expect(await status('https://dialog.example')).toBe(200);
	expect(await status(base)).toBe(403);
	expect(await status('http://dialog.example')).toBe(403);
	expect(await status('https://dialog.example.evil')).toBe(403);
});
