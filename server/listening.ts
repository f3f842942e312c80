import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { asksForWebSocket } from './transport/upgrade.ts';

/** A slow or silent client is let go after so long: thousands of them hold nothing. */
const HEADERS_MS = 8_000;
const REQUEST_MS = 12_000;
const LOOK_AT_SLOW_MS = 2_000;
/** Longer than proxies keep their connections, or one of them sends into a closing one. */
const KEEP_ALIVE_MS = 75_000;
/** Connections that the system holds until they are accepted (no more than its own somaxconn): halls come all at once. */
const WAITING_AT_THE_DOOR_MAX = 16_384;

/** A server that does not listen yet: HTTPS where there is a certificate, else HTTP. */
export function createServer({ tls }: Config, onRequest: RequestListener): http.Server {
	const options = {
		headersTimeout: HEADERS_MS,
		requestTimeout: REQUEST_MS,
		connectionsCheckingInterval: LOOK_AT_SLOW_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
		shouldUpgradeCallback: asksForWebSocket,
	};
	return tls
		? https.createServer({ ...options, ...tls }, onRequest)
		: http.createServer(options, onRequest);
}

/** Rejects with Node's own error if the port or the address cannot be had. */
export function listen(server: http.Server, { port, host }: Config): Promise<AddressInfo> {
	return new Promise((done, failed) => {
		server.once('error', failed);
		server.listen({ port, host, backlog: WAITING_AT_THE_DOOR_MAX }, () => {
			server.off('error', failed);
			done(server.address() as AddressInfo);
		});
	});
}

/** How a page on this machine names an address that we listen on. */
export function hostName(host: string): string {
	if (listensEverywhere(host)) return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}

/** Whether other machines of the network reach us there. */
export function listensEverywhere(host: string): boolean {
	return host === '0.0.0.0' || host === '::';
}
