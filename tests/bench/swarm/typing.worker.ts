// Sockets that look at boards; some of them type. What arrives from others is counted, and a few hold the document.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import { textOfCard } from '../boards.ts';
import { Histogram } from './histogram.ts';
import { heardIn } from './heard.ts';
import { frameOf, Line } from './line.ts';
import { nowMs } from './now.ts';
import { Wire, type Dialect, type Place } from './wire.ts';

/** A socket of this worker. */
export interface Seated {
	/** 0 … all − 1 */
	readonly nth: number;
	readonly place: Place;
	/** Which of those at its board it is. */
	readonly chair: number;
	/** Which board it is at. */
	readonly board: number;
	/** How many keys it is going to press in all. */
	readonly keys: number;
	/** The cards that it writes on, one after the other. */
	readonly cards: readonly number[];
	/** Whose keys it sees as the last one of its board: the number of a typist, or −1. */
	readonly witnessOf: number;
	/** Holds the whole document and tells what stands in it at the end. */
	readonly isHolder: boolean;
}

export interface Typing {
	readonly base: string;
	readonly dialect: Dialect;
	readonly seated: readonly Seated[];
	/** Client id of the first typist: another one each time that a swarm comes to the same boards. */
	readonly firstClient: number;
	/** State of every board at the start. */
	readonly content: Uint8Array;
	/** Length of a typist's row in `pressedAtMs`. */
	readonly keysMax: number;
	/** When each socket pressed each key, shared by all workers. */
	readonly pressedAtMs: SharedArrayBuffer;
	/** How many keys of each typist its witness has seen, shared by all workers. */
	readonly seenKeys: SharedArrayBuffer;
}

/** What the bench asks of a worker; each is answered once. */
export type Request =
	| { readonly ask: 'open' }
	/** The first so many of each board press so many keys, each so many a second. */
	| {
			readonly ask: 'type';
			readonly typistsPerBoard: number;
			readonly keysEach: number;
			readonly keysPerSecondEach: number;
	  }
	/** Each typist presses so many keys as fast as it can with no more than `ahead` of them on their way to its witness. */
	| { readonly ask: 'rush'; readonly keysEach: number; readonly ahead: number }
	| { readonly ask: 'count' }
	/** Up to which key of each typist anybody else here has seen. */
	| { readonly ask: 'seen' }
	| { readonly ask: 'contents' };

/** Since the last `type` or `rush`. */
export interface Counted {
	/** Keys received from others, each once per socket. */
	readonly deliveries: number;
	readonly frames: number;
	readonly bytes: number;
	readonly closed: number;
	readonly lastAtMs: number;
	/** Share of the time that this worker was busy, 0 … 1. */
	readonly busy: number;
	readonly tenths: Uint32Array;
}

/** Of a holder: how many letters each card of its board has. */
export interface Held {
	readonly board: number;
	readonly letters: readonly number[];
}

/** A server that passes on nothing for so long is not waited for. */
const QUIET_TICKS = 5_000;
const { base, dialect, seated, firstClient, content, keysMax, pressedAtMs, seenKeys } =
	workerData as Typing;
const seen = new Int32Array(seenKeys);
const pressed = new Float64Array(pressedAtMs);
let histogram = new Histogram();
let [deliveries, frames, bytes, closed, lastAtMs] = [0, 0, 0, 0, 0];
let busySince = performance.eventLoopUtilization();

const start = new Y.Doc();
Y.applyUpdate(start, content);
const stateVector = Y.encodeStateVector(start);

/** One keystroke, and the same as it goes onto the wire. */
interface Key {
	readonly update: Uint8Array;
	readonly frame: Uint8Array;
}

/** Typed as often as in a text, in an order that no store can pack better than one; the same each time. */
const LETTERS = [...'mehr baenke am bach und ein treffpunkt fuer alle die neu sind im ort, bitte'];

/** Every key of everybody here, encoded before anything is measured. */
const writing = new Map<number, Y.Doc>();
function keysOf({ board, nth, cards, keys, place }: Seated): Key[] {
	if (keys === 0) return [];
	const doc = writing.get(board) ?? new Y.Doc();
	if (!writing.has(board)) Y.applyUpdate(doc, content);
	writing.set(board, doc);
	const wire = new Wire(dialect, place);
	const made: Key[] = [];
	const note = (update: Uint8Array) =>
		made.push({ update, frame: frameOf(wire.content('update', update)) });
	doc.on('update', note);
	doc.clientID = firstClient + nth;
	const random = new SeededRandom(nth);
	for (let key = 0; key < keys; key++) {
		const text = textOfCard(doc, cards[Math.floor((key / keys) * cards.length)]!);
		text.insert(text.length, random.pick(LETTERS)!);
	}
	doc.off('update', note);
	return made;
}

class Socket {
	readonly seated: Seated;
	readonly #keys: readonly Key[];
	/** Up to which clock it has got each of the others. */
	readonly heard = new Map<number, number>();
	readonly #held: Uint8Array[] = [];
	readonly #synced = Promise.withResolvers<void>();
	#line: Line | undefined;
	#own = 0;

	constructor(seat: Seated) {
		this.seated = seat;
		this.#keys = keysOf(seat);
	}

