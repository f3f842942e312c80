import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as Y from 'yjs';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { nowMs } from './now.ts';
import type { Order, Standing, Stands } from './standing.worker.ts';
import type { Dialect, Place } from './wire.ts';

export interface Back {
	/** From the moment that the connections were lost. */
	readonly backMs: Spread;
	/** Connections that ended, those that came to nothing included. */
	readonly lost: number;
}

/** Many unchanged clients at boards where nobody writes. */
export class Standers {
	readonly #workers: readonly Worker[];

	/** `content`: what they all have already. */
	constructor(
		dialect: Dialect,
		places: readonly Place[],
		content: Uint8Array,
		workerCount: number,
	) {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, content);
		const stateVector = Y.encodeStateVector(doc);
		this.#workers = Array.from({ length: workerCount }, (_, w) => {
			const mine = places.filter((_place, n) => n % workerCount === w);
			const workerData: Standing = { dialect, stateVector, places: mine };
			return new Worker(new URL('./standing.worker.ts', import.meta.url), { workerData });
		});
	}

	/** Resolves when everybody has the board. */
	async open(base: string): Promise<void> {
		await this.#order({ order: 'open', base });
	}

	/** All connections break at once. */
	break(): Promise<Back> {
		return this.#back(() => this.#order({ order: 'break' }));
	}

	/** `end` ends the server and starts it again. */
	outlive(end: () => Promise<void>): Promise<Back> {
		return this.#back(async () => {
			const back = this.#order({ order: 'outlive' });
			await end();
			return back;
		});
	}

	async leave(): Promise<void> {
		await Promise.all(this.#workers.map((worker) => worker.terminate()));
	}

	async #back(act: () => Promise<Stands[]>): Promise<Back> {
		const startMs = nowMs();
		const parts = await act();
		return {
			backMs: spreadOf(parts.flatMap(({ atMs }) => atMs.map((at) => at - startMs))),
			lost: parts.reduce((sum, { lost }) => sum + lost, 0),
		};
	}

	#order(order: Order): Promise<Stands[]> {
		return Promise.all(
			this.#workers.map(async (worker) => {
				const answered = once(worker, 'message');
				worker.postMessage(order);
				return ((await answered) as [Stands])[0];
			}),
		);
	}
}
