import type { Clock } from '#server/ports/clock.ts';
import { RedisFaultError, wordOf } from './errors.ts';
import { LastingWire, type MakeWire } from './lasting-wire.ts';
import type { Script } from './script.ts';
import type { Arg } from './wire.ts';

/** A command that is not answered for so long will not be: the connection is thrown away. Rooms ask again after 5 s anyway. */
const ANSWER_MS = 3_000;
const LOOK_EVERY_MS = 250;
const CLOSE_MS = 2_000;

interface Pending {
	readonly sinceMs: number;
	readonly fail: (error: RedisFaultError) => void;
}

interface Told {
	/** The link is there, for the first time or again. */
	ready(): void;
	lost(word: string): void;
	missed(error: unknown): void;
}

/**
 * What adapters ask Redis through. Every question is answered or rejected with `RedisFaultError` within a few seconds,
 * whatever the network does; nothing is asked twice by itself.
 */
export class RedisLink {
	readonly #wires: LastingWire;
	readonly #clock: Clock;
	/** In the order in which they were asked. */
	readonly #pending = new Set<Pending>();
	#isWatching = false;

	constructor(make: MakeWire, clock: Clock, told: Told) {
		this.#clock = clock;
		this.#wires = new LastingWire(make, clock, {
			ready: () => told.ready(),
			missed: (error) => told.missed(error),
			lost: (error) => {
				const word = wordOf(error);
				for (const { fail } of this.#pending) fail(new RedisFaultError(word, error));
				told.lost(word);
			},
		});
	}

	/** From now on it tries to be there. */
	start(): void {
		this.#wires.start();
	}

	/** Runs a script on the master that holds these keys; all of them lie in one slot. */
	async run(
		{ sha, source, isReadonly }: Script,
		keys: readonly string[],
		args: readonly Arg[] = [],
	): Promise<unknown> {
		const key = keys[0] ?? '';
		const rest = [String(keys.length), ...keys, ...args];
		try {
			return await this.send(key, isReadonly, ['EVALSHA', sha, ...rest]);
		} catch (error) {
			// refused before anything was done: this Redis does not know the script yet, or not any more
			if (!(error instanceof RedisFaultError && wordOf(error.cause) === 'NOSCRIPT')) throw error;
			return await this.send(key, isReadonly, ['EVAL', source, ...rest]);
		}
	}

	/** One command. `key` says which master of a cluster is asked. */
	send(key: string, isReadonly: boolean, args: readonly Arg[]): Promise<unknown> {
		return this.#asked((wire) => wire.send(key, isReadonly, args));
	}

	/** Asks each master. */
	async sendToMasters(args: readonly Arg[]): Promise<unknown[]> {
		return (await this.#asked((wire) => wire.sendToMasters(args))) as unknown[];
	}

	async close(): Promise<void> {
		await this.#wires.close(CLOSE_MS);
	}

	#asked(ask: (wire: NonNullable<LastingWire['now']>) => Promise<unknown>): Promise<unknown> {
		const wire = this.#wires.now;
		if (!wire) return Promise.reject(new RedisFaultError('not connected'));
		return new Promise((done, failed) => {
			const pending: Pending = {
				sinceMs: performance.now(),
				fail: (error) => {
					this.#pending.delete(pending);
					failed(error);
				},
			};
			this.#pending.add(pending);
			this.#watch();
			ask(wire).then(
				(answer) => {
					this.#pending.delete(pending);
					done(answer);
				},
				(error: unknown) => pending.fail(new RedisFaultError(wordOf(error), error)),
			);
		});
	}

	/** As long as something is asked, somebody looks whether it takes too long. */
	#watch(): void {
		if (this.#isWatching) return;
		this.#isWatching = true;
		this.#clock.after(LOOK_EVERY_MS, () => {
			this.#isWatching = false;
			const [oldest] = this.#pending;
			if (!oldest) return;
			if (performance.now() - oldest.sinceMs > ANSWER_MS)
				this.#wires.renew(new Error('NOANSWER within the time that is given'));
			if (this.#pending.size > 0) this.#watch();
		});
	}
}
