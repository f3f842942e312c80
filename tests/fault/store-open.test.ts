import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { StoreUnusableError } from '#server/adapters/embedded/errors.ts';
import { STORE_FILE } from '#server/adapters/embedded/database.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { AppendProcess } from './store/append-process.ts';
import { newDataDir } from './store/data-dir.ts';

const IN_USE = 'Another Thementisch server is running on the data directory';

test('of two servers on one data directory the second is told so in a sentence, in this process or another', async () => {
	const dir = newDataDir();
	const store = EmbeddedStore.open(dir);
	expect(() => EmbeddedStore.open(dir)).toThrow(StoreUnusableError);
	expect(() => EmbeddedStore.open(dir)).toThrow(IN_USE);
	const second = new AppendProcess(dir, 1, 10);
	expect(await second.end()).toBe(1);
	expect(second.errors).toContain(IN_USE);
	expect(second.acknowledged).toBe(0);
	store.close();
	EmbeddedStore.open(dir).close();
});

test('a server in another process keeps this one out while it lives, and no longer: not even after kill -9', async () => {
	const dir = newDataDir();
	const first = new AppendProcess(dir, 1, 10);
	await first.until(() => first.acknowledged > 0);
	expect(() => EmbeddedStore.open(dir)).toThrow(IN_USE);
	await first.kill();
	EmbeddedStore.open(dir).close();
});

test('a file of a newer program is refused in a sentence and left as it is', () => {
	const dir = newDataDir();
	EmbeddedStore.open(dir).close();
	const file = path.join(dir, STORE_FILE);
	const newer = new DatabaseSync(file);
	const ours = Number(newer.prepare('PRAGMA user_version').get()?.['user_version']);
	newer.exec('PRAGMA user_version = 99');
	newer.close();
	expect(() => EmbeddedStore.open(dir)).toThrow(StoreUnusableError);
	expect(() => EmbeddedStore.open(dir)).toThrow(
		/written by a newer Thementisch \(schema 99, this one knows \d+\)/u,
	);
	const same = new DatabaseSync(file);
	expect(same.prepare('PRAGMA user_version').get()?.['user_version']).toBe(99);
	same.exec(`PRAGMA user_version = ${ours}`);
	same.close();
	EmbeddedStore.open(dir).close();
});

test('a file of an older program is brought to the schema of today with all that it holds', async () => {
	const dir = newDataDir();
	const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	const before = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(before);
	for (let seq = 0; seq < 3; seq++)
		await log.append(board, { seq, epoch: '0.0' }, Uint8Array.of(seq));
	await log.compact(board, { seq: 2, state: Uint8Array.of(7) }, 0);
	before.close();
	const older = new DatabaseSync(path.join(dir, STORE_FILE));
	older.exec(`ALTER TABLE snapshot DROP COLUMN packed;
		ALTER TABLE document ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;
		UPDATE snapshot SET state = x'0908', crc = ${crc32(Uint8Array.of(9, 8))};
		PRAGMA user_version = 1`);
	older.close();
	const store = EmbeddedStore.open(dir);
	expect(await new EmbeddedUpdateLog(store).open(board)).toEqual({
		...{ generation: 1, epoch: '0.0' },
		snapshot: { seq: 2, state: Uint8Array.of(9, 8) },
		tail: [{ seq: 3, update: Uint8Array.of(2) }],
	});
	store.close();
});

test('what is no store, or cannot be written, is refused in a sentence', () => {
	const rubbish = newDataDir();
	fs.writeFileSync(path.join(rubbish, STORE_FILE), 'this is not a database, '.repeat(100));
	expect(() => EmbeddedStore.open(rubbish)).toThrow(/thementisch\.db cannot be opened: /u);
	expect(() => EmbeddedStore.open(rubbish)).toThrow(StoreUnusableError); // and the lock was given back
	const file = path.join(newDataDir(), 'file');
	fs.writeFileSync(file, '');
	expect(() => EmbeddedStore.open(path.join(file, 'data'))).toThrow(/cannot be written: ENOTDIR/u);
});

test.skipIf(process.platform === 'win32')(
	'the directory and all its files are their owner’s alone',
	async () => {
		const dir = path.join(newDataDir(), 'deep', 'data');
		const store = EmbeddedStore.open(dir);
		const log = new EmbeddedUpdateLog(store);
		await log.fence('d_1', null);
		const mode = (file: string) => (fs.statSync(file).mode & 0o777).toString(8);
		expect(mode(dir)).toBe('700');
		const files = fs.readdirSync(dir);
		expect(files).toContain(`${STORE_FILE}-wal`);
		for (const file of files) expect(`${file} ${mode(path.join(dir, file))}`).toBe(`${file} 600`);
		store.close();
	},
);

test('[UL1] the modes on which durability rests are in force', () => {
	const store = EmbeddedStore.open(newDataDir());
	const pragma = (name: string) => store.prepare(`PRAGMA ${name}`).get()?.[name];
	expect(pragma('journal_mode')).toBe('wal');
	expect(pragma('synchronous')).toBe(2); // FULL: an fsync of the log ahead with every commit
	expect(pragma('secure_delete')).toBe(1);
	expect(store.prepare('PRAGMA busy_timeout').get()?.['timeout']).toBe(250);
	expect(new EmbeddedUpdateLog(store).durability()).toBe('fsync');
	store.close();
});

test('what was asked for before close is durable, what comes after is refused', async () => {
	const dir = newDataDir();
	const store = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(store);
	const doc = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	const appended = log.append(doc, { seq: 0, epoch: '0.0' }, Uint8Array.of(1));
	store.close();
	store.close();
	expect(await appended).toEqual({ ok: true, seq: 1 });
	await expect(log.append(doc, { seq: 1, epoch: '0.0' }, Uint8Array.of(1))).rejects.toThrow(
		'closed',
	);
	await expect(log.open(doc)).rejects.toThrow('closed');
	const again = EmbeddedStore.open(dir);
	expect((await new EmbeddedUpdateLog(again).open(doc)).tail).toHaveLength(1);
	again.close();
});
