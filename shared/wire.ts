/**
 * Numbers of the y-websocket wire, and ours beside them (PROTOCOL.md). A message is varUint type, then its body.
 */
export const MESSAGE = {
	sync: 0,
	awareness: 1,
	auth: 2,
	queryAwareness: 3,
	/** Server → client that asked with `?saved=1` and may write: varUint n, the first n content frames are durable. */
	saved: 100,
	/** Server → client that asked with `?saved=1`: varUint 1 while the store does not answer, 0 when it does again. */
	paused: 101,
	/** Server → client that asked with `?saved=1`, first of all: varUint n, which history of the document this is. */
	generation: 102,
} as const;

export const SYNC_STEP = { one: 0, two: 1, update: 2 } as const;

/** The subprotocol that both sides speak; a second one carries the token: `token.<token>`. */
export const SUBPROTOCOL = 'thementisch';
export const TOKEN_PREFIX = 'token.';

/** A client gives up after 30 s without a message, and a ping is none: how often the server says something, in ms. */
export const STILL_HERE_MS = 15_000;
