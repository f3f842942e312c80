import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MESSAGE } from '#shared/wire.ts';
import { openHall, type Hall } from '#tests/support/hall.ts';
import type { RawSocket } from '#tests/support/raw-socket.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { startServer, statusOf, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const EVIL = 'https://evil.example';

test('upgrades with a foreign Origin are refused with 403, on sync and live', async () => {
	const hall = await openHall(server);
	const token = hall.hostToken();
	const board = `/sync/${hall.boardPath()}`;
	for (const origin of [EVIL, 'null', `${server.base}.evil.example`]) {
		expect(await hall.raw(board, { token, origin }).outcome()).toBe(403);
		const live = '/live/?EIO=4&transport=websocket';
		expect(await hall.raw(live, { origin }).outcome()).toBe(403);
		const polling = `${server.base}/live/?EIO=4&transport=polling`;
		expect((await fetch(polling, { headers: { origin } })).status).toBe(403);
	}
	// programs send none, and pages of this server their own
	await hall.raw(board, { token }).whenOpen();
	await hall.raw(board, { token, origin: new URL(server.links.url).origin }).whenOpen();
});

/** A socket at the own seat, ready for anything; the server may have said its part. */
async function seatSocket(hall: Hall): Promise<RawSocket> {
	const seat = await hall.join();
	const path = `/sync/${seat.dialogueId}/seat/${seat.seatId}`;
	return hall.raw(path, { token: seat.token }).whenOpen();
}

test.for([
	['an unknown message type', Uint8Array.of(77, 1, 2, 3)],
	['an unknown sync step', Uint8Array.of(MESSAGE.sync, 9, 0)],
	['an empty frame', new Uint8Array()],
	['a body shorter than it says', Uint8Array.of(MESSAGE.sync, 2, 50, 1)],
	['an update that is none', syncFrame('update', Uint8Array.of(1, 255, 255, 255, 255, 15))],
	[
		'33,554,431 structs in seven bytes',
		syncFrame('update', Uint8Array.of(255, 255, 255, 15, 1, 1, 0)),
	],
	['bytes behind the message', Uint8Array.of(...syncFrame('one', Uint8Array.of(0)), 0, 0)],
] as const)('malformed: %s is closed with 4400', async ([, frame]) => {
	const hall = await openHall(server);
	const socket = await seatSocket(hall);
	socket.send(frame);
	expect(await socket.outcome()).toBe(4400);
	expect(await statusOf(`${server.base}/readyz`)).toBe(200);
});

test('a text frame is closed with 4400', async () => {
	const socket = await seatSocket(await openHall(server));
	socket.socket.send('hello');
	expect(await socket.outcome()).toBe(4400);
});

test('content that no document of ours knows is closed with 4400 and is nowhere afterwards', async () => {
	const hall = await openHall(server);
	const host = await hall.host();
	const stranger = new Y.Doc();
	stranger.getMap('elsewhere').set('x', 1);
	const socket = await hall
		.raw(`/sync/${hall.boardPath()}`, { token: hall.hostToken() })
		.whenOpen();
	socket.send(syncFrame('update', Y.encodeStateAsUpdate(stranger)));
	expect(await socket.outcome()).toBe(4400);
	const fresh = await hall.screen();
	expect([...fresh.doc.share.keys()]).not.toContain('elsewhere');
	expect(host.closes).toEqual([]);
});

test('frames beyond the published limits are closed with 4413', async () => {
	const limits = (await (await fetch(`${server.base}/api/limits`)).json()) as {
		updateBytesMax: number;
		syncStep2BytesMax: number;
	};
	const hall = await openHall(server);
	const doc = new Y.Doc();
	const update = await seatSocket(hall);
	const text = new Y.Text('x'.repeat(limits.updateBytesMax));
	doc.getMap<Y.Map<unknown>>('cards').set('c_big', new Y.Map([['text', text]]));
	update.send(syncFrame('update', Y.encodeStateAsUpdate(doc)));
	expect(await update.outcome()).toBe(4413);

	const step2 = await seatSocket(hall);
	text.insert(0, 'y'.repeat(limits.syncStep2BytesMax));
	step2.send(syncFrame('two', Y.encodeStateAsUpdate(doc)));
	expect(await step2.outcome()).toBe(4413);

	const huge = await seatSocket(hall);
	huge.send(new Uint8Array(8 * 1024 * 1024));
	expect(await huge.outcome()).toBe(4413);
});

