// Why this file exists: decision 0002, one SQLite file with one commit for all that arrived in a turn of the event loop.
// The peer is the least that durable can cost: the same bytes appended to a bare file, and fdatasync.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { percentile } from '#tests/support/percentiles.ts';

export interface Row {
	readonly figure: string;
	readonly value: number;
	readonly unit: string;
	readonly peer?: string;
	/** Ours divided by the peer's, measured in turns with it. */
	readonly ratio?: number;
}

const PEER = 'file append + fdatasync';
const ROUNDS = 5;
const ROUND_MS = 600;
const ENTRY_BYTES = 200;
const BATCH = 100;
const LOAD_PER_SECOND = 2_000;
const LOAD_DOCUMENTS = 30;
const LOAD_MS = 3_000;
const EPOCH = '0.0';

const entry = new Uint8Array(ENTRY_BYTES).fill(7);
const board = (n: number): DocName => ({ dialogue: 'd_bench', kind: 'board', id: `t_${n}` });
const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Something that keeps entries of one document after the other; resolves when they would survive a power cut. */
interface Keeper {
	keep(document: number): Promise<unknown>;
	end(): Promise<void>;
	/** Milliseconds for which it has held up the event loop, where that is known. */
	readonly blockedMs: () => number | undefined;
}

function embedded(dir: string): Keeper {
	let blockedMs = 0;
	const store = EmbeddedStore.open(dir, { onCommit: ({ tookMs }) => (blockedMs += tookMs) });
	const log = new EmbeddedUpdateLog(store);
	const seqs = new Map<number, number>();
	return {
		async keep(document) {
			const seq = seqs.get(document) ?? 0;
			seqs.set(document, seq + 1);
			const answer = await log.append(board(document), { seq, epoch: EPOCH }, entry);
			if (!answer.ok) throw new Error(answer.why);
		},
		end: () => Promise.resolve(store.close()),
		blockedMs: () => blockedMs,
	};
}

/** Group commit as simple as it can be: one write of all that waits, one fdatasync, not on the event loop. */
async function bareFile(dir: string): Promise<Keeper> {
	const file = await fs.promises.open(path.join(dir, 'bare'), 'a');
	let waiting: (() => void)[] = [];
	let flushing = false;
	const flush = async (): Promise<void> => {
		flushing = true;
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			await file.write(new Uint8Array(ENTRY_BYTES * batch.length).fill(7));
			await file.datasync();
			for (const done of batch) done();
		}
		flushing = false;
	};
	return {
		keep: () =>
			new Promise<void>((done) => {
				waiting.push(done);
				if (!flushing && waiting.length === 1) setImmediate(() => void flush());
			}),
		end: () => file.close(),
		blockedMs: () => undefined,
	};
}

/** Appends a second with `together` of them under way at a time. */
async function rate(keeper: Keeper, together: number): Promise<number> {
	const startedMs = performance.now();
	let count = 0;
	while (performance.now() - startedMs < ROUND_MS) {
		await Promise.all(Array.from({ length: together }, (_, n) => keeper.keep(n)));
		count += together;
	}
	return (count * 1_000) / (performance.now() - startedMs);
}

/** How long each append takes, at an even load that does not wait for answers; and the share of time the loop was held up. */
async function underLoad(keeper: Keeper): Promise<{ tookMs: number[]; blocked: number }> {
	const tookMs: number[] = [];
	const kept: Promise<void>[] = [];
	const blockedBeforeMs = keeper.blockedMs() ?? 0;
	const startedMs = performance.now();
	let sent = 0;
	while (performance.now() - startedMs < LOAD_MS) {
		const dueNow = ((performance.now() - startedMs) / 1_000) * LOAD_PER_SECOND;
		for (; sent < dueNow; sent++) {
			const sentMs = performance.now();
			const one = keeper.keep(sent % LOAD_DOCUMENTS).then(() => {
				tookMs.push(performance.now() - sentMs);
			});
			kept.push(one);
		}
		await new Promise((done) => setImmediate(done));
	}
	await Promise.all(kept);
	const elapsedMs = performance.now() - startedMs;
	return { tookMs, blocked: ((keeper.blockedMs() ?? 0) - blockedBeforeMs) / elapsedMs };
}

