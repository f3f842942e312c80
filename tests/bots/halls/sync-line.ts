import * as Y from 'yjs';
import { Line } from '#tests/bench/swarm/line.ts';
import { Wire } from '#tests/bench/swarm/wire.ts';
import { MESSAGE, SYNC_STEP } from '#shared/wire.ts';

interface Where {
	readonly base: string;
	/** `/sync/<dialogue>/…` */
	readonly path: string;
	readonly token: string;
	/** The own address. */
	readonly from: string;
	readonly closed: (code: number) => void;
}

const ORIGIN = 'server';

/** A document on the wire of y-websocket, and no more than that: a real Yjs document without a provider's timers. */
export class SyncLine {
	readonly doc = new Y.Doc();
	readonly #line: Line;
	readonly #wire: Wire;
	readonly #synced = Promise.withResolvers<void>();

	constructor({ base, path, token, from, closed }: Where) {
		this.#wire = new Wire('y-websocket', { path, token });
		this.#line = new Line(
			...([base, path, this.#wire.protocols] as const),
			{
				message: (bytes) => this.#receive(bytes),
				closed: (code) => {
					this.#synced.reject(new Error(`${path} was closed with ${code}`));
					closed(code);
				},
			},
			from,
		);
		this.#synced.promise.catch(() => undefined);
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== ORIGIN) this.#line.send(this.#wire.content('update', update));
		});
		this.#line.whenOpen().then(
			() => {
				for (const message of this.#wire.hello(Y.encodeStateVector(this.doc)))
					this.#line.send(message);
			},
			() => undefined, // `closed` has been told
		);
	}

	whenSynced(): Promise<void> {
		return this.#synced.promise;
	}

	leave(): void {
		this.#line.leave();
		this.doc.destroy();
	}

	#receive(bytes: Buffer): void {
		const found = this.#wire.read(bytes);
		if (found) {
			Y.applyUpdate(this.doc, bytes.subarray(found.from, found.to), ORIGIN);
			if (found.step === 'two') this.#synced.resolve();
		} else if (bytes[0] === MESSAGE.sync && bytes[1] === SYNC_STEP.one)
			this.#line.send(this.#wire.content('two', Y.encodeStateAsUpdate(this.doc)));
	}
}

/** Looks at a document as a screen does, and only counts what comes. */
export class LookingLine {
	frames = 0;
	readonly #line: Line;
	readonly #synced = Promise.withResolvers<void>();

	constructor({ base, path, token, from, closed }: Where) {
		const wire = new Wire('y-websocket', { path, token });
		this.#line = new Line(
			...([base, path, wire.protocols] as const),
			{
				message: (bytes) => {
					this.frames++;
					if (wire.read(bytes)?.step === 'two') this.#synced.resolve();
				},
				closed: (code) => {
					this.#synced.reject(new Error(`${path} was closed with ${code}`));
					closed(code);
				},
			},
			from,
		);
		this.#synced.promise.catch(() => undefined);
		this.#line.whenOpen().then(
			() => {
				for (const message of wire.hello(Y.encodeStateVector(new Y.Doc())))
					this.#line.send(message);
			},
			() => undefined,
		);
	}

	whenSynced(): Promise<void> {
		return this.#synced.promise;
	}

	leave(): void {
		this.#line.leave();
	}
}
