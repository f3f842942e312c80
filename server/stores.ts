import { EmbeddedBallotBox } from './adapters/embedded/ballot-box.ts';
import { CommitFailedError } from './adapters/embedded/errors.ts';
import { EmbeddedRecords } from './adapters/embedded/records.ts';
import { EmbeddedStore, type Commit } from './adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from './adapters/embedded/update-log.ts';
import { MemoryBus } from './adapters/memory/bus.ts';
import { MemoryPresence } from './adapters/memory/presence.ts';
import { RedisFaultError } from './adapters/redis/errors.ts';
import { RedisStore } from './adapters/redis/store.ts';
import type { BallotBox } from './ports/ballot-box.ts';
import type { Bus } from './ports/bus.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Presence } from './ports/presence.ts';
import type { Records } from './ports/records.ts';
import type { UpdateLog } from './ports/update-log.ts';
import type { DocName } from '#shared/document.ts';

/** Everything that keeps something, as the house gets it. */
export interface Stores {
	readonly kind: 'embedded' | 'redis';
	readonly records: Records;
	readonly log: UpdateLog;
	readonly ballots: BallotBox;
	readonly presence: Presence;
	readonly bus: Bus;
	/** Where several nodes share the store: the time that they agree about. */
	readonly clock?: Clock;
	/** Whether an error means that the store is away for now, rather than that something is wrong here. */
	isFault(error: unknown): boolean;
	/** On what settings of the store the promise hangs, and in a sentence what is weaker than it could be. */
	guarantee?(): { readonly settings: Readonly<Record<string, string>>; readonly warning?: string };
	/** Where several nodes share the store: which documents this one has in memory, so that it is told of what others append. */
	follow?(open: () => Iterable<DocName>): void;
	close(): void | Promise<void>;
}

/** One machine: SQLite in `dataDir`; presence and calls stay within the process. Throws `StoreUnusableError`. */
export function openEmbedded(
	dataDir: string,
	clock: Clock,
	onCommit: (commit: Commit) => void = () => undefined,
): Stores {
	const store = EmbeddedStore.open(dataDir, { clock, onCommit });
	const settings = store.settings();
	return {
		kind: 'embedded',
		records: new EmbeddedRecords(store),
		log: new EmbeddedUpdateLog(store),
		ballots: new EmbeddedBallotBox(store),
		presence: new MemoryPresence(clock),
		bus: new MemoryBus(),
		isFault: (error) => error instanceof CommitFailedError,
		guarantee: () => ({ settings }),
		close: () => store.close(),
	};
}

interface RedisNeeds {
	readonly nodeName: string;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly onCommit?: (commit: Commit) => void;
}

/** Several nodes, or one: Redis keeps everything and is the way from node to node. Throws `RedisUnusableError`. */
export async function openRedis(urls: readonly string[], needs: RedisNeeds): Promise<Stores> {
	const { nodeName: node, clock, logger, onCommit } = needs;
	const store = await RedisStore.open(urls, {
		node,
		clock,
		logger,
		onAppend: ({ tookMs, ok }) => onCommit?.({ tookMs, operations: 1, ok }),
	});
	const { log, records, ballots, presence, bus } = store;

	return {
		kind: 'redis',
		log,
		records,
		ballots,
		presence,
		bus,
		clock: store.clock,
		isFault: (error) => error instanceof RedisFaultError,
		guarantee: () => {
			const { settings, unusable, warning = unusable } = store.state;
			return { settings, ...(warning !== undefined && { warning }) };
		},
		follow: (open) => store.follow(open),
		close: () => store.close(),
	};
}
