import type { DatabaseSync } from 'node:sqlite';
import { StoreUnusableError } from './errors.ts';

/**
 * The steps from an empty file to the tables of today. A step that was ever published is never changed; a new one is
 * added at the end. `PRAGMA user_version` is the number of steps that a file has behind it.
 */
const MIGRATIONS: readonly string[] = [
	`
	-- One row a document. seq: number of the last entry, also when compaction has dropped the entry itself,
	-- so that a log that lost its end is noticed.
	CREATE TABLE document (
		id INTEGER PRIMARY KEY,
		dialogue TEXT NOT NULL,
		kind TEXT NOT NULL,
		name TEXT NOT NULL,
		seq INTEGER NOT NULL,
		generation INTEGER NOT NULL,
		UNIQUE (dialogue, kind, name)
	) STRICT;

	CREATE TABLE entry (
		document INTEGER NOT NULL,
		seq INTEGER NOT NULL,
		bytes BLOB NOT NULL,
		crc INTEGER NOT NULL,
		PRIMARY KEY (document, seq)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE snapshot (
		document INTEGER NOT NULL PRIMARY KEY,
		seq INTEGER NOT NULL,
		state BLOB NOT NULL,
		crc INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;

	-- place: a table, or '' for the whole dialogue
	CREATE TABLE fence (
		dialogue TEXT NOT NULL,
		place TEXT NOT NULL,
		counter INTEGER NOT NULL,
		PRIMARY KEY (dialogue, place)
	) STRICT, WITHOUT ROWID;

	-- dialogues that were erased
	CREATE TABLE gone (dialogue TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

	-- entry: the row as JSON
	CREATE TABLE ledger (
		dialogue TEXT NOT NULL,
		card TEXT NOT NULL,
		rev INTEGER NOT NULL,
		entry TEXT NOT NULL,
		PRIMARY KEY (dialogue, card)
	) STRICT, WITHOUT ROWID;

	-- seq never falls; a settled debt stays with owed = 0
	CREATE TABLE debt (
		dialogue TEXT NOT NULL,
		seat TEXT NOT NULL,
		seq INTEGER NOT NULL,
		owed INTEGER NOT NULL,
		PRIMARY KEY (dialogue, seat)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX debt_owed ON debt (dialogue, seat) WHERE owed = 1;

	-- value: JSON; null: deleted, the version stays
	CREATE TABLE record (
		kind TEXT NOT NULL,
		id TEXT NOT NULL,
		dialogue TEXT,
		version INTEGER NOT NULL,
		value TEXT,
		PRIMARY KEY (kind, id)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX record_of_dialogue ON record (dialogue) WHERE dialogue IS NOT NULL;

	-- a row: since an erasure the file was not rewritten
	CREATE TABLE rewriting_owed (id INTEGER NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

	CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;

	CREATE TABLE vote (
		dialogue TEXT NOT NULL,
		vote TEXT NOT NULL,
		open INTEGER NOT NULL,
		PRIMARY KEY (dialogue, vote)
	) STRICT, WITHOUT ROWID;

	-- Ballots and hand counts. voter: a seat or a table; dots, commands: JSON
	CREATE TABLE ballot (
		dialogue TEXT NOT NULL,
		vote TEXT NOT NULL,
		voter TEXT NOT NULL,
		dots TEXT NOT NULL,
		commands TEXT NOT NULL,
		PRIMARY KEY (dialogue, vote, voter)
	) STRICT, WITHOUT ROWID;
	`,
	// a generation belongs to a dialogue, also for documents that have no row: it stands among the fences
	'ALTER TABLE document DROP COLUMN generation',
	// packed: 1 for a state in fewer bytes
	'ALTER TABLE snapshot ADD COLUMN packed INTEGER NOT NULL DEFAULT 0',
];

/**
 * Brings a database to the schema of this program, all steps or none, and answers the schema's number.
 * Throws `StoreUnusableError` if the file comes from a newer program.
 */
export function migrate(db: DatabaseSync, path: string): number {
	const known = MIGRATIONS.length;
	const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
	if (found > known)
		throw new StoreUnusableError(
			`${path} was written by a newer Thementisch (schema ${found}, this one knows ${known}); start the newer version, or restore a backup of the older one.`,
		);
	if (found === known) return known;
	db.exec('BEGIN EXCLUSIVE');
	try {
		for (const step of MIGRATIONS.slice(found)) db.exec(step);
		db.exec(`PRAGMA user_version = ${known}`);
		db.exec('COMMIT');
	} catch (e) {
		if (db.isTransaction) db.exec('ROLLBACK');
		throw e;
	}
	return known;
}
