// Goes back to a copy. All servers must be stopped.
//   node infra/run.mjs restore <file>          the embedded store in DATA_DIR; what was there is laid aside
//   node infra/run.mjs restore redis://…       after Redis was started on files of an older state
// Every dialogue gets a new generation: a tablet that was connected meanwhile holds another history, and is told so (4409)
// instead of having the two merged.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockFile } from '../server/adapters/embedded/lock.ts';
import { EmbeddedRecords } from '../server/adapters/embedded/records.ts';
import { LOCK_FILE, STORE_FILE } from '../server/adapters/embedded/database.ts';
import { EmbeddedStore } from '../server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '../server/adapters/embedded/update-log.ts';
import { RedisStore } from '../server/adapters/redis/store.ts';

const [from] = process.argv.slice(2);
try {
	if (from === undefined)
		throw new Error('Say what to go back to: node infra/run.mjs restore <file>');
	const dialogues = /^rediss?:/.test(from) ? await renewRedis(from) : await restoreFile(from);
	console.log(
		`${dialogues} ${dialogues === 1 ? 'dialogue has' : 'dialogues have'} a new generation`,
	);
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}

async function renewRedis(urls) {
	const store = await RedisStore.open(urls.split(','), { node: 'restore' });
	try {
		return await renew(store);
	} finally {
		await store.close();
	}
}

async function restoreFile(file) {
	const dataDir = process.env.DATA_DIR || './data';
	check(file);
	fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const unlock = lockFile(path.join(dataDir, LOCK_FILE), dataDir);
	try {
		// made ready beside the store, then put into its place in one step
		const beside = path.join(dataDir, 'restoring');
		fs.rmSync(beside, { recursive: true, force: true });
		fs.mkdirSync(beside, { mode: 0o700 });
		fs.copyFileSync(file, path.join(beside, STORE_FILE));
		const store = EmbeddedStore.open(beside);
		const parts = { records: new EmbeddedRecords(store), log: new EmbeddedUpdateLog(store) };
		const dialogues = await renew(parts);
		store.close();
		sync(path.join(beside, STORE_FILE));
		layAside(dataDir);
		fs.renameSync(path.join(beside, STORE_FILE), path.join(dataDir, STORE_FILE));
		sync(dataDir);
		fs.rmSync(beside, { recursive: true });
		return dialogues;
	} finally {
		unlock();
	}
}

async function renew({ records, log }) {
	const dialogues = await records.list('dialogue');
	for (const { id } of dialogues) await log.renew(id);
	return dialogues.length;
}

/** The store that was there, with its log ahead; nothing of it is deleted. */
function layAside(dataDir) {
	const names = [STORE_FILE, `${STORE_FILE}-wal`, `${STORE_FILE}-shm`].filter((name) =>
		fs.existsSync(path.join(dataDir, name)),
	);
	if (names.length === 0) return;
	const aside = path.join(dataDir, `replaced-${new Date().toISOString().replaceAll(':', '')}`);
	fs.mkdirSync(aside, { mode: 0o700 });
	// the store's own name is never free, or a server that starts now would begin with nothing
	for (const name of names)
		if (name === STORE_FILE) fs.linkSync(path.join(dataDir, name), path.join(aside, name));
		else fs.renameSync(path.join(dataDir, name), path.join(aside, name));
	sync(aside);
	console.log(`what was there lies in ${aside}; delete it when it is not needed any more`);
}

function check(file) {
	if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`);
	const copy = new DatabaseSync(file, { readOnly: true });
	try {
		const { integrity_check: verdict } = copy.prepare('PRAGMA integrity_check').get();
		if (verdict !== 'ok') throw new Error(`${file} is damaged: ${verdict}`);
		copy.prepare('SELECT count(*) FROM document').get();
	} catch (error) {
		throw new Error(`${file} is no copy of a store: ${error.message}`, { cause: error });
	} finally {
		copy.close();
	}
}

function sync(file) {
	const fd = fs.openSync(file, 'r');
	fs.fsyncSync(fd);
	fs.closeSync(fd);
}