/** Milliseconds to open a board of 2,000 entries, to erase its dialogue, and to rewrite a file of about 50 MB. */
async function heavy(
	dir: string,
): Promise<{ openMs: number; eraseMs: number; rewriteMs: number; rewriteMb: number }> {
	const store = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(store);
	const fill = (doc: DocName, count: number, bytes: Uint8Array) =>
		Promise.all(
			Array.from({ length: count }, (_, seq) => log.append(doc, { seq, epoch: EPOCH }, bytes)),
		);
	const time = async (what: () => unknown): Promise<number> => {
		const startedMs = performance.now();
		await what();
		return performance.now() - startedMs;
	};
	for (let n = 0; n < 5; n++) await fill(board(n), 2_000, entry);
	const openMs = await time(() => log.open(board(0)));
	const eraseMs = await time(() => log.erase('d_bench'));
	const stays: DocName = { dialogue: 'd_stays', kind: 'board', id: 't_1' };
	await fill(stays, 10_000, new Uint8Array(4_900));
	store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
	const rewriteMb = fs.statSync(path.join(dir, 'thementisch.db')).size / 1024 ** 2;
	const rewriteMs = await time(() => {
		store.prepare('VACUUM').run();
		store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
	});
	store.close();
	return { openMs, eraseMs, rewriteMs, rewriteMb };
}

/** All figures of the embedded store, in turns with the peer. Needs about 15 s and 100 MB in the temporary directory. */
export async function benchStore(): Promise<Row[]> {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-bench-'));
	try {
		const ours = embedded(path.join(dir, 'store'));
		const bare = await bareFile(dir);
		const single: [number[], number[]] = [[], []];
		const batched: [number[], number[]] = [[], []];
		for (let round = 0; round < ROUNDS; round++)
			for (const [who, keeper] of [ours, bare].entries()) {
				single[who as 0 | 1].push(await rate(keeper, 1));
				batched[who as 0 | 1].push(await rate(keeper, BATCH));
			}
		const loadOurs = await underLoad(ours);
		const loadBare = await underLoad(bare);
		await ours.end();
		await bare.end();
		const { openMs, eraseMs, rewriteMs, rewriteMb } = await heavy(path.join(dir, 'heavy'));

		const against = (figure: string, unit: string, value: number, peer: number): Row => ({
			figure,
			value,
			unit,
			peer: PEER,
			ratio: value / peer,
		});
		const [p50, p99] = [0.5, 0.99].map((share) => ({
			ours: percentile(loadOurs.tookMs, share),
			bare: percentile(loadBare.tookMs, share),
		}));
		const load = `${LOAD_PER_SECOND}/s over ${LOAD_DOCUMENTS} documents`;
		return [
			against('durable appends, one a commit', '1/s', median(single[0]), median(single[1])),
			against(`durable appends, ${BATCH} a commit`, '1/s', median(batched[0]), median(batched[1])),
			against(`append at ${load}, p50`, 'ms', p50?.ours ?? NaN, p50?.bare ?? NaN),
			against(`append at ${load}, p99`, 'ms', p99?.ours ?? NaN, p99?.bare ?? NaN),
			{ figure: `event loop held up at ${load}`, value: loadOurs.blocked * 100, unit: '%' },
			{ figure: 'open a board of 2,000 entries', value: openMs, unit: 'ms' },
			{ figure: 'erase a dialogue of 10,000 entries', value: eraseMs, unit: 'ms' },
			{ figure: `rewrite a file of ${rewriteMb.toFixed(0)} MB`, value: rewriteMs, unit: 'ms' },
		];
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
}
