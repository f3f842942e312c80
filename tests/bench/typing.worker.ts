// Sockets that all type at their boards and measure what arrives from the others.
import { parentPort, workerData } from 'node:worker_threads';
import WebSocket from 'ws';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { textOfCard } from './boards.ts';

export interface Typing {
	readonly base: string;
	/** The sockets of this worker: number of the typist (0 … all − 1) and where it sits. */
	readonly typists: readonly { nth: number; card: number; path: string; token: string }[];
	/** State of every board at the start. */
	readonly board: Uint8Array;
	readonly keysPerSecond: number;
	readonly seconds: number;
	/** Most keys that one typist presses: the length of its row in `pressedAtMs`. */
	readonly keysMax: number;
	/** When each typist pressed each key, `performance.timeOrigin + now`, shared by all workers. */
	readonly pressedAtMs: SharedArrayBuffer;
}

export interface Typed {
	readonly keys: number;
	/** Keys received, each counted once per socket. */
	readonly deliveries: number;
	readonly frames: number;
	readonly bytes: number;
	readonly closed: number;
	/** Counts per tenth of a millisecond, so that several workers can be added up. */
	readonly tenths: ReadonlyMap<number, number>;
}

/** Client ids of typists begin here; the board itself was written by 1. */
const FIRST_CLIENT = 1_000;
const { base, typists, board, keysPerSecond, seconds, keysMax, pressedAtMs } = workerData as Typing;
const pressed = new Float64Array(pressedAtMs);
const tenths = new Map<number, number>();
let [keys, deliveries, frames, bytes, closed] = [0, 0, 0, 0, 0];

const nowMs = () => performance.timeOrigin + performance.now();

const all = await Promise.all(
	typists.map(async ({ nth, card, path, token }) => {
		const socket = new WebSocket(base + path, [SUBPROTOCOL, TOKEN_PREFIX + token], {
			perMessageDeflate: false,
		});
		const heard = new Map<number, number>();
		socket.on('message', (frame: Buffer) => {
			const arrivedMs = nowMs();
			frames++;
			bytes += frame.byteLength;
			if (frame[0] !== MESSAGE.sync || frame[1] !== SYNC_STEP.update) return;
			const decoder = decoding.createDecoder(frame.subarray(2));
			for (const [client, to] of Y.parseUpdateMeta(decoding.readVarUint8Array(decoder)).to) {
				const typist = client - FIRST_CLIENT;
				if (typist < 0 || typist === nth) continue;
				for (let key = heard.get(client) ?? 0; key < to; key++) {
					const latencyMs = Math.max(0, arrivedMs - pressed[typist * keysMax + key]!);
					const tenth = Math.round(latencyMs * 10);
					tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
					deliveries++;
				}
				heard.set(client, Math.max(to, heard.get(client) ?? 0));
			}
		});
		socket.on('close', () => closed++);
		socket.on('error', () => undefined);
		await new Promise((resolve) => socket.on('open', resolve));
		const doc = new Y.Doc();
		Y.applyUpdate(doc, board);
		// who has not asked for the state is shown nothing
		socket.send(syncFrame('one', Y.encodeStateVector(doc)));
		doc.clientID = FIRST_CLIENT + nth;
		const text = textOfCard(doc, card);
		doc.on('update', (update: Uint8Array) => {
			if (socket.readyState === WebSocket.OPEN) socket.send(syncFrame('update', update));
		});
		let own = 0;
		return () => {
			if (own >= keysMax) return;
			pressed[nth * keysMax + own++] = nowMs();
			keys++;
			text.insert(text.length, 'a');
		};
	}),
);

parentPort!.postMessage('ready');
await new Promise((resolve) => parentPort!.once('message', resolve));
const startMs = performance.now();
await new Promise<void>((resolve) => {
	let turns = 0;
	const clock = setInterval(() => {
		const elapsed = (performance.now() - startMs) / 1_000;
		// typists press one after the other, not all at once
		const due = Math.min(elapsed, seconds) * keysPerSecond * all.length;
		while (turns < due) all[turns++ % all.length]!();
		if (elapsed < seconds) return;
		clearInterval(clock);
		resolve();
	}, 2);
});
parentPort!.postMessage('typed');
await new Promise((resolve) => parentPort!.once('message', resolve));
const result: Typed = {
	...{ keys, deliveries, frames, bytes, closed, tenths },
};
parentPort!.postMessage(result);
process.exit();
