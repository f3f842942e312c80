// Why this file exists: decision 0002, one SQLite file with one commit for all that arrived in a turn of the event loop, and
// decision 0005, the same in Redis. The peer is the least that durable can cost: the same bytes appended to a bare file, and
// fdatasync. Redis stands beside it where a redis-server is installed, with appendfsync always.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { percentile } from '#tests/support/percentiles.ts';
import { hasRedis, startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import type { RowReport } from '../report.ts';

interface Row {
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
	return {
		keep: appending(new EmbeddedUpdateLog(store)),
		end: () => Promise.resolve(store.close()),
		blockedMs: () => blockedMs,
	};
}

async function inRedis(redis: RedisServer): Promise<Keeper> {
	const store = await RedisStore.open([redis.url], { node: 'bench' });
	return { keep: appending(store.log), end: () => store.close(), blockedMs: () => undefined };
}

/** One entry after the other for each document. */
function appending(log: UpdateLog): Keeper['keep'] {
	const seqs = new Map<number, number>();
	return async (document) => {
		const seq = seqs.get(document) ?? 0;
		seqs.set(document, seq + 1);
		const answer = await log.append(board(document), { seq, epoch: EPOCH }, entry);
		if (!answer.ok) throw new Error(answer.why);
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

/** Appends so many entries without waiting for each. */
const fill = (log: UpdateLog, doc: DocName, count: number, bytes: Uint8Array) =>
	Promise.all(
		Array.from({ length: count }, (_, seq) => log.append(doc, { seq, epoch: EPOCH }, bytes)),
	);

async function time(what: () => unknown): Promise<number> {
	const startedMs = performance.now();
	await what();
	return performance.now() - startedMs;
}

/** Milliseconds to open a board of 2,000 entries, and to erase its dialogue of five. */
async function openAndErase(log: UpdateLog): Promise<{ openMs: number; eraseMs: number }> {
	for (let n = 0; n < 5; n++) await fill(log, board(n), 2_000, entry);
	const openMs = await time(() => log.open(board(0)));
	return { openMs, eraseMs: await time(() => log.erase('d_bench')) };
}

/** Milliseconds to open a board of 2,000 entries, to erase its dialogue, and to rewrite a file of about 50 MB. */
async function heavy(
	dir: string,
): Promise<{ openMs: number; eraseMs: number; rewriteMs: number; rewriteMb: number }> {
	const store = EmbeddedStore.open(dir);
	const log = new EmbeddedUpdateLog(store);
	const { openMs, eraseMs } = await openAndErase(log);
	const stays: DocName = { dialogue: 'd_stays', kind: 'board', id: 't_1' };
	await fill(log, stays, 10_000, new Uint8Array(4_900));
	store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
	const rewriteMb = fs.statSync(path.join(dir, 'thementisch.db')).size / 1024 ** 2;
	const rewriteMs = await time(() => {
		store.prepare('VACUUM').run();
		store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
	});
	store.close();
	return { openMs, eraseMs, rewriteMs, rewriteMb };
}

/** Row `stores`: the logs by themselves, without a server. */
export async function stores(): Promise<RowReport> {
	const rows = await measure();
	return {
		title: `stores: durable appends of ${ENTRY_BYTES} bytes; the ratio is to ${PEER}`,
		table: Object.fromEntries(
			rows.map(({ figure, value, unit, ratio }) => [
				`${figure}, ${unit}`,
				{ value: Number(value.toFixed(2)), ratio: Number((ratio ?? Number.NaN).toFixed(2)) },
			]),
		),
		verdicts: [],
	};
}

/** All figures, in turns with the peer. Needs about 25 s and 100 MB in the temporary directory. */
async function measure(): Promise<Row[]> {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-bench-'));
	const redis = hasRedis() ? await startRedis() : undefined;
	try {
		const stores = [
			{ name: 'embedded', keeper: embedded(path.join(dir, 'store')) },
			...(redis ? [{ name: 'redis', keeper: await inRedis(redis) }] : []),
		];
		const bare = { name: PEER, keeper: await bareFile(dir) };
		const figures = new Map<string, Figures>();
		for (const { name } of [...stores, bare])
			figures.set(name, { single: [], batched: [], load: { tookMs: [], blocked: 0 } });
		for (let round = 0; round < ROUNDS; round++)
			for (const { name, keeper } of [...stores, bare]) {
				figures.get(name)!.single.push(await rate(keeper, 1));
				figures.get(name)!.batched.push(await rate(keeper, BATCH));
			}
		for (const { name, keeper } of [...stores, bare])
			figures.get(name)!.load = await underLoad(keeper);
		for (const { keeper } of [...stores, bare]) await keeper.end();

		const rows = stores.flatMap(({ name }) => rowsOf(name, figures.get(name)!, figures.get(PEER)!));
		const { openMs, eraseMs, rewriteMs, rewriteMb } = await heavy(path.join(dir, 'heavy'));
		rows.push(
			{
				figure: `embedded: event loop held up at ${LOAD}`,
				value: figures.get('embedded')!.load.blocked * 100,
				unit: '%',
			},
			...heavyRows('embedded', openMs, eraseMs),
			{
				figure: `embedded: rewrite a file of ${rewriteMb.toFixed(0)} MB`,
				value: rewriteMs,
				unit: 'ms',
			},
		);
		if (redis) rows.push(...(await redisHeavy(redis)));
		return rows;
	} finally {
		await redis?.remove();
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

interface Figures {
	readonly single: number[];
	readonly batched: number[];
	load: { tookMs: number[]; blocked: number };
}

const LOAD = `${LOAD_PER_SECOND}/s over ${LOAD_DOCUMENTS} documents`;

function rowsOf(name: string, ours: Figures, bare: Figures): Row[] {
	const against = (figure: string, unit: string, value: number, peer: number): Row => ({
		figure: `${name}: ${figure}`,
		value,
		unit,
		peer: PEER,
		ratio: value / peer,
	});
	const took = (share: number): [number, number] => [
		percentile(ours.load.tookMs, share),
		percentile(bare.load.tookMs, share),
	];
	return [
		against('durable appends, one at a time', '1/s', median(ours.single), median(bare.single)),
		against(
			`durable appends, ${BATCH} at a time`,
			'1/s',
			median(ours.batched),
			median(bare.batched),
		),
		against(`append at ${LOAD}, p50`, 'ms', ...took(0.5)),
		against(`append at ${LOAD}, p99`, 'ms', ...took(0.99)),
	];
}

const heavyRows = (name: string, openMs: number, eraseMs: number): Row[] => [
	{ figure: `${name}: open a board of 2,000 entries`, value: openMs, unit: 'ms' },
	{ figure: `${name}: erase a dialogue of 10,000 entries`, value: eraseMs, unit: 'ms' },
];

/** And what 10,000 entries of 200 bytes take in memory. */
async function redisHeavy(redis: RedisServer): Promise<Row[]> {
	await redis.ask('FLUSHALL');
	const usedBytes = async (): Promise<number> =>
		Number(/used_memory:(\d+)/.exec(await redis.ask('INFO', 'memory'))?.[1]);
	const store = await RedisStore.open([redis.url], { node: 'bench' });
	try {
		const before = await usedBytes();
		await fill(store.log, board(9), 10_000, entry);
		const value = (await usedBytes()) - before;
		await store.log.erase('d_bench');
		await redis.ask('FLUSHALL');
		const { openMs, eraseMs } = await openAndErase(store.log);
		return [
			...heavyRows('redis', openMs, eraseMs),
			{
				figure: 'redis: memory for 10,000 entries of 200 bytes',
				value: value / 1024 ** 2,
				unit: 'MB',
			},
		];
	} finally {
		await store.close();
	}
}
