import { EmbeddedBallotBox } from './adapters/embedded/ballot-box.ts';
import { CommitFailedError } from './adapters/embedded/errors.ts';
import { EmbeddedRecords } from './adapters/embedded/records.ts';
import { EmbeddedStore, type Commit } from './adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from './adapters/embedded/update-log.ts';
import { MemoryBus } from './adapters/memory/bus.ts';
import { MemoryPresence } from './adapters/memory/presence.ts';
import type { BallotBox } from './ports/ballot-box.ts';
import type { Bus } from './ports/bus.ts';
import type { Clock } from './ports/clock.ts';
import type { Presence } from './ports/presence.ts';
import type { Records } from './ports/records.ts';
import type { UpdateLog } from './ports/update-log.ts';

/** Everything that keeps something, as the house gets it. */
export interface Stores {
	readonly kind: 'embedded' | 'redis';
	readonly records: Records;
	readonly log: UpdateLog;
	readonly ballots: BallotBox;
	readonly presence: Presence;
	readonly bus: Bus;
	/** Whether an error means that the store is away for now, rather than that something is wrong here. */
	isFault(error: unknown): boolean;
	close(): void;
}

/** One machine: SQLite in `dataDir`; presence and calls stay within the process. Throws `StoreUnusableError`. */
export function openEmbedded(
	dataDir: string,
	clock: Clock,
	onCommit: (commit: Commit) => void = () => undefined,
): Stores {
	const store = EmbeddedStore.open(dataDir, { clock, onCommit });
	return {
		kind: 'embedded',
		records: new EmbeddedRecords(store),
		log: new EmbeddedUpdateLog(store),
		ballots: new EmbeddedBallotBox(store),
		presence: new MemoryPresence(clock),
		bus: new MemoryBus(),
		isFault: (error) => error instanceof CommitFailedError,
		close: () => store.close(),
	};
}
