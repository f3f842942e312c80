import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { DocName } from '#shared/document.ts';
import { RedisBallotBox } from './ballot-box.ts';
import { RedisBells } from './bells.ts';
import { RedisBus } from './bus.ts';
import { RedisUnusableError, wordOf } from './errors.ts';
import { houseKeys, PROBE_KEYS } from './keys.ts';
import type { MakeWire } from './lasting-wire.ts';
import { RedisLink } from './link.ts';
import { RedisPresence } from './presence.ts';
import { RedisRecords } from './records.ts';
import { serverState, type ServerState } from './server-state.ts';
import { SharedClock } from './shared-clock.ts';
import { Sweeper } from './sweeper.ts';
import { RedisUpdateLog, type Appended } from './update-log.ts';
import { clusterWire, singleWire } from './wire.ts';

interface Options {
	/** This node, as presence counts it: after a restart the same name takes the old one's place. */
	readonly node: string;
	readonly clock?: Clock;
	readonly logger?: Logger;
	readonly onAppend?: (appended: Appended) => void;
}

/** How long a start waits for a Redis that is not there yet, and how often it looks. */
const START_MS = 5_000;
const CONNECTING_MS = 2;
/** Somebody may change the configuration, or another server may have taken over. */
const LOOK_AGAIN_MS = 30_000;
/** Bells of one process are its own: two processes of one name still hear each other. */
const PROCESS_BYTES = 6;

const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Everything that must last, in Redis, and the way from node to node. Decision 0005.
 */
export class RedisStore {
	readonly log: RedisUpdateLog;
	readonly records: RedisRecords;
	readonly ballots: RedisBallotBox;
	readonly presence: RedisPresence;
	readonly bus: RedisBus;
	/** The time that all nodes share. */
	readonly clock: SharedClock;
	readonly #link: RedisLink;
	readonly #bells: RedisBells;
	readonly #sweeper: Sweeper;
	readonly #clock: Clock;
	readonly #logger: Logger;
	#state: ServerState;
	#cancel: () => void = () => undefined;
	#isClosed = false;

