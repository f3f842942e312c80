// @y/websocket-server as its own bin starts it: in memory, or with its LevelDB persistence in the folder that is given.
import { WebSocketServer, type WebSocket } from 'ws';
import type { IncomingMessage } from 'node:http';
import { peerPort, tellPort } from './peer-port.ts';

interface Package {
	readonly setupWSConnection: (socket: WebSocket, request: IncomingMessage) => void;
}

const [folder] = process.argv.slice(2);
// the package reads this when it is loaded
if (folder !== undefined) process.env['YPERSISTENCE'] = folder;
const name = '@y/websocket-server/utils'; // not there when the main project's types are checked
const { setupWSConnection } = (await import(name)) as Package;

const server = new WebSocketServer({
	host: '127.0.0.1',
	port: peerPort(),
	perMessageDeflate: false,
});
server.on('connection', (socket, request) => setupWSConnection(socket, request));
server.on('listening', () => tellPort(server.address()));
