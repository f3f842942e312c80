import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { CommitFailedError, DamagedLogError } from '#server/adapters/embedded/errors.ts';
import { STORE_FILE } from '#server/adapters/embedded/database.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { newDataDir } from './store/data-dir.ts';

const EPOCH = '0.0';
const SICK: DocName = { dialogue: 'd_1', kind: 'board', id: 't_sick' };
const WELL: DocName = { dialogue: 'd_1', kind: 'board', id: 't_well' };

/** Two boards of ten entries, the sick one with a snapshot at 4, and a second connection to do harm with. */
async function setup() {
	const dir = newDataDir();
	const store = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(store);
	for (const doc of [SICK, WELL])
		for (let seq = 0; seq < 10; seq++)
			await log.append(doc, { seq, epoch: EPOCH }, Uint8Array.of(seq, 1, 2));
	await log.compact(SICK, { seq: 4, state: Uint8Array.of(9, 9) }, 2);
	const other = new DatabaseSync(path.join(dir, STORE_FILE), { timeout: 0 });
	const sick = Number(other.prepare("SELECT id FROM document WHERE name = 't_sick'").get()?.['id']);
	const harm = (sql: string): void => void other.prepare(sql).run(sick);
	const end = (): void => {
		other.close();
		store.close();
	};
	return { store, log, other, harm, end };
}

const harms: readonly [what: string, sql: string, told: string][] = [
	['a missing entry', 'DELETE FROM entry WHERE document = ? AND seq = 7', 'entry 7 is missing'],
	[
		'the first entry after the snapshot missing',
		'DELETE FROM entry WHERE document = ? AND seq = 5',
		'entry 5 is missing',
	],
	[
		'a lost end',
		'DELETE FROM entry WHERE document = ? AND seq > 8',
		'should end at 10 and ends at 8',
	],
	['all entries lost', 'DELETE FROM entry WHERE document = ?', 'should end at 10'],
	['a lost snapshot', 'DELETE FROM snapshot WHERE document = ?', 'entry 1 is missing'],
	[
		'a changed byte in an entry',
		"UPDATE entry SET bytes = x'070103' WHERE document = ? AND seq = 8",
		'entry 8 has a wrong checksum',
	],
	[
		'a changed byte in a snapshot',
		"UPDATE snapshot SET state = x'0908' WHERE document = ?",
		'snapshot at 4 has a wrong checksum',
	],
	[
		'a snapshot beyond the end',
		'UPDATE snapshot SET seq = 11 WHERE document = ?',
		'the snapshot is at 11',
	],
];
for (const [what, sql, told] of harms)
	test(`[UL4] ${what}: open rejects rather than answer a hole, other documents are fine`, async () => {
		const { log, harm, end } = await setup();
		harm(sql);
		await expect(log.open(SICK)).rejects.toThrow(DamagedLogError);
		await expect(log.open(SICK)).rejects.toThrow(told);
		expect((await log.open(WELL)).tail).toHaveLength(10);
		expect(await log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1))).toMatchObject({
			ok: true,
		});
		end();
	});

test('[UL5] a hole is not taken for a trimmed log', async () => {
	const { log, harm, end } = await setup();
	harm('DELETE FROM entry WHERE document = ? AND seq = 7');
	await expect(log.read(SICK, 5)).rejects.toThrow('entry 7 is missing');
	await expect(log.read(SICK, 6)).rejects.toThrow('entry 7 is missing');
	expect(await log.read(SICK, 7)).toHaveLength(3);
	expect(await log.read(SICK, 1)).toBe('trimmed');
	end();
});

