import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { MemoryRecords } from '#server/adapters/memory/records.ts';
import { lateRecords } from '#tests/support/late-records.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { SEAT_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function liveNode(records?: MemoryRecords, given?: LiveStores): Promise<LiveNode> {
	const stores = given ?? (await LiveStores.with());
	const node = await LiveNode.start(stores, 'node', { ...(records && { records }) });
	closing.push(() => node.stop());
	return node;
}

test('[LV1] who was refused cannot go on asking on the same connection', async () => {
	const stores = await LiveStores.with();
	let asked = 0;
	const counting = lateRecords(stores.records, (kind) =>
		Promise.resolve(void (kind === 'token' && asked++)),
	);
	const node = await liveNode(counting, stores);
	const url = `${node.base.replace('http', 'ws')}/live/?EIO=4&transport=websocket`;
	const socket = new WebSocket(url, { perMessageDeflate: false });
	closing.push(() => socket.terminate());
	socket.on('error', () => undefined);
	const said: string[] = [];
	let isClosed = false;
	socket.on('message', (message: Buffer) => void said.push(message.toString()));
	socket.on('close', () => (isClosed = true));
	await until(() => said[0]?.startsWith('0'), { what: 'the transport is open' });
	socket.send('40{"token":"guess"}');
	await until(() => isClosed, { what: 'the end of the connection' });
	expect(said[1]).toBe('44{"message":"unauthorised"}');

	asked = 0;
	const flood = new WebSocket(url, { perMessageDeflate: false });
	closing.push(() => flood.terminate());
	flood.on('error', () => undefined);
	let isOver = false;
	flood.on('close', () => (isOver = true));
	await until(() => flood.readyState === WebSocket.OPEN, { what: 'the transport is open' });
	for (let n = 0; n < 5_000; n++) flood.send(`40{"token":"guess${n}"}`);
	await until(() => isOver, { what: 'the end of the connection' });
	expect(asked).toBe(1);
});

test('[LV1] a store that fails while somebody connects keeps nobody away: the page comes again by itself', async () => {
	const stores = await LiveStores.with();
	let failures = 2;
	const failing = lateRecords(stores.records, (kind) =>
		kind === 'token' && failures-- > 0
			? Promise.reject(new Error('the store does not answer'))
			: Promise.resolve(),
	);
	const node = await liveNode(failing, stores);
	for (const transports of [['websocket'], ['polling']]) {
		failures = 2;
		const client = node.client(await stores.tokenFor('moderator'), transports);
		await client.whenState();
		expect(failures).toBeLessThanOrEqual(0);
	}
});

test('[SO7] a long message on a slow line is a sign of life, though no pong gets past it', async () => {
	const clock = new VirtualClock();
	const house = await new SyncHouse({ clock }).open();
	closing.push(() => house.close());
	const line = net.connect(Number(new URL(house.base).port), '127.0.0.1');
	closing.push(() => line.destroy());
	let isClosed = false;
	let heard = '';
	line.on('close', () => (isClosed = true));
	line.on('error', () => undefined);
	line.on('data', (bytes) => (heard += bytes.toString('latin1')));
	line.write(
		[
			`GET /sync/${SEAT_PATH} HTTP/1.1`,
			'Host: hall',
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			'Sec-WebSocket-Protocol: thementisch, token.seatOne',
			'\r\n',
		].join('\r\n'),
	);
	await until(() => house.sync.figures.sockets === 1, { what: 'the socket' });
	// a masked binary frame of 1,000 bytes, of which one comes every ten seconds
	line.write(Buffer.of(0x82, 0x80 | 126, 0x03, 0xe8, 0, 0, 0, 0));
	for (let tens = 0; tens < 12; tens++) {
		line.write(Buffer.of(0));
		const before = clock.nowMs();
		// the byte has to have arrived before the next look at this line
		await until(() => line.bytesWritten > 0 && line.writableLength === 0, { what: 'sent' });
		await new Promise((done) => setImmediate(done));
		for (let second = 0; second < 10; second++) await clock.pass(1_000);
		expect(clock.nowMs() - before).toBe(10_000);
	}
	expect(house.sync.figures.sockets).toBe(1);
	expect(heard).toContain('101 Switching Protocols');
	// and silence is still silence
	for (let second = 0; second < 50; second++) await clock.pass(1_000);
	await until(() => isClosed, { what: 'let go' });
});
