// Sockets that stand there as unchanged clients do when nobody writes: they renew their presence, and come back when the
// connection is lost.
import { parentPort, workerData } from 'node:worker_threads';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Line } from './line.ts';
import { nowMs } from './now.ts';
import { Wire, type Dialect, type Place } from './wire.ts';

export interface Standing {
	readonly dialect: Dialect;
	readonly places: readonly Place[];
	/** What each of them has of its board already. */
	readonly stateVector: Uint8Array;
}

/** `open`: from where on; may be another port after a restart. Each is answered when all have their board. */
export type Order =
	| { readonly order: 'open'; readonly base: string }
	/** All connections break at once, and come back to the same server. */
	| { readonly order: 'break' }
	/** The server is going to end: answered when all are back. */
	| { readonly order: 'outlive' };

/** When each had its board, by the clock of all threads. */
export interface Stands {
	readonly atMs: readonly number[];
	/** Connections that were lost since the last answer. */
	readonly lost: number;
}

/** As y-websocket does it. */
const RENEW_MS = 15_000;
const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 2_500;

const { dialect, places, stateVector } = workerData as Standing;
let base = '';
let lost = 0;

class Stander {
	readonly #wire: Wire;
	readonly #awareness = new Awareness(new Y.Doc());
	#line: Line | undefined;
	#failures = 0;
	#synced = Promise.withResolvers<number>();

	constructor(place: Place) {
		this.#wire = new Wire(dialect, place);
		// its own timer would tell nobody: renewals are sent by `renew`
		this.#awareness.destroy();
	}

	open(): void {
		const line = new Line(base, this.#wire.path, this.#wire.protocols, {
			message: (bytes) => {
				if (this.#wire.read(bytes)?.step !== 'two') return;
				this.#failures = 0;
				this.#synced.resolve(nowMs());
			},
			closed: () => {
				lost++;
				this.#comeBack();
			},
		});
		this.#line = line;
		line.whenOpen().then(
			() => {
				for (const message of this.#wire.hello(stateVector)) line.send(message);
				this.renew();
			},
			() => undefined, // `closed` has been told
		);
	}

	/** When it gets its board the next time. */
	nextSync(): Promise<number> {
		this.#synced = Promise.withResolvers<number>();
		return this.#synced.promise;
	}

	break(): void {
		this.#line?.leave();
		this.#comeBack();
	}

	renew(): void {
		this.#awareness.setLocalState({});
		this.#line?.send(this.#wire.awareness(this.#awareness));
	}

	#comeBack(): void {
		const waitMs = Math.min(RETRY_FIRST_MS * 2 ** this.#failures++, RETRY_MOST_MS);
		setTimeout(() => this.open(), waitMs);
	}
}

const all = places.map((place) => new Stander(place));
// everybody's renewals at another moment, as they came
for (const [nth, stander] of all.entries())
	setTimeout(() => setInterval(() => stander.renew(), RENEW_MS), (nth * RENEW_MS) / all.length);

async function obey(order: Order): Promise<Stands> {
	const back = all.map((stander) => stander.nextSync());
	if (order.order === 'open') {
		base = order.base;
		for (let n = 0; n < all.length; n += 50) {
			for (const stander of all.slice(n, n + 50)) stander.open();
			await Promise.all(back.slice(n, n + 50));
		}
	}
	if (order.order === 'break') for (const stander of all) stander.break();
	const atMs = await Promise.all(back);
	const before = lost;
	lost = 0;
	return { atMs, lost: before };
}

parentPort!.on('message', (order: Order) => {
	void obey(order).then((stands) => parentPort!.postMessage(stands));
});
