import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { APPEND, FORGET, FORGET_DOCS } from '#server/adapters/redis/log-scripts.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { DocName } from '#shared/document.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { until } from '#tests/support/until.ts';
import { keptTime } from '#tests/support/kept-time.ts';

const BOARD: DocName = { dialogue: 'd_Fest', kind: 'board', id: 't_Arbeit' };
const TOKEN = { role: 'projector', dialogue: 'd_Fest' } as const;
const bytes = (n: number): Uint8Array => Uint8Array.from([n]);

let redis: RedisServer;
let network: TcpProxy;
/** `near` sits at the server, `far` behind the network that is spoilt. */
let near: RedisStore;
let far: RedisStore;

beforeAll(async () => {
	redis = await startRedis();
});
beforeEach(async () => {
	await redis.ask('FLUSHALL');
	network = await TcpProxy.open(redis.port);
	near = await RedisStore.open([redis.url], { node: 'near' });
	far = await RedisStore.open([`redis://127.0.0.1:${network.port}`], { node: 'far' });
});
afterEach(async () => {
	await Promise.all([near.close(), far.close()]);
	await network.close();
});
afterAll(() => redis.remove());

/** A node behind a network of its own. */
async function behindNetwork(): Promise<{ store: RedisStore; network: TcpProxy }> {
	const network = await TcpProxy.open(redis.port);
	const store = await RedisStore.open([`redis://127.0.0.1:${network.port}`], { node: 'own' });
	onTestFinished(async () => {
		await store.close();
		await network.close();
	});
	return { store, network };
}

/** Asks until the link is back. */
const whenBack = (store: RedisStore) =>
	until(
		() =>
			store.records.probe().then(
				() => true,
				() => false,
			),
		{ what: 'the link is back', withinMs: 10_000, everyMs: 20 },
	);

test('[UL3] an append whose answer is lost rejects; the log tells what became of it; nothing is doubled', async () => {
	const { epoch } = await far.log.open(BOARD);
	// Redis knows the script: the first answer is the answer
	expect(await near.log.append(BOARD, { seq: 9, epoch }, bytes(9))).toMatchObject({ ok: false });
	for (let seq = 0; seq < 10; seq++) {
		network.cutAnswerTo(APPEND.sha);
		await expect(far.log.append(BOARD, { seq, epoch }, bytes(seq))).rejects.toThrow('Redis');
		await whenBack(far);
		// the request had arrived: what stands there is the same bytes
		expect(await far.log.read(BOARD, seq)).toEqual([{ seq: seq + 1, update: bytes(seq) }]);
		expect(await far.log.append(BOARD, { seq, epoch }, bytes(seq))).toMatchObject({
			why: 'conflict',
		});
	}
	expect(network.cut).toBe(10);
	expect((await near.log.open(BOARD)).tail).toHaveLength(10);
});

test('[UL15] forgetting the seats that is cut off after any of its steps is finished by whoever asks again', async () => {
	const seats = Array.from({ length: 250 }, (_, n): DocName => ({
		...BOARD,
		kind: 'seat',
		id: `s_${n}`,
	}));
	for (const [round, step] of [FORGET, FORGET_DOCS].entries()) {
		for (const doc of seats) {
			const { seq, epoch } = await near.log.head(doc);
			expect(await near.log.append(doc, { seq, epoch }, bytes(1))).toMatchObject({ ok: true });
		}
		network.cutAnswerTo(step.sha);
		// Redis knows a script after its first use: then its number is what is sent
		if (round === 0) await near.log.forgetSeats('d_none');
		await expect(far.log.forgetSeats(BOARD.dialogue)).rejects.toThrow('Redis');
		await whenBack(far);
		await far.log.forgetSeats(BOARD.dialogue);
		for (const doc of seats) expect(await near.log.open(doc)).toMatchObject({ tail: [] });
		expect(await redis.ask('HLEN', 'tt:{d_Fest}:docs')).toContain(':0');
	}
}, 60_000);

test('a network that is cut one way: what is asked is rejected within seconds, and it comes back by itself', async () => {
	const ways = ['to-server', 'to-client'] as const;
	await Promise.all(
		ways.map(async (direction, n) => {
			const board: DocName = { ...BOARD, id: `t_${n}` };
			const { store, network } = await behindNetwork();
			const { epoch } = await store.log.open(board);
			network.spoil(direction, 'drop');
			const askedMs = performance.now();
			const [append, get] = await Promise.allSettled([
				store.log.append(board, { seq: 0, epoch }, bytes(1)),
				store.records.get('token', 'x'),
			]);
			expect([append.status, get.status]).toEqual(['rejected', 'rejected']);
			keptTime('a link that is cut, noticed', performance.now() - askedMs, 4_500);
			// meanwhile there is nobody to ask: the answer comes at once
			const againMs = performance.now();
			await expect(store.records.get('token', 'x')).rejects.toThrow('Redis');
			keptTime('the next question', performance.now() - againMs, 1_000);
			network.spoil(direction, 'pass');
			await whenBack(store);
			const seq = direction === 'to-client' ? 1 : 0;
			expect((await store.log.open(board)).tail).toHaveLength(seq);
			expect(await store.log.append(board, { seq, epoch }, bytes(2))).toMatchObject({ ok: true });
		}),
	);
});

