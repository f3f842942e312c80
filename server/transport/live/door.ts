import http from 'node:http';
import { Server } from 'socket.io';
import type { Logger } from '#server/ports/logger.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import { whereOf } from '#server/services/where-of.ts';
import { LIMITS } from '#shared/limits.ts';
import { greet, type Guest, type Refusal } from './handshake.ts';
import type { Down } from './screen.ts';
import type { LiveSocket, NoNodes, Up } from './socket-screen.ts';

interface Needs {
	readonly records: Records;
	readonly logger: Logger;
	/** What a token stands for; undefined: nothing, or nothing any more. */
	readonly authenticate: (token: string) => Promise<Grant | undefined>;
}

/** Somebody who has connected says who it is within this time. */
const HANDSHAKE_MS = 10_000;
/** A device that has gone silently is noticed after the sum of both. */
const PING_EVERY_MS = 10_000;
const PING_ANSWER_MS = 10_000;

/** Where connections come in. [LV1] Whoever is let in has been asked for its token, once. */
export class Door {
	/** Never listens: whoever has checked the origin emits `request` and `upgrade` here. */
	readonly gate = http.createServer();
	readonly #needs: Needs;
	readonly #io: Server<Up, Down, NoNodes, Guest>;

	/** @param welcome - gets everybody who was let in, with `socket.data` as the guest */
	constructor(needs: Needs, welcome: (socket: LiveSocket) => void) {
		this.#needs = needs;
		this.#io = new Server<Up, Down, NoNodes, Guest>(this.gate, {
			path: '/live',
			serveClient: false,
			maxHttpBufferSize: LIMITS.commandBytesMax,
			perMessageDeflate: false,
			httpCompression: false,
			connectTimeout: HANDSHAKE_MS,
			pingInterval: PING_EVERY_MS,
			pingTimeout: PING_ANSWER_MS,
		});
		// a page asks once on a connection; whoever goes on asking, and so fast that no answer comes first, is cut off
		const asked = new WeakSet<LiveSocket['conn']>();
		this.#io.use((socket, next) => {
			const { conn } = socket;
			if (asked.has(conn)) return void conn.close(true);
			asked.add(conn);
			void this.#greet(socket).then((refusal) => {
				// a fault passes: a connection that ends comes again by itself, one that is refused does not
				if (refusal === 'server/fault') return void conn.close(true);
				next(refusal && new Error(refusal));
				if (refusal) setImmediate(() => void conn.close());
			});
		});
		this.#io.on('connection', welcome);
	}

	/** Ends every connection without a goodbye, so that pages come again. */
	close(): Promise<void> {
		return this.#io.close();
	}

	async #greet(socket: LiveSocket): Promise<Refusal | undefined> {
		try {
			const guest = await greet(socket.handshake.auth, this.#needs);
			if (typeof guest === 'string') return guest;
			socket.data = guest;
			return undefined;
		} catch (error) {
			this.#needs.logger.error(
				{ event: 'live.handshake_failed', ...whereOf(error) },
				'a handshake failed',
			);
			return 'server/fault';
		}
	}
}
