import type { Clock } from '#server/ports/clock.ts';
import type { Trouble, Wire } from './wire.ts';

export type MakeWire = (trouble: Trouble) => Wire;

interface Told {
	/** It is there, for the first time or again. */
	ready(wire: Wire): void;
	/** It was there and is not any more. */
	lost(error: unknown): void;
	/** It could not be had this time. */
	missed(error: unknown): void;
}

const CONNECT_MS = 5_000;
const PAUSE_MS = { first: 50, longest: 1_000 };

/**
 * A wire that is made anew whenever it was lost: a fresh one each time, because half of a connection (a handshake that is
 * never answered, a socket that takes bytes and gives none) cannot be told from a slow one.
 */
export class LastingWire {
	readonly #make: MakeWire;
	readonly #clock: Clock;
	readonly #told: Told;
	#wire: Wire | undefined;
	/** Counts the wires: what an old one still says does not concern the new one. */
	#number = 0;
	#isMaking = false;
	#isClosed = false;

	constructor(make: MakeWire, clock: Clock, told: Told) {
		this.#make = make;
		this.#clock = clock;
		this.#told = told;
	}

	/** undefined: there is none now. */
	get now(): Wire | undefined {
		return this.#wire;
	}

	/** Begins, and resolves with the first wire. Never rejects; `missed` tells. */
	start(): void {
		if (!this.#isMaking && !this.#isClosed) void this.#makeOne();
	}

	/** Throws the wire away and makes another one. */
	renew(why: unknown): void {
		const wire = this.#wire;
		if (!wire) return;
		this.#wire = undefined;
		this.#number++;
		end(wire);
		this.#told.lost(why);
		this.start();
	}

	/** What was sent is answered within `patienceMs`, or rejected. */
	async close(patienceMs: number): Promise<void> {
		this.#isClosed = true;
		this.#number++;
		const wire = this.#wire;
		this.#wire = undefined;
		if (!wire) return;
		await Promise.race([
			wire.close().catch(() => undefined),
			new Promise<void>((done) => this.#clock.after(patienceMs, done)),
		]);
		end(wire);
	}

	async #makeOne(): Promise<void> {
		this.#isMaking = true;
		for (let pauseMs = PAUSE_MS.first; !this.#isClosed;) {
			const number = ++this.#number;
			const wire = this.#make((error, isLost) => {
				if (isLost && number === this.#number && this.#wire === wire) this.renew(error);
			});
			try {
				await this.#inTime(wire.connect());
				if (this.#isClosed || number !== this.#number) {
					end(wire);
					break;
				}
				this.#wire = wire;
				this.#isMaking = false;
				this.#told.ready(wire);
				return;
			} catch (error) {
				end(wire);
				if (this.#isClosed) break;
				this.#told.missed(error);
				await new Promise<void>((done) => this.#clock.after(pauseMs, done));
				pauseMs = Math.min(2 * pauseMs, PAUSE_MS.longest);
			}
		}
		this.#isMaking = false;
	}

	async #inTime(connecting: Promise<unknown>): Promise<void> {
		let cancel: () => void = () => undefined;
		const late = new Promise<never>((_, failed) => {
			cancel = this.#clock.after(CONNECT_MS, () => failed(new Error('no answer to the handshake')));
		});
		try {
			await Promise.race([connecting, late]);
		} finally {
			cancel();
		}
	}
}

/** What has ended already may be ended again. */
function end(wire: Wire): void {
	try {
		wire.destroy();
	} catch {
		// the library says so if it was closed before: that is all that is wanted
	}
}
