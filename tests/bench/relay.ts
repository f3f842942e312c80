// The peer to compare with: a bare `ws` process that passes each frame on to the other sockets of its path. It keeps
// nothing, checks nothing and acknowledges nothing; asked by sync step 1 it answers the state it was started with.
import fs from 'node:fs';
import { WebSocketServer, type WebSocket } from 'ws';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP } from '#shared/wire.ts';

const state = process.argv[2] === undefined ? undefined : fs.readFileSync(process.argv[2]);
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({
	host: '127.0.0.1',
	port: 0,
	perMessageDeflate: false,
	handleProtocols: () => SUBPROTOCOL,
});
server.on('connection', (socket, request) => {
	const path = request.url ?? '';
	const room = rooms.get(path) ?? new Set();
	rooms.set(path, room.add(socket));
	socket.on('message', (frame: Buffer) => {
		if (frame[0] !== MESSAGE.sync) return;
		if (frame[1] === SYNC_STEP.one) {
			if (state !== undefined) socket.send(state);
			return;
		}
		for (const other of room) if (other !== socket) other.send(frame);
	});
	socket.on('close', () => room.delete(socket));
});
server.on('listening', () => {
	const address = server.address();
	if (typeof address === 'object' && address !== null) process.send?.(address.port);
});
process.on('disconnect', () => process.exit(0));
