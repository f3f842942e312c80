import type { Clock } from '#server/ports/clock.ts';
import { LastingWire, type MakeWire } from './lasting-wire.ts';
import type { Wire } from './wire.ts';

const AGAIN_MS = 1_000;
const CLOSE_MS = 500;

/** Sharded channels, on a connection of their own: a bell does not wait behind a large answer. Bells may be lost. */
export class RedisBells {
	readonly #wires: LastingWire;
	readonly #clock: Clock;
	readonly #listeners = new Map<string, (message: string) => void>();
	#isClosed = false;

	constructor(make: MakeWire, clock: Clock) {
		this.#clock = clock;
		this.#wires = new LastingWire(make, clock, {
			ready: (wire) => {
				for (const channel of this.#listeners.keys()) this.#subscribe(wire, channel);
			},
			// the link says what is to be said
			lost: () => undefined,
			missed: () => undefined,
		});
	}

	start(): void {
		this.#wires.start();
	}

	/** One listener a channel. The answer ends it. */
	listen(channel: string, listener: (message: string) => void): () => void {
		this.#listeners.set(channel, listener);
		if (this.#wires.now) this.#subscribe(this.#wires.now, channel);
		return () => {
			if (this.#listeners.get(channel) !== listener) return;
			this.#listeners.delete(channel);
			// if that fails, what still rings meets nobody
			this.#wires.now?.unsubscribe(channel).catch(() => undefined);
		};
	}

	/** Bells that should have rung did not. */
	renew(): void {
		this.#wires.renew(new Error('DEAF'));
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#wires.close(CLOSE_MS);
	}

	#subscribe(wire: Wire, channel: string): void {
		const hear = (message: string): void => this.#listeners.get(channel)?.(message);
		wire.subscribe(channel, hear).catch(() => {
			this.#clock.after(AGAIN_MS, () => {
				if (this.#isClosed || this.#wires.now !== wire || !this.#listeners.has(channel)) return;
				this.#subscribe(wire, channel);
			});
		});
	}
}