	async open(): Promise<void> {
		const wire = new Wire(dialect, this.seated.place);
		const line = new Line(base, wire.path, wire.protocols, {
			message: (bytes) => this.#receive(wire, bytes),
			closed: () => (closed++, this.#synced.resolve()),
		});
		this.#line = line;
		await line.whenOpen();
		for (const message of wire.hello(stateVector)) line.send(message);
		await this.#synced.promise;
	}

	get hasKeys(): boolean {
		return this.#own < this.#keys.length;
	}

	/** Keys that its witness has not seen yet. */
	get ahead(): number {
		return this.#own - Atomics.load(seen, this.seated.nth);
	}

	press(): void {
		pressed[this.seated.nth * keysMax + this.#own] = nowMs();
		const { frame, update } = this.#keys[this.#own++]!;
		this.#line?.sendFrame(frame);
		if (this.seated.isHolder) this.#held.push(update);
	}

	letters(): number[] {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, Y.mergeUpdates([content, ...this.#held]));
		return Array.from({ length: doc.getMap('cards').size }, (_, n) => textOfCard(doc, n).length);
	}

	#receive(wire: Wire, message: Buffer): void {
		frames++;
		bytes += message.length;
		const found = wire.read(message);
		if (found === undefined) return;
		if (found.step === 'two') this.#synced.resolve();
		if (this.seated.isHolder) this.#held.push(Buffer.from(message.subarray(found.from, found.to)));
		const arrivedMs = nowMs();
		heardIn(message, found.from, found.to, (client, clock) => {
			const typist = client - firstClient;
			if (typist < 0 || typist === this.seated.nth) return;
			const before = this.heard.get(client) ?? 0;
			if (clock <= before) return;
			for (let key = before; key < clock; key++)
				histogram.add(arrivedMs - pressed[typist * keysMax + key]!);
			deliveries += clock - before;
			lastAtMs = arrivedMs;
			this.heard.set(client, clock);
			if (typist === this.seated.witnessOf) Atomics.store(seen, typist, clock);
		});
	}
}

const sockets = seated.map((seat) => new Socket(seat));

function startAfresh(): Socket[] {
	histogram = new Histogram();
	[deliveries, frames, bytes, lastAtMs] = [0, 0, 0, 0];
	busySince = performance.eventLoopUtilization();
	return sockets.filter(({ hasKeys }) => hasKeys);
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

async function type(
	typistsPerBoard: number,
	keysEach: number,
	keysPerSecondEach: number,
): Promise<void> {
	// the boards in turns: a server that batches gets no lump of keys at one of them
	const typists = startAfresh()
		.filter(({ seated }) => seated.chair < typistsPerBoard)
		.sort((a, b) => a.seated.chair - b.seated.chair);
	const keysPerSecond = typists.length * keysPerSecondEach;
	const all = typists.length * keysEach;
	const startMs = performance.now();
	for (let turn = 0; turn < all && closed < sockets.length; await tick()) {
		// typists press one after the other, not all at once
		const due = Math.min(all, ((performance.now() - startMs) / 1_000) * keysPerSecond);
		while (turn < due) typists[turn++ % typists.length]!.press();
	}
}

async function rush(keysEach: number, ahead: number): Promise<void> {
	let typists = startAfresh().map((socket) => ({ socket, left: keysEach }));
	for (let quietTicks = 0; typists.length > 0 && quietTicks < QUIET_TICKS; await tick()) {
		if (closed >= sockets.length) return;
		quietTicks++;
		// in turns, so that nobody's keys come in one lump
		for (let lap = 0; lap < ahead; lap++)
			for (const typist of typists) {
				if (typist.left === 0 || typist.socket.ahead >= ahead) continue;
				typist.socket.press();
				typist.left--;
				quietTicks = 0;
			}
		typists = typists.filter(({ left }) => left > 0);
	}
}

const counted = (): Counted => ({
	...{ deliveries, frames, bytes, closed, lastAtMs },
	busy: performance.eventLoopUtilization(busySince).utilization,
	tenths: histogram.counts,
});

const contents = (): Held[] =>
	sockets
		.filter((socket) => socket.seated.isHolder)
		.map((socket) => ({ board: socket.seated.board, letters: socket.letters() }));

const seenByAnybody = (): Map<number, number> => {
	const most = new Map<number, number>();
	for (const { heard } of sockets)
		for (const [client, clock] of heard) {
			const typist = client - firstClient;
			most.set(typist, Math.max(clock, most.get(typist) ?? 0));
		}
	return most;
};

async function answer(request: Request): Promise<unknown> {
	switch (request.ask) {
		case 'open':
			// a few at a time, as people arrive
			for (let n = 0; n < sockets.length; n += 50)
				await Promise.all(sockets.slice(n, n + 50).map((socket) => socket.open()));
			return 'open';
		case 'type':
			await type(request.typistsPerBoard, request.keysEach, request.keysPerSecondEach);
			return 'typed';
		case 'rush':
			await rush(request.keysEach, request.ahead);
			return 'typed';
		case 'count':
			return counted();
		case 'seen':
			return seenByAnybody();
		case 'contents':
			return contents();
	}
}

parentPort!.on(
	'message',
	({ request, answerTo }: { readonly request: Request; readonly answerTo: MessagePort }) => {
		void answer(request).then((given) => answerTo.postMessage(given));
	},
);
