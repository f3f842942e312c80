import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '#server/ports/clock.ts';

const LOOK_AGAIN_MS = 5_000;
/** So long nothing was written: no dialogue is under way that a rewriting of the file could hold up. */
const QUIET_MS = 30_000;
/** After a rewriting that failed (no space for it, somebody reading). */
const TRY_AGAIN_MS = 10 * 60_000;

/**
 * Sees to it that what was erased is in no byte of the files either.
 *
 * At once: `secure_delete` has overwritten rows and freed pages with zeros, and the log ahead, which still holds the old pages, is
 * carried over and cut off. What that leaves are fragments in the unused gaps of pages that SQLite has once split. So the debt of a
 * whole rewriting (VACUUM) is noted in the same commit as the erasure, and paid when the store is quiet, if need be after a restart.
 */
export class Sweeper {
	readonly #db: DatabaseSync;
	readonly #clock: Clock;
	readonly #busyMs: number;
	readonly #owe: StatementSync;
	readonly #owed: StatementSync;
	readonly #paid: StatementSync;
	#lastWriteMs: number;
	#cancel: (() => void) | undefined;
	/** A look is to come. */
	#isWatching = false;

	/** `busyMs`: how long the connection waits for others when it is not sweeping. */
	constructor(db: DatabaseSync, clock: Clock, busyMs: number) {
		this.#db = db;
		this.#busyMs = busyMs;
		this.#clock = clock;
		this.#lastWriteMs = clock.nowMs();
		this.#owe = db.prepare('INSERT OR IGNORE INTO rewriting_owed (id) VALUES (1)');
		this.#owed = db.prepare('SELECT 1 FROM rewriting_owed');
		this.#paid = db.prepare('DELETE FROM rewriting_owed');
		// an erasure may have been cut off by the end of the process
		if (this.#owed.get()) this.sweep();
	}

	/** Inside the operation that erases. */
	owe(): void {
		this.#owe.run();
	}

	/** After the commit that erased. */
	sweep(): void {
		this.#cutLog();
		this.#lookAgain(LOOK_AGAIN_MS);
	}

	/** After a commit that left traces of what was deleted; several in a row are one sweep. */
	sweepSoon(): void {
		if (!this.#isWatching) this.#lookAgain(LOOK_AGAIN_MS);
	}

	/** After each commit that people caused. */
	written(): void {
		this.#lastWriteMs = this.#clock.nowMs();
	}

	stop(): void {
		this.#cancel?.();
	}

	#lookAgain(ms: number): void {
		this.#cancel?.();
		this.#isWatching = true;
		this.#cancel = this.#clock.after(ms, () => {
			this.#isWatching = false;
			this.#look();
		});
	}

	#look(): void {
		if (this.#clock.nowMs() - this.#lastWriteMs < QUIET_MS) {
			this.#cutLog(); // somebody may have been reading (a backup) the last time
			this.#lookAgain(LOOK_AGAIN_MS);
			return;
		}
		try {
			this.#db.exec('VACUUM');
			if (this.#cutLog()) this.#paid.run();
			else this.#lookAgain(LOOK_AGAIN_MS);
		} catch {
			this.#lookAgain(TRY_AGAIN_MS);
		}
	}

	/** Carries the log ahead over into the file and cuts it to nothing; false if somebody is reading from it. */
	#cutLog(): boolean {
		// whoever is reading may take minutes, and waiting would hold up everybody: rather come again
		this.#db.exec('PRAGMA busy_timeout = 0');
		try {
			return this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
		} finally {
			this.#db.exec(`PRAGMA busy_timeout = ${this.#busyMs}`);
		}
	}
}
