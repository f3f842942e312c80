import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusableError } from './errors.ts';
import { lockFile } from './lock.ts';
import { migrate } from './schema.ts';

export const STORE_FILE = 'thementisch.db';
export const LOCK_FILE = 'thementisch.lock';

/** Only a person with a second connection can be in the way; nobody else waits that long. */
export const BUSY_MS = 250;

/**
 * Opens the database in this directory, makes both if need be (700 and 600), brings it to this program's schema, and keeps
 * every other server away from it until `unlock`. Throws `StoreUnusableError`: in use, not writable, or from a newer program.
 */
export function openDatabase(dataDir: string): {
	readonly db: DatabaseSync;
	readonly unlock: () => void;
} {
	const file = path.join(dataDir, STORE_FILE);
	const lock = path.join(dataDir, LOCK_FILE);
	try {
		fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		createPrivate(lock);
		createPrivate(file);
		syncDirectory(dataDir);
	} catch (e) {
		throw new StoreUnusableError(
			`The data directory ${dataDir} cannot be written: ${causeOf(e)}.`,
			e,
		);
	}
	const unlock = lockFile(lock, dataDir);
	let db: DatabaseSync | undefined;
	try {
		db = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
		const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
		if (mode !== 'wal')
			throw new StoreUnusableError(
				`The file system of ${dataDir} cannot hold the store safely (journal mode ${String(mode)}); set DATA_DIR to a local disk.`,
			);
		db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
		migrate(db, file);
		return { db, unlock };
	} catch (e) {
		db?.close();
		unlock();
		if (e instanceof StoreUnusableError) throw e;
		throw new StoreUnusableError(`${file} cannot be opened: ${causeOf(e)}.`, e);
	}
}

const causeOf = (e: unknown): string => (e instanceof Error ? e.message : 'unknown cause');

/** The file exists afterwards and is its owner's alone. An existing one is never opened: closing it would drop SQLite's locks. */
function createPrivate(file: string): void {
	if (fs.existsSync(file)) fs.chmodSync(file, 0o600);
	else fs.closeSync(fs.openSync(file, 'wx', 0o600));
}

/** A new file survives a power cut only when its directory does. Windows has no such call. */
function syncDirectory(dir: string): void {
	if (process.platform === 'win32') return;
	const fd = fs.openSync(dir, 'r');
	fs.fsyncSync(fd);
	fs.closeSync(fd);
}
