import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of ours, or from no page at all. A browser says where its page is from; programs
 * say nothing and are accepted. A sandboxed page says "null", which is foreign.
 *
 * @param publicUrl - the one origin that pages may come from; without it the Host header decides (behind a proxy set it)
 */
export function isSameOrigin(req: IncomingMessage, publicUrl: string | undefined): boolean {
	const { origin, host } = req.headers;
	if (origin === undefined) return true;
	const scheme = 'encrypted' in req.socket ? 'https' : 'http';
	return origin === (publicUrl ?? `${scheme}://${host}`);
}
