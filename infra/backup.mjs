// A copy of the embedded store while its server runs: `node infra/run.mjs backup <file>`. DATA_DIR as the server has it.
// SQLite copies the living store itself, in one step: what was acknowledged when it begins is in the copy, nothing in halves.
import fs from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { STORE_FILE } from '../server/adapters/embedded/database.ts';

const ALL_PAGES = 2 ** 31 - 1;

const [target] = process.argv.slice(2);
if (target === undefined) end('Say where the copy is to lie: node infra/run.mjs backup <file>');
const store = path.join(process.env.DATA_DIR || './data', STORE_FILE);
if (!fs.existsSync(store)) end(`There is no store at ${store}; set DATA_DIR as the server has it.`);
if (fs.existsSync(target))
	end(`${target} is there already; a copy never takes another one's place.`);

const part = `${target}.part`;
fs.closeSync(fs.openSync(part, 'w', 0o600)); // it holds all that the store holds
const source = new DatabaseSync(store, { readOnly: true });
await backup(source, part, { rate: ALL_PAGES });
source.close();
const copy = new DatabaseSync(part);
// a file of its own, without a log ahead beside it
copy.exec('PRAGMA journal_mode = DELETE');
const { integrity_check: verdict } = copy.prepare('PRAGMA integrity_check').get();
copy.close();
if (verdict !== 'ok') end(`The copy is damaged: ${verdict}`);
sync(part);
fs.renameSync(part, target);
sync(path.dirname(target));
console.log(`${target}: ${fs.statSync(target).size} bytes, checked`);

function sync(file) {
	const fd = fs.openSync(file, 'r');
	fs.fsyncSync(fd);
	fs.closeSync(fd);
}

function end(sentence) {
	console.error(sentence);
	process.exit(1);
}
