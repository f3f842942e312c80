import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { AppendProcess } from './store/append-process.ts';
import { newDataDir } from './store/data-dir.ts';
import { DIALOGUE, entryOf, seatOf } from './store/loop-words.ts';
import { verifyStore } from './store/verify.ts';

const DOCUMENTS = 8;
const ENTRY_BYTES = 60;
const KILLS = 25;

test(`[UL1] ${KILLS} times kill -9 in the middle of appending: all that was acknowledged is there, whole`, async () => {
	const dir = newDataDir();
	const random = new SeededRandom(seedOf(process.env['SEED']));
	const told = { entries: new Map<number, number>(), ballots: new Map<number, number>() };
	let acknowledged = 0;
	let total = 0;
	for (let kill = 0; kill < KILLS; kill++) {
		const enough = random.whole(1, 400);
		const run = new AppendProcess(dir, DOCUMENTS, ENTRY_BYTES);
		await run.until(() => run.acknowledged >= enough);
		await run.kill();
		for (const [n, seq] of run.entries) told.entries.set(n, seq);
		for (const [n, seq] of run.ballots) told.ballots.set(n, seq);
		acknowledged += run.acknowledged;
		total = await verifyStore(dir, DOCUMENTS, ENTRY_BYTES, told).catch((e: unknown) => {
			throw new Error(`seed ${random.seed}, kill ${kill}`, { cause: e });
		});
	}
	expect(acknowledged).toBeGreaterThan(KILLS);
	expect(total).toBeGreaterThanOrEqual(acknowledged);
}, 120_000);

test('[UL1] a power cut that leaves any beginning of the file being written: a prefix, never a hole, and no less than acknowledged', async () => {
	const dir = newDataDir();
	const random = new SeededRandom(seedOf(process.env['SEED']));
	const store = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(store);
	const db = path.join(dir, 'thementisch.db');
	const doc = { dialogue: DIALOGUE, kind: 'seat', id: seatOf(0) } as const;
	const { epoch } = await log.open(doc);
	// from here on everything stands in the log ahead only
	store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
	const sizeAfter: number[] = [0];
	for (let seq = 0; seq < 60; seq++) {
		await log.append(doc, { seq, epoch }, entryOf(0, seq + 1, ENTRY_BYTES), {
			ledger: [
				{
					card: `c_${seq + 1}`,
					was: null,
					row: { rev: 1, seat: doc.id, table: 't_1', outcome: 'late', seen: '' },
				},
			],
		});
		sizeAfter.push(fs.statSync(`${db}-wal`).size);
	}
	const [whole, ahead] = [fs.readFileSync(db), fs.readFileSync(`${db}-wal`)];
	store.close();

	for (let cut = 0; cut < 40; cut++) {
		const bytes = random.whole(0, ahead.length);
		const torn = Buffer.from(ahead.subarray(0, bytes));
		// what the disk had not finished may hold anything
		if (cut % 2) for (let at = bytes - 1; at >= Math.max(0, bytes - 100); at--) torn[at] = 0xaa;
		const durable = cut % 2 ? bytes - 100 : bytes;
		const after = newDataDir();
		fs.writeFileSync(path.join(after, 'thementisch.db'), whole);
		fs.writeFileSync(path.join(after, 'thementisch.db-wal'), torn);
		const again = EmbeddedStore.open(after);
		const found = new EmbeddedUpdateLog(again);
		const { tail } = await found.open(doc);
		const acknowledged = sizeAfter.findLastIndex((size) => size <= durable);
		const where = `seed ${random.seed}, cut ${cut} at ${bytes}`;
		expect(tail.length, where).toBeGreaterThanOrEqual(Math.max(0, acknowledged));
		expect((await found.ledgerOf(DIALOGUE)).size, where).toBe(tail.length);
		again.close();
	}
});
