import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedRecords } from '#server/adapters/embedded/records.ts';
import { CommitFailedError } from '#server/adapters/embedded/errors.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { needProgram } from '#tests/support/system-package.ts';
import { AppendProcess } from './store/append-process.ts';
import { newDataDir } from './store/data-dir.ts';
import { verifyStore } from './store/verify.ts';

const BOARD: DocName = { dialogue: 'd_1', kind: 'board', id: 't_1' };
const EPOCH = '0.0';

test('[UL3] a full disk: appends reject, nothing acknowledged is lost, and with space they go on without a restart', async () => {
	const store = EmbeddedStore.open(newDataDir());
	const log = new EmbeddedUpdateLog(store);
	const records = new EmbeddedRecords(store);
	const box = new EmbeddedBallotBox(store);
	await box.open('d_1', 'v_1');
	const pages = Number(store.prepare('PRAGMA page_count').get()?.['page_count']);
	store.prepare(`PRAGMA max_page_count = ${pages + 12}`).get();

	let seq = 0;
	let failure: unknown;
	const entry = new Uint8Array(3_000).fill(7);
	while (failure === undefined && seq < 1_000)
		await log.append(BOARD, { seq, epoch: EPOCH }, entry).then(
			(answer) => {
				expect(answer).toEqual({ ok: true, seq: seq + 1 });
				seq += 1;
			},
			(e: unknown) => (failure = e),
		);
	expect(failure).toBeInstanceOf(CommitFailedError);
	expect(seq).toBeGreaterThan(2);

	// everything that waits in the same commit hears of it, and what was kept can still be read
	const together = await Promise.allSettled([
		log.append(BOARD, { seq, epoch: EPOCH }, entry),
		log.append({ ...BOARD, id: 't_2' }, { seq: 0, epoch: EPOCH }, entry),
		box.put('d_1', 'v_1', 's_1', 'x', { c_1: 1 }),
	]);
	expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	expect((await log.open(BOARD)).tail).toHaveLength(seq);
	expect((await box.read('d_1', 'v_1')).ballots.size).toBe(0);

	store.prepare('PRAGMA max_page_count = 1000000').get();
	expect(await log.append(BOARD, { seq, epoch: EPOCH }, entry)).toEqual({ ok: true, seq: seq + 1 });
	expect(await box.put('d_1', 'v_1', 's_1', 'x', { c_1: 1 })).toBe('ok');
	await records.probe();
	store.close();
});

test('[RC6] probe rejects while the store takes no writes, and resolves again afterwards', async () => {
	const dir = newDataDir();
	const store = EmbeddedStore.open(dir);
	const records = new EmbeddedRecords(store);
	await records.probe();
	store.prepare('PRAGMA query_only = ON').run();
	await expect(records.probe()).rejects.toThrow();
	store.prepare('PRAGMA query_only = OFF').run();
	await records.probe();
	store.close();
	await expect(records.probe()).rejects.toThrow('closed');
});

test('[UL3] a process whose disk writes fail for real: it refuses, lives on, and takes appends again when they work', async () => {
	// RLIMIT_FSIZE is the nearest thing to a full disk that needs no rights: writes fail inside the kernel
	needProgram({
		program: 'prlimit',
		test: ['--version'],
		package: 'util-linux',
		sentence: 'The test of a full disk needs prlimit (Linux): install the package util-linux.',
	});
	const dir = newDataDir();
	const limited = ['prlimit', '--fsize=300000:unlimited'];
	const run = new AppendProcess(dir, 4, 500, limited);
	await run.until(() => run.refused >= 40);
	const before = run.acknowledged;
	expect(before).toBeGreaterThan(0);

	execFileSync('prlimit', ['--pid', `${run.pid}`, '--fsize=unlimited']);
	await run.until(() => run.acknowledged >= before + 200);
	await run.kill();
	const total = await verifyStore(dir, 4, 500, run);
	expect(total).toBeGreaterThanOrEqual(run.acknowledged);
}, 60_000);
