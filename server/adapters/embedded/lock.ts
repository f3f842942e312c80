import { DatabaseSync } from 'node:sqlite';
import { StoreUnusableError } from './errors.ts';

/** A server that is being restarted may need a moment to let go. */
const PATIENCE_MS = 1_000;

/**
 * Takes a file for this process alone; the answer gives it back. It is SQLite's exclusive lock on a small database of its own: the
 * operating system drops it when the process ends in whatever way, and the store itself stays readable for a backup.
 * Throws `StoreUnusableError` if another process has it.
 */
export function lockFile(path: string, dataDir: string): () => void {
	const lock = new DatabaseSync(path, { timeout: PATIENCE_MS });
	try {
		lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
	} catch (e) {
		lock.close();
		throw new StoreUnusableError(
			`Another Thementisch server is running on the data directory ${dataDir}; stop it first, or set DATA_DIR.`,
			e,
		);
	}
	return () => lock.close();
}