test('what was held up for seconds and arrives late is refused: somebody else has that number', async () => {
	const { epoch } = await far.log.open(BOARD);
	network.spoil('to-server', 'hold');
	await expect(far.log.append(BOARD, { seq: 0, epoch }, bytes(1))).rejects.toThrow('Redis');
	expect(await near.log.append(BOARD, { seq: 0, epoch }, bytes(2))).toMatchObject({ ok: true });
	network.spoil('to-server', 'pass');
	await whenBack(far);
	expect((await far.log.open(BOARD)).tail).toEqual([{ seq: 1, update: bytes(2) }]);
});

test('[UL11] another node’s entries are told by bell at once, and within two seconds without it', async () => {
	const heard: number[] = [];
	far.log.onBell((_, seq) => heard.push(seq));
	far.follow(() => [BOARD]);
	const { epoch } = await far.log.open(BOARD);
	await until(async () => (await redis.ask('PUBSUB', 'SHARDCHANNELS')).includes('d_Fest'), {
		what: 'somebody listens',
	});
	const beganMs = performance.now();
	await near.log.append(BOARD, { seq: 0, epoch }, bytes(1));
	await until(() => heard.includes(1), { what: 'the bell' });
	keptTime('a bell', performance.now() - beganMs, 1_000);
	network.isDeaf = true;
	const deafMs = performance.now();
	await near.log.append(BOARD, { seq: 1, epoch }, bytes(2));
	await until(() => heard.includes(2), { what: 'the poll' });
	keptTime('a poll', performance.now() - deafMs, 2_500);
});

test('bells that are deaf for long are replaced by new ones', async () => {
	const clock = new SystemClock();
	await far.close();
	far = await RedisStore.open([`redis://127.0.0.1:${network.port}`], {
		node: 'far',
		clock: { nowMs: () => clock.nowMs(), after: (ms, call) => clock.after(ms / 10, call) },
	});
	const heard: number[] = [];
	far.log.onBell((_, seq) => heard.push(seq));
	far.follow(() => [BOARD]);
	const { epoch } = await far.log.open(BOARD);
	network.isDeaf = true;
	const clients = async () =>
		[...(await redis.ask('CLIENT', 'LIST', 'TYPE', 'pubsub')).matchAll(/\bid=(\d+)/g)].map(
			([, id]) => id!,
		);
	const before = await clients();
	let seq = 0;
	await until(
		async () => {
			// one entry for each look: the poll finds it, no bell rings
			if (heard.length >= seq) await near.log.append(BOARD, { seq, epoch }, bytes(seq++));
			return (await clients()).some((id) => !before.includes(id));
		},
		{ what: 'a new subscriber', withinMs: 15_000, everyMs: 50 },
	);
});

test('[RC5] watchers are told within a second, with the bell and without it', async () => {
	const told: string[] = [];
	far.records.watch((kind, id) => told.push(`${kind} ${id}`));
	network.isDeaf = true;
	const beganMs = performance.now();
	await near.records.write([{ kind: 'token', id: 'a', was: null, value: TOKEN }]);
	await until(() => told.includes('token a'), { what: 'the change' });
	keptTime('a watcher without a bell', performance.now() - beganMs, 1_000);
});

test('[RC5] who was away while more was changed than is remembered is told of everything', async () => {
	await near.records.write([
		{ kind: 'token', id: 'kept', was: null, value: TOKEN },
		{ kind: 'token', id: 'ended', was: null, value: TOKEN },
	]);
	const told: string[] = [];
	far.records.watch((kind, id) => told.push(`${kind} ${id}`));
	await until(() => told.includes('token ended'), { what: 'the beginning' });
	told.length = 0;
	network.spoil('to-client', 'drop');
	await near.records.write([{ kind: 'token', id: 'ended', was: 1, value: null }]);
	for (let n = 0; n < 12_000; n += 2_000)
		await near.records.write(
			Array.from({ length: 2_000 }, () => ({
				kind: 'code',
				id: 'x',
				was: 'any',
				value: { dialogue: 'd_Fest' },
			})),
		);
	network.spoil('to-client', 'pass');
	network.cutAll();
	await until(() => told.includes('token ended') && told.includes('token kept'), {
		what: 'everything is told',
		withinMs: 10_000,
	});
});