test('a hostile seat harms itself alone: a clean tablet’s card arrives while others misbehave', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	for (let nth = 0; nth < 20; nth++) {
		const socket = await seatSocket(hall);
		socket.send(syncFrame('update', Uint8Array.of(255, 255, 255, 15, nth, 1, 0)));
	}
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Ungestört' });
	await screen.whenCard(card, undefined, 2_000);
});

test('an update whose predecessors are missing is asked for again, and is no offence', async () => {
	const hall = await openHall(server);
	const seat = await hall.join();
	const path = `/sync/${seat.dialogueId}/seat/${seat.seatId}`;
	const socket = await hall.raw(path, { token: seat.token }).whenOpen();
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (const text of ['Eins', 'Zwei']) {
		const card = new Y.Map<unknown>();
		doc.getMap<Y.Map<unknown>>('cards').set(`c_${text}`, card);
		card.set('text', new Y.Text(text));
	}
	const asked = () => socket.frames.filter(([type, step]) => type === 0 && step === 0).length;
	await until(() => asked() > 0, { what: 'the server’s sync step 1' });
	const before = asked();
	socket.send(syncFrame('update', updates.at(-1)!));
	await until(() => asked() > before, { what: 'the server’s question for the rest' });
	expect(socket.closed).toBeUndefined();
	socket.send(syncFrame('two', Y.encodeStateAsUpdate(doc)));
	const tablet = await hall.tablet(seat);
	await until(() => tablet.cards.size === 2, { what: 'both cards in the seat' });
	expect(tablet.doc.store.pendingStructs).toBeNull();
});

test('a renewed link kills the old one within a second: 4401 on sync, nothing more on live', async () => {
	const hall = await openHall(server);
	const host = await hall.host();
	const live = await hall.live(hall.hostToken());
	const { request } = await import('#tests/support/outside-api.ts');
	const link = await request<{ token: string }>(
		server.base,
		'POST',
		`/api/dialogues/${hall.dialogue.id}/links`,
		{ token: server.adminToken, body: { role: 'host', tableId: hall.table } },
	);
	expect(await host.whenClosed()).toBe(4401);
	await until(() => !live.online, { what: 'the live socket is closed' });
	expect(await hall.raw(`/sync/${hall.boardPath()}`, { token: hall.hostToken() }).outcome()).toBe(
		4401,
	);
	await hall.host(link.token);
});

test('an erased dialogue closes its sockets with 4410', async () => {
	const hall = await openHall(server);
	const [tablet, screen, host] = [await hall.tablet(), await hall.screen(), await hall.host()];
	const answer = await fetch(`${server.base}/api/dialogues/${hall.dialogue.id}`, {
		method: 'DELETE',
		headers: { authorization: `Bearer ${server.adminToken}` },
	});
	expect(answer.ok).toBe(true);
	for (const client of [tablet, screen, host]) expect(await client.whenClosed()).toBe(4410);
});

test('one role link is open on 40 sockets at once', async () => {
	const hall = await openHall(server);
	const path = `/sync/${hall.boardPath()}`;
	const sockets = Array.from({ length: 40 }, () => hall.raw(path, { token: hall.hostToken() }));
	for (const socket of sockets) await socket.whenOpen();
	const first = sockets[0]!;
	first.send(syncFrame('one', Uint8Array.of(0)));
	await until(() => first.frames.some(([type, step]) => type === 0 && step === 1), {
		what: 'an answer on the first of 40 sockets',
	});
	expect(sockets.filter(({ closed }) => closed !== undefined)).toEqual([]);
});
