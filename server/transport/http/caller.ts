import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** The token of `Authorization: Bearer <token>`; undefined if there is none or it is something else. */
export function bearerOf(req: IncomingMessage): string | undefined {
	return /^Bearer +([\x21-\x7E]+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

/** The key under which an address is limited. A household has a whole IPv6 network: its first half is what counts. */
export function addressOf(req: Request): string {
	const address = (req.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
	if (!isIPv6(address)) return address;
	const [head = '', tail] = address.split('%', 1)[0]!.split('::');
	const left = head.split(':').filter(Boolean);
	const right = (tail ?? '').split(':').filter(Boolean);
	const missing = tail === undefined ? 0 : 8 - left.length - right.length;
	return [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right]
		.slice(0, 4)
		.join(':');
}

/** Whether a request comes from this machine itself, and not through a proxy that runs on it. */
export function isFromHere(req: Request): boolean {
	if (!isLoopback(req.socket.remoteAddress)) return false;
	const forwarded = FORWARDED.some((name) => req.headers[name] !== undefined);
	return !forwarded || (req.app.get('trust proxy') !== false && isLoopback(req.ip));
}
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

function isLoopback(address: string | undefined): boolean {
	return address !== undefined && /^(::ffff:)?127\.|^::1$/i.test(address);
}

/** The origin under which the asker reached this server; `fallback` if the header is no host. */
export function originOf(req: Request, publicUrl: string | undefined, fallback: string): string {
	if (publicUrl !== undefined) return publicUrl;
	// HTTP/1.0 knows requests without a host
	if (!req.host) return fallback;
	return URL.parse(`${req.protocol}://${req.host}`)?.origin ?? fallback;
}

/**
 * Where other devices reach this server. Who sits at its own machine may have asked it by a name that leads everybody
 * else to themselves; then it is `inNetwork`, the machine's address in its network, if it has one.
 */
export function hallOriginOf(req: Request, origin: string, inNetwork: string | undefined): string {
	const isOwnName = LOOPBACK_NAME.test(URL.parse(origin)?.hostname ?? '');
	return isOwnName && isFromHere(req) ? (inNetwork ?? origin) : origin;
}
const LOOPBACK_NAME = /^(localhost|127\..+|\[::1\])$/;