test('[UL12] an append that the file itself refuses fails alone, undone as a whole; the others of its commit are kept', async () => {
	const { log, other, harm, end } = await setup();
	// an entry that the document's head knows nothing of stands in the way of number 11
	harm("INSERT INTO entry (document, seq, bytes, crc) VALUES (?, 11, x'00', 0)");
	const row = { rev: 1, seat: 's_1', table: 't_1', outcome: 'late', seen: '' } as const;
	const [before, sick, after] = await Promise.allSettled([
		log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1)),
		log.append(SICK, { seq: 10, epoch: EPOCH }, Uint8Array.of(2), {
			due: 's_1',
			ledger: [{ card: 'c_1', was: null, row }],
		}),
		log.append(WELL, { seq: 11, epoch: EPOCH }, Uint8Array.of(3)),
	]);
	expect([before.status, sick.status, after.status]).toEqual([
		'fulfilled',
		'rejected',
		'fulfilled',
	]);
	expect(sick.status === 'rejected' && sick.reason).not.toBeInstanceOf(CommitFailedError);
	expect((await log.open(WELL)).tail).toHaveLength(12);
	expect((await log.ledgerOf('d_1')).size).toBe(0);
	expect(await log.due()).toEqual([]);
	expect(other.prepare('SELECT count(*) AS n FROM entry').get()?.['n']).toBe(8 + 12 + 1);
	end();
});

test('[UL12] what cannot be written at all fails alone', async () => {
	const { log, end } = await setup();
	const circle: Record<string, unknown> = {};
	circle['self'] = circle;
	const answers = await Promise.allSettled([
		log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1)),
		log.append(SICK, { seq: 10, epoch: EPOCH }, Uint8Array.of(2), {
			ledger: [{ card: 'c_1', was: null, row: circle as never }],
		}),
		log.append(WELL, { seq: 11, epoch: EPOCH }, Uint8Array.of(3)),
	]);
	expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect((await log.open(SICK)).tail.at(-1)?.seq).toBe(10);
	end();
});

test('[UL3] somebody else holds the file: the commit fails whole, and the next one succeeds', async () => {
	const { log, other, end } = await setup();
	other.exec('BEGIN IMMEDIATE');
	const answers = await Promise.allSettled([
		log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1)),
		log.fence('d_1', null),
	]);
	for (const answer of answers)
		expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(CommitFailedError);
	other.exec('ROLLBACK');
	expect((await log.open(WELL)).epoch).toBe(EPOCH);
	expect(await log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1))).toMatchObject({
		ok: true,
	});
	end();
});

test('[UL3] a disk error within an operation fails the commit whole and undoes it; the next one succeeds', async () => {
	const { store, log, end } = await setup();
	const answers = await Promise.allSettled([
		log.append(WELL, { seq: 10, epoch: EPOCH }, Uint8Array.of(1)),
		store.write(() => {
			throw Object.assign(new Error('disk I/O error'), { errcode: 778 }); // SQLITE_IOERR_WRITE
		}),
		log.append(SICK, { seq: 10, epoch: EPOCH }, Uint8Array.of(1)),
	]);
	for (const answer of answers)
		expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(CommitFailedError);
	for (const doc of [WELL, SICK]) {
		expect((await log.open(doc)).tail.at(-1)?.seq).toBe(10);
		expect(await log.append(doc, { seq: 10, epoch: EPOCH }, Uint8Array.of(1))).toMatchObject({
			ok: true,
		});
	}
	end();
});

test('[UL12] the rest of a long queue is committed in the next turns, in order', async () => {
	const dir = newDataDir();
	const commits: number[] = [];
	const store = EmbeddedStore.open(dir, {
		onCommit: ({ operations, ok }) => commits.push(ok ? operations : -1),
	});
	const log = new EmbeddedUpdateLog(store);
	const small = Array.from({ length: 450 }, (_, seq) =>
		log.append(WELL, { seq, epoch: EPOCH }, Uint8Array.of(1)),
	);
	const large = Array.from({ length: 5 }, (_, seq) =>
		log.append(SICK, { seq, epoch: EPOCH }, new Uint8Array(400_000)),
	);
	const answers = await Promise.all([...small, ...large]);
	expect(answers.every(({ ok }) => ok)).toBe(true);
	expect(Math.max(...commits)).toBe(200);
	expect(commits.reduce((sum, n) => sum + n)).toBe(455);
	expect(commits.length).toBeGreaterThanOrEqual(5); // three by number, then two large ones at a time
	store.close();
});
