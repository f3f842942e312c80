import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { isSameOrigin } from './origin.ts';

export interface UpgradeRoutes {
	/** As `isSameOrigin` takes it. */
	readonly publicUrl: string | undefined;
	/** `address`: what stands behind `/sync/`, the query included. */
	sync(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void;
	/** A server that never listens, with engine.io attached to it. */
	readonly live: EventEmitter;
	/** The same for Vite's hot reload, in development. */
	readonly hotReload?: EventEmitter;
}

const SYNC = '/sync/';
const LIVE = '/live/';

/**
 * The only `upgrade` listener of a listening server: refuses what no rule lets through. engine.io and Vite never see a
 * foreign request; by themselves they answer it with 400, or end sockets that are not theirs.
 */
export function routeUpgrades(server: Server, routes: UpgradeRoutes): void {
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const abandon = (): void => void socket.destroy();
		// without a listener a reset during the handshake would end the process
		socket.on('error', abandon);
		const passTo = (next: () => void): void => {
			next();
			socket.off('error', abandon);
		};
		if (!isSameOrigin(request, routes.publicUrl)) return refuse(socket, '403 Forbidden');
		const address = request.url ?? '/';
		if (address.startsWith(SYNC))
			return passTo(() => routes.sync(request, socket, head, address.slice(SYNC.length)));
		if (address === LIVE || address.startsWith(`${LIVE}?`))
			return passTo(() => routes.live.emit('upgrade', request, socket, head));
		const { hotReload } = routes;
		if (hotReload && request.headers['sec-websocket-protocol']?.startsWith('vite-'))
			return passTo(() => hotReload.emit('upgrade', request, socket, head));
		refuse(socket, '404 Not Found');
	});
}

/**
 * [UG3] Whether a request with an `Upgrade` wants a websocket. Some clients ask every server for HTTP/2 that way (Java's by
 * itself, curl with `--http2`): who does not speak it answers the request as it is.
 */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
	return /\bwebsocket\b/i.test(headers.upgrade ?? '');
}

function refuse(socket: Duplex, status: string): void {
	socket.once('finish', () => socket.destroy());
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
