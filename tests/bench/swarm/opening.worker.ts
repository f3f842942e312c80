// Clients that open a board with nothing in their hands, all at the same moment.
import { parentPort, workerData } from 'node:worker_threads';
import { Line } from './line.ts';
import { nowMs } from './now.ts';
import { NOTHING, Wire, type Dialect, type Place } from './wire.ts';

export interface Opening {
	readonly base: string;
	readonly dialect: Dialect;
	readonly places: readonly Place[];
}

export interface Opened {
	/** When each had its board, by the clock of all threads. */
	readonly atMs: readonly number[];
	/** The board as the first of them got it. */
	readonly state: Uint8Array | undefined;
}

const { base, dialect, places } = workerData as Opening;
let state: Uint8Array | undefined;

const open = (place: Place): Promise<number> =>
	new Promise((resolve, reject) => {
		const wire = new Wire(dialect, place);
		const line = new Line(base, wire.path, wire.protocols, {
			message: (bytes) => {
				const found = wire.read(bytes);
				if (found?.step !== 'two') return;
				resolve(nowMs());
				state ??= Uint8Array.from(bytes.subarray(found.from, found.to));
			},
			closed: (code) => reject(new Error(`closed with ${code}`)),
		});
		line.whenOpen().then(() => {
			for (const message of wire.hello(NOTHING)) line.send(message);
		}, reject);
	});

parentPort!.postMessage('ready');
parentPort!.once('message', () => {
	void Promise.all(places.map(open)).then((atMs) => {
		const opened: Opened = { atMs, state };
		parentPort!.postMessage(opened);
	});
});
