import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { COPIED_BYTES_MAX, Framing } from './framing.ts';

const server = http.createServer().listen(0, '127.0.0.1');
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
afterAll(() => server.close());

const LENGTHS = [0, 1, 2, 124, 125, 126, 127, 128, 255, 256, 4_096, 16_383, COPIED_BYTES_MAX];
const message = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 251);

test('[SO10] frames made once and frames of ws give the same messages, in the order in which they were sent', async () => {
	if (!server.listening) await once(server, 'listening');
	const framing = new Framing();
	server.once('upgrade', (request: http.IncomingMessage, line: Duplex, head: Buffer) =>
		sockets.handleUpgrade(request, line, head, (socket) => {
			for (const length of LENGTHS) {
				line.write(framing.frame(message(length)));
				socket.send(message(length));
				socket.ping();
			}
			socket.close(4_400, 'the end');
		}),
	);
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const heard: Uint8Array[] = [];
	client.on('message', (bytes: Buffer) => heard.push(new Uint8Array(bytes)));
	const [code] = (await once(client, 'close')) as [number];
	expect(code).toBe(4_400);
	expect(heard).toEqual(LENGTHS.flatMap((length) => [message(length), message(length)]));
});

test('[SO10] what many are sent in a row is framed once', () => {
	const framing = new Framing();
	const [one, other] = [message(300), message(300)];
	expect(framing.frame(one)).toBe(framing.frame(one));
	expect(framing.frame(other)).not.toBe(framing.frame(one));
});
