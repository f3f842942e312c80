import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { pause } from '#tests/support/until.ts';
import type { Counted, Held, Request, Seated, Typing } from './typing.worker.ts';
import { Histogram } from './histogram.ts';
import { nowMs } from './now.ts';
import type { Dialect, Place } from './wire.ts';

/** What is under way is waited for as long as something arrives at least this often. */
const QUIET_MS = 3_000;

export interface Crowd {
	readonly base: string;
	readonly dialect: Dialect;
	/** Where each socket sits: places of one board after the other. */
	readonly boards: readonly (readonly Place[])[];
	/** How many at each board type, and how many keys each of them presses in all phases together. */
	readonly typistsPerBoard: number;
	readonly keysPerTypist: number;
	/** On so many cards each, one after the other; 1 unless said otherwise. */
	readonly cardsPerTypist?: number;
	/** Client id of the first typist, where a swarm has been at these boards before. */
	readonly firstClient?: number;
	/** State of every board, with a card for each typist. */
	readonly content: Uint8Array;
	readonly workers: number;
}

/** What a phase of typing was like for those who looked. */
export interface Phase {
	readonly keys: number;
	readonly deliveries: number;
	/** 1: everybody has got every key of the others. */
	readonly delivered: number;
	readonly deliveriesPerSecond: number;
	readonly frames: number;
	readonly bytes: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly closed: number;
	/** Busiest worker's share of time; near 1 the load itself was the limit. */
	readonly busy: number;
}

/** Many sockets in worker threads, each of them only parsing what comes. */
export class Swarm {
	readonly #workers: readonly Worker[];
	readonly #crowd: Crowd;
	readonly typists: number;
	readonly sockets: number;

	private constructor(crowd: Crowd, workers: readonly Worker[], typists: number) {
		this.sockets = crowd.boards.reduce((all, places) => all + places.length, 0);
		this.#crowd = crowd;
		this.#workers = workers;
		this.typists = typists;
	}

	/** Resolves when every socket is open and has its board. */
	static async open(crowd: Crowd): Promise<Swarm> {
		const { cardsPerTypist = 1, firstClient = 1_000 } = crowd;
		const cardsOf = (chair: number) =>
			Array.from({ length: cardsPerTypist }, (_, n) => chair + n * crowd.typistsPerBoard);
		let typists = 0;
		const seated = crowd.boards.flatMap((places, board) =>
			places.map((place, chair) => {
				const isTypist = chair < crowd.typistsPerBoard;
				const keys = isTypist ? crowd.keysPerTypist : 0;
				const nth = isTypist ? typists++ : -1;
				return {
					...{ place, chair, board, keys, nth },
					cards: cardsOf(chair),
					witnessOf: -1,
					// somebody who sees what the typists wrote, and is none of them where that can be
					isHolder: chair === places.length - 1,
				};
			}),
		);
		// whoever sits next sees that a key has arrived
		const perBoard = crowd.boards[0]!.length;
		for (const { nth, chair, board } of seated)
			if (nth >= 0) seated[board * perBoard + ((chair + 1) % perBoard)]!.witnessOf = nth;
		const keysMax = crowd.keysPerTypist;
		const pressedAtMs = new SharedArrayBuffer(Math.max(8, typists * keysMax * 8));
		const seenKeys = new SharedArrayBuffer(Math.max(4, typists * 4));
		const workers = Array.from({ length: crowd.workers }, (_, w) => {
			const { base, dialect, content } = crowd;
			const mine: Seated[] = seated.filter((_seat, n) => n % crowd.workers === w);
			const workerData: Typing = {
				...{ base, dialect, content, firstClient, keysMax, pressedAtMs, seenKeys, seated: mine },
			};
			return new Worker(new URL('./typing.worker.ts', import.meta.url), { workerData });
		});
		const swarm = new Swarm(crowd, workers, typists);
		await swarm.#ask({ ask: 'open' });
		return swarm;
	}

	/** So many of each board press so many keys at an even pace. */
	type(typistsPerBoard: number, keysEach: number, keysPerSecondEach: number): Promise<Phase> {
		const keys = this.#crowd.boards.length * typistsPerBoard * keysEach;
		return this.#phase(keys, { ask: 'type', typistsPerBoard, keysEach, keysPerSecondEach });
	}

	/** Everybody who types presses so many keys as fast as they are passed on, `ahead` of them at a time. */
	rush(keysEach: number, ahead: number): Promise<Phase> {
		return this.#phase(this.typists * keysEach, { ask: 'rush', keysEach, ahead });
	}

	/** Resolves when all has arrived, or nothing more does. */
	async #phase(keys: number, request: Request): Promise<Phase> {
		const others = this.#crowd.boards[0]!.length - 1;
		const beganMs = nowMs();
		await this.#ask(request);
		let parts = await this.#count();
		const sum = (of: (part: Counted) => number) => parts.reduce((all, part) => all + of(part), 0);
		const missing = () => keys * others - sum((part) => part.deliveries);
		const hasEnded = () => sum((part) => part.closed) >= this.sockets;
		for (let [before, quietSinceMs] = [missing(), performance.now()]; missing() > 0;) {
			await pause(50);
			parts = await this.#count();
			if (missing() < before) quietSinceMs = performance.now();
			if (performance.now() - quietSinceMs > QUIET_MS || hasEnded()) break;
			before = missing();
		}
		const deliveries = sum((part) => part.deliveries);
		const lastAtMs = Math.max(...parts.map((part) => part.lastAtMs));
		const tenths = parts.map((part) => part.tenths);
		return {
			...{ keys, deliveries },
			delivered: deliveries / (keys * others),
			deliveriesPerSecond: deliveries / ((lastAtMs - beganMs) / 1_000),
			frames: sum((part) => part.frames),
			bytes: sum((part) => part.bytes),
			p50Ms: Histogram.percentile(tenths, 0.5),
			p99Ms: Histogram.percentile(tenths, 0.99),
			closed: sum((part) => part.closed),
			busy: Math.max(...parts.map((part) => part.busy)),
		};
	}

	/** Letters on every card of every board, as somebody who only looks has it. */
	async contents(): Promise<Held[]> {
		return ((await this.#ask({ ask: 'contents' })) as Held[][]).flat();
	}

	/** In the phase that is under way. */
	async deliveries(): Promise<number> {
		return (await this.#count()).reduce((all, part) => all + part.deliveries, 0);
	}

	/** Of each typist (0 … all − 1, board after board) the keys that anybody else has seen. */
	async seen(): Promise<number[]> {
		const parts = (await this.#ask({ ask: 'seen' })) as ReadonlyMap<number, number>[];
		return Array.from({ length: this.typists }, (_, typist) =>
			Math.max(...parts.map((part) => part.get(typist) ?? 0)),
		);
	}

	async leave(): Promise<void> {
		await Promise.all(this.#workers.map((worker) => worker.terminate()));
	}

	async #count(): Promise<Counted[]> {
		return (await this.#ask({ ask: 'count' })) as Counted[];
	}

	#ask(request: Request): Promise<unknown[]> {
		return Promise.all(
			this.#workers.map(async (worker) => {
				const { port1, port2 } = new MessageChannel();
				const answered = once(port1, 'message');
				worker.postMessage({ request, answerTo: port2 }, [port2]);
				const [answer] = (await answered) as [unknown];
				port1.close();
				return answer;
			}),
		);
	}
}
