import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Clock } from '#server/ports/clock.ts';
import { BUSY_MS, openDatabase } from './database.ts';
import { CommitFailedError, concernsOneOperation } from './errors.ts';
import { Sweeper } from './sweeper.ts';

/** A commit blocks the event loop, so one takes no more than this; the rest goes into the next. */
const OPERATIONS_PER_COMMIT = 200;
const BYTES_PER_COMMIT = 1024 * 1024;
const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'];

interface Waiting {
	readonly operation: () => unknown;
	readonly weight: Weight;
	readonly done: (value: unknown) => void;
	readonly failed: (e: unknown) => void;
}

/** What an operation is to the store. */
interface Weight {
	/** About how many bytes it writes. */
	readonly bytes?: number;
	/** It comes by itself, as long as the server runs; no person caused it. */
	readonly background?: boolean;
}

/** What one commit took, for metrics. */
export interface Commit {
	readonly tookMs: number;
	readonly operations: number;
	readonly ok: boolean;
}

interface Options {
	readonly clock?: Clock;
	readonly onCommit?: (commit: Commit) => void;
}

/**
 * One SQLite file for everything that must last: WAL, synchronous=FULL, and one commit for all that arrived in the same turn of
 * the event loop. Decision 0002.
 */
export class EmbeddedStore {
	readonly #db: DatabaseSync;
	readonly #unlock: () => void;
	readonly #onCommit: ((commit: Commit) => void) | undefined;
	readonly #sweeper: Sweeper;
	readonly #begin: StatementSync;
	readonly #commit: StatementSync;
	readonly #savepoint: StatementSync;
	readonly #release: StatementSync;
	#waiting: Waiting[] = [];
	#scheduled = false;
	#closed = false;

	private constructor(
		db: DatabaseSync,
		unlock: () => void,
		clock: Clock,
		onCommit: ((commit: Commit) => void) | undefined,
	) {
		this.#db = db;
		this.#unlock = unlock;
		this.#onCommit = onCommit;
		this.#sweeper = new Sweeper(db, clock, BUSY_MS);
		this.#begin = db.prepare('BEGIN IMMEDIATE');
		this.#commit = db.prepare('COMMIT');
		this.#savepoint = db.prepare('SAVEPOINT operation');
		this.#release = db.prepare('RELEASE operation');
	}

	/** Opens the store in this directory. Throws what `openDatabase` throws. */
	static open(
		dataDir: string,
		{ clock = new SystemClock(), onCommit }: Options = {},
	): EmbeddedStore {
		const { db, unlock } = openDatabase(dataDir);
		return new EmbeddedStore(db, unlock, clock, onCommit);
	}

	/** What a power cut spares hangs on these, as SQLite calls them. */
	settings(): Readonly<Record<string, string>> {
		const of = (name: string): string =>
			String(Object.values(this.#db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
		return {
			journal_mode: of('journal_mode'),
			synchronous: SYNCHRONOUS[Number(of('synchronous'))] ?? 'unknown',
		};
	}

	/** For the adapters of this folder: a statement to be run inside `read` and `write` only. */
	prepare(sql: string): StatementSync {
		return this.#db.prepare(sql);
	}

	/** Reads what is committed. Rejects if it cannot. */
	read<T>(query: () => T): Promise<T> {
		return new Promise((done) => {
			if (this.#closed) throw new Error('the store is closed');
			done(query());
		});
	}

	/**
	 * Runs an operation in the next commit, in order with all others, and answers once it is durable. What it throws
	 * undoes it alone. Rejects with `CommitFailedError` if the whole commit failed; later operations try afresh.
	 */
	write<T>(operation: () => T, weight: Weight = {}): Promise<T> {
		return new Promise<T>((done, failed) => {
			if (this.#closed) throw new Error('the store is closed');
			this.#waiting.push({
				operation,
				weight,
				done: done as (value: unknown) => void, // `commit` gives it what `operation` answered
				failed,
			});
			this.#schedule();
		});
	}

	/** Runs an operation that erases; when it answers, neither rows nor freed pages nor the log ahead hold what it deleted. */
	async erase<T>(operation: () => T): Promise<T> {
		const value = await this.write(() => {
			this.#sweeper.owe();
			return operation();
		});
		if (!this.#closed) this.#sweeper.sweep();
		return value;
	}

	/**
	 * Runs an operation that drops what was written over and over: its traces are gone from the log ahead within seconds, and
	 * from the gaps of pages once the store is quiet.
	 */
	tidy<T>(operation: () => T, weight: Weight = {}): Promise<T> {
		return this.write(() => {
			this.#sweeper.owe();
			return operation();
		}, weight).then((value) => {
			if (!this.#closed) this.#sweeper.sweepSoon();
			return value;
		});
	}

	/** Commits what waits, then lets go of the file. */
	close(): void {
		if (this.#closed) return;
		while (this.#waiting.length > 0) this.#commitSome();
		this.#closed = true;
		this.#sweeper.stop();
		this.#db.close();
		this.#unlock();
	}

	#schedule(): void {
		if (this.#scheduled || this.#waiting.length === 0) return;
		this.#scheduled = true;
		const flush = (): void => {
			this.#scheduled = false;
			if (this.#waiting.length > 0) this.#commitSome(); // none: closed meanwhile
			this.#schedule();
		};
		// once a turn: whatever the disk takes, all I/O that is ready gets its turn between two commits
		setImmediate(flush);
	}

	#commitSome(): void {
		const startedMs = performance.now();
		const batch = this.#take();
		const answers: (() => void)[] = [];
		let ok = true;
		try {
			this.#begin.run();
			for (const waiting of batch) answers.push(this.#run(waiting));
			this.#commit.run(); // returns after the fsync
		} catch (e) {
			ok = false;
			this.#rollBack();
			const failure = new CommitFailedError(e);
			answers.length = 0;
			for (const { failed } of batch) answers.push(() => failed(failure));
		}
		const tookMs = performance.now() - startedMs;
		if (!batch.every(({ weight }) => weight.background)) this.#sweeper.written();
		for (const answer of answers) answer();
		this.#onCommit?.({ tookMs, operations: batch.length, ok });
	}

	#rollBack(): void {
		try {
			if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
		} catch {
			// the transaction is over all the same; if it is not, the next BEGIN fails and comes here again
		}
	}

	#take(): Waiting[] {
		let bytes = 0;
		let count = 0;
		for (const { weight } of this.#waiting) {
			bytes += weight.bytes ?? 0;
			if (count > 0 && (count >= OPERATIONS_PER_COMMIT || bytes > BYTES_PER_COMMIT)) break;
			count += 1;
		}
		return this.#waiting.splice(0, count);
	}

	/** Throws only what concerns the whole commit. The answer is to be given after the commit. */
	#run({ operation, done, failed }: Waiting): () => void {
		this.#savepoint.run();
		try {
			const value = operation();
			this.#release.run();
			return () => done(value);
		} catch (e) {
			if (!concernsOneOperation(e) || !this.#db.isTransaction) throw e;
			this.#db.exec('ROLLBACK TO operation; RELEASE operation');
			return () => failed(e);
		}
	}
}
