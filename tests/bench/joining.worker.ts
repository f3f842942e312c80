// Sockets that open a board at once, as the stock client does, and measure until its whole state is there.
import { parentPort, workerData } from 'node:worker_threads';
import WebSocket from 'ws';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';

export interface Joining {
	readonly base: string;
	readonly path: string;
	readonly tokens: readonly string[];
}

export interface Joined {
	/** From the first handshake's begin to each whole state, in ms. */
	readonly readyMs: readonly number[];
	/** Cards in the state that the first socket got. */
	readonly cards: number;
}

const { base, path, tokens } = workerData as Joining;
parentPort!.postMessage('ready');
await new Promise((resolve) => parentPort!.once('message', resolve));
const startMs = performance.now();
let first: Uint8Array | undefined;
const readyMs = await Promise.all(
	tokens.map(
		(token) =>
			new Promise<number>((resolve, reject) => {
				const socket = new WebSocket(base + path, [SUBPROTOCOL, TOKEN_PREFIX + token], {
					perMessageDeflate: false,
				});
				socket.on('open', () => socket.send(syncFrame('one', Uint8Array.of(0))));
				socket.on('message', (frame: Buffer) => {
					if (frame[0] !== MESSAGE.sync || frame[1] !== SYNC_STEP.two) return;
					resolve(performance.now() - startMs);
					first ??= decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2)));
				});
				socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
				socket.on('error', reject);
			}),
	),
);
const doc = new Y.Doc();
Y.applyUpdate(doc, first!);
const result: Joined = { readyMs, cards: doc.getMap(BOARD.cards).size };
parentPort!.postMessage(result);