	private constructor(urls: readonly string[], state: ServerState, options: Options) {
		const { node, clock = new SystemClock(), logger = SILENT, onAppend } = options;
		this.#clock = clock;
		this.#logger = logger;
		this.#state = state;
		const make: MakeWire = (trouble) =>
			state.isCluster ? clusterWire(urls, trouble) : singleWire(urls[0] ?? '', trouble);
		this.#link = new RedisLink(make, clock, {
			ready: () => {
				logger.info({ event: 'redis.ready' }, 'Redis is there');
				void this.#lookAtServer();
			},
			lost: (word) => logger.warn({ event: 'redis.lost', why: word }, 'Redis is away'),
			missed: () => undefined,
		});
		this.#bells = new RedisBells(make, clock);
		this.#sweeper = new Sweeper(this.#link, clock);
		const link = this.#link;
		const bells = this.#bells;
		const process = `${node}.${randomBytes(PROCESS_BYTES).toString('hex')}`;
		this.log = new RedisUpdateLog({
			link,
			bells,
			clock,
			node: process,
			durability: () => this.#state.durability,
			sweeper: this.#sweeper,
			...(onAppend && { onAppend }),
		});
		const probeKeys = state.isCluster ? PROBE_KEYS : PROBE_KEYS.slice(0, 1);
		this.records = new RedisRecords({ link, bells, clock, probeKeys });
		this.ballots = new RedisBallotBox(link);
		this.clock = new SharedClock({
			own: clock,
			ask: () => link.send(houseKeys.calls, true, ['TIME']),
		});
		this.presence = new RedisPresence(link, this.clock, node);
		this.bus = new RedisBus(link, bells, process);
	}

	/**
	 * Connects and looks whether this Redis can keep what it is given. One address, or several nodes of a cluster. Throws
	 * `RedisUnusableError`: not there within seconds, no entry, too old, a replica, or one that throws things away.
	 */
	static async open(urls: readonly string[], options: Options): Promise<RedisStore> {
		const state = await firstState(urls, options.clock ?? new SystemClock());
		if (state.unusable !== undefined) throw new RedisUnusableError(state.unusable);
		if (urls.length > 1 && !state.isCluster)
			throw new RedisUnusableError(
				'REDIS_URL lists several addresses, but the Redis there is no cluster; give one address.',
			);
		const store = new RedisStore(urls, state, options);
		store.#warn();
		store.#link.start();
		store.#bells.start();
		await store.#started();
		store.#sweeper.start();
		return store;
	}

	/** What Redis promises now, and on what settings that hangs. */
	get state(): Pick<ServerState, 'settings' | 'warning' | 'unusable'> {
		return this.#state;
	}

	/** Which documents are in memory here: other nodes' entries are told of within two seconds, with or without a bell. */
	follow(open: () => Iterable<DocName>): void {
		this.log.follow(open);
	}

	/** What was asked is answered or rejected within seconds, then the connections end. */
	async close(): Promise<void> {
		this.#isClosed = true;
		this.#cancel();
		this.#sweeper.stop();
		this.log.stop();
		this.records.stop();
		this.clock.stop();
		this.bus.stop();
		await Promise.all([this.#link.close(), this.#bells.close()]);
	}

	/** Until it is connected and knows where the list of changes stands. */
	async #started(): Promise<void> {
		const endMs = performance.now() + START_MS;
		for (;;) {
			try {
				await this.records.start();
				await this.clock.start();
				break;
			} catch (error) {
				if (performance.now() > endMs) {
					await this.close();
					throw new RedisUnusableError(
						`REDIS_URL: Redis does not answer (${wordOf(error)}).`,
						error,
					);
				}
				await pause(CONNECTING_MS);
			}
		}
		this.#lookAgain();
	}

	#lookAgain(): void {
		this.#cancel = this.#clock.after(LOOK_AGAIN_MS, () => {
			void this.#lookAtServer();
			this.#lookAgain();
		});
	}

	/** Never rejects: a server that does not answer has told nothing new. */
	async #lookAtServer(): Promise<void> {
		if (this.#isClosed) return;
		const before = this.#state;
		const now = await serverState(this.#link).catch(() => before);
		// what it cannot keep any more is said; what is shown is what it took
		this.#state = now.unusable === undefined ? now : { ...now, durability: 'none' };
		if (now.warning !== before.warning || now.unusable !== before.unusable) this.#warn();
	}

	#warn(): void {
		const { durability, unusable, warning } = this.#state;
		const sentence = unusable ?? warning;
		if (sentence !== undefined) this.#logger.warn({ event: 'redis.weak', durability }, sentence);
	}
}

/**
 * What the first server says that answers. Throws `RedisUnusableError` if none does within seconds. Its pauses keep the
 * process alive, as nothing else does yet.
 */
async function firstState(urls: readonly string[], clock: Clock): Promise<ServerState> {
	const endMs = performance.now() + START_MS;
	for (let n = 0; ; n++) {
		const url = urls[n % urls.length] ?? '';
		const wire = singleWire(url, () => undefined);
		let cancel: () => void = () => undefined;
		const late = new Promise<never>((_, failed) => {
			cancel = clock.after(START_MS, () => failed(new Error('SILENT')));
		});
		try {
			await Promise.race([wire.connect(), late]);
			const state = await Promise.race([serverState(wire), late]);
			if (!state.isCluster || state.unusable !== undefined) return state;
			return await Promise.race([clusterState(urls), late]);
		} catch (error) {
			const word = wordOf(error);
			if (['NOAUTH', 'WRONGPASS', 'NOPERM'].includes(word))
				throw new RedisUnusableError(
					`REDIS_URL: the Redis at ${new URL(url).host} does not let us in (${word}); put user and password into the address.`,
					error,
				);
			if (performance.now() > endMs)
				throw new RedisUnusableError(
					`REDIS_URL: no Redis answers at ${new URL(url).host} (${word}).`,
					error,
				);
			await pause(200);
		} finally {
			cancel();
			wire.destroy();
		}
	}
}

/** The weakest of all masters. */
async function clusterState(urls: readonly string[]): Promise<ServerState> {
	const wire = clusterWire(urls, () => undefined);
	try {
		await wire.connect();
		return await serverState(wire);
	} finally {
		wire.destroy();
	}
}
