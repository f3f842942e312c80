// The practical limit: a bare `ws` process that keeps nothing, checks nothing and acknowledges nothing. `plain`: each frame
// goes on to the other sockets of its path as it came. `batching`: what came in a window goes to all as one merged update,
// which an unchanged client understands. Asked by sync step 1 it answers the state it was started with.
import fs from 'node:fs';
import * as decoding from 'lib0/decoding';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP } from '#shared/wire.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { peerPort, tellPort } from './peers/peer-port.ts';

const WINDOW_MS = 15;

interface Room {
	readonly sockets: Set<WebSocket>;
	waiting: Uint8Array[];
}

const [kind, file] = process.argv.slice(2);
const state = file === undefined ? undefined : syncFrame('two', fs.readFileSync(file));
const rooms = new Map<string, Room>();
const server = new WebSocketServer({
	...{ host: '127.0.0.1', port: peerPort(), perMessageDeflate: false },
	handleProtocols: () => SUBPROTOCOL,
});
server.on('listening', () => tellPort(server.address()));
server.on('connection', (socket, request) => {
	const path = request.url ?? '';
	const room: Room = rooms.get(path) ?? { sockets: new Set(), waiting: [] };
	rooms.set(path, room);
	room.sockets.add(socket);
	socket.on('close', () => room.sockets.delete(socket));
	socket.on('error', () => undefined);
	socket.on('message', (frame: Buffer) => {
		if (frame[0] !== MESSAGE.sync) return;
		if (frame[1] === SYNC_STEP.one) return void (state && socket.send(state));
		if (kind === 'batching') return keep(room, frame);
		for (const other of room.sockets) if (other !== socket) other.send(frame);
	});
});

function keep(room: Room, frame: Buffer): void {
	const decoder = decoding.createDecoder(frame.subarray(2));
	if (room.waiting.push(decoding.readVarUint8Array(decoder)) > 1) return;
	setTimeout(() => {
		const merged = syncFrame('update', Y.mergeUpdates(room.waiting));
		room.waiting = [];
		for (const socket of room.sockets) socket.send(merged);
	}, WINDOW_MS);
}
