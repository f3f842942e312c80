import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RedisLink } from '#server/adapters/redis/link.ts';
import { RedisPresence } from '#server/adapters/redis/presence.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { clusterWire } from '#server/adapters/redis/wire.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { DialogueId } from '#shared/ids.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import {
	startRedisCluster,
	whenClusterIsWhole,
	type RedisServer,
} from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { ballotBoxContract } from './ballot-box.contract.ts';
import { presenceContract } from './presence.contract.ts';
import { recordsContract } from './records.contract.ts';
import { updateLogContract } from './update-log.contract.ts';

/**
 * A cluster of three masters refuses whatever touches two slots at once: what passes here lies in one. [F27]
 */
let masters: readonly RedisServer[];
let urls: readonly string[];
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
	masters = await startRedisCluster();
	urls = masters.map(({ url }) => url);
}, 30_000);
afterEach(async () => {
	await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => Promise.all(masters.map((master) => master.remove())));

const forget = () => Promise.all(masters.map((master) => master.ask('FLUSHALL')));

async function openNode(node: string): Promise<RedisStore> {
	const store = await RedisStore.open(urls, { node });
	opened.push(store);
	return store;
}

async function openTwo(): Promise<[RedisStore, RedisStore]> {
	await forget();
	return Promise.all([openNode('one'), openNode('two')]);
}

async function openLink(): Promise<RedisLink> {
	const ready = Promise.withResolvers<void>();
	const link = new RedisLink((trouble) => clusterWire(urls, trouble), new SystemClock(), {
		ready: () => ready.resolve(),
		lost: () => undefined,
		missed: () => undefined,
	});
	opened.push(link);
	link.start();
	await ready.promise;
	return link;
}

updateLogContract('redis cluster', async () => {
	const [one, two] = await openTwo();
	return { log: one.log, other: two.log };
});
recordsContract('redis cluster', async () => {
	const [one, two] = await openTwo();
	return { records: one.records, other: two.records };
});
ballotBoxContract('redis cluster', async () => {
	const [one, two] = await openTwo();
	return { box: one.ballots, other: two.ballots };
});
presenceContract('redis cluster', async (clock) => {
	await forget();
	const links = await Promise.all(['a', 'b', 'c'].map(() => openLink()));
	return links.map((link, n) => new RedisPresence(link, clock, `${n}`));
});

describe('a cluster of three masters', () => {
	let servers: ServerProcess[] = [];
	afterEach(() => Promise.all(servers.splice(0).map((server) => server.remove())));

	test('two nodes, six dialogues: all masters are used, screens on either node agree', async () => {
		await forget();
		const env = { REDIS_URL: urls.join(',') };
		servers = await Promise.all([
			startServer({ env }),
			startServer({ env: { REDIS_URL: urls[0]! } }),
		]);
		const [a, b] = servers as [ServerProcess, ServerProcess];
		const ids: DialogueId[] = [];
		for (let n = 0; n < 6; n++) {
			const onA = await openHall(a);
			const onB = new Hall(b, onA.dialogue);
			ids.push(onA.dialogue.id);
			const [tablet, screen, host] = await Promise.all([onA.tablet(), onB.screen(), onB.host()]);
			const id = tablet.write({ table: onA.table, question: 'need', text: `Karte ${n}` });
			await screen.whenCard(id);
			await host.whenCard(id);
			host.append(id, '!');
			await screen.whenCard(id, ({ text }) => text === `Karte ${n}!`);
			await tablet.whenReceipt(id, 'shown');
		}
		for (const master of masters) {
			const keys = await master.ask('KEYS', 'tt:*');
			expect(keys.length, 'keys of one master').toBeGreaterThan(10);
		}
		expect(ids).toHaveLength(6);
	});

	test('one master is killed: the others’ dialogues go on, the server says it is not whole, all comes back', async () => {
		await forget();
		const store = await openNode('one');
		// a dialogue on each master
		const slots = new Map<number, DialogueId>();
		for (let n = 0; slots.size < masters.length; n++) {
			const id: DialogueId = `d_${n}`;
			const answer = await masters[0]!.ask('CLUSTER', 'KEYSLOT', `tt:{${id}}:docs`);
			const master = Math.floor((Number(answer.slice(1)) * masters.length) / 16_384);
			if (!slots.has(master)) slots.set(master, id);
		}
		const board = (id: DialogueId) => ({ dialogue: id, kind: 'board', id: 't_1' }) as const;
		const append = (id: DialogueId, seq: number) =>
			store.log.append(board(id), { seq, epoch: '0.0' }, Uint8Array.from([seq]));
		for (const id of slots.values()) expect(await append(id, 0)).toMatchObject({ ok: true });

		const isHouse = Number((await masters[0]!.ask('CLUSTER', 'KEYSLOT', 'tt:{house}:of')).slice(1));
		const house = Math.floor((isHouse * masters.length) / 16_384);
		const victim = (house + 1) % masters.length;
		// no replica stands in: Redis itself is told to go on with what it has
		for (const master of masters)
			await master.ask('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
		await masters[victim]!.kill9();
		await expect(append(slots.get(victim)!, 1)).rejects.toThrow('Redis');
		await expect(store.records.probe()).rejects.toThrow('Redis');
		for (const [master, id] of slots)
			if (master !== victim)
				await until(
					() =>
						append(id, 1).then(
							() => true,
							() => false,
						),
					{ what: 'the others go on' },
				);
		await masters[victim]!.start();
		await Promise.all(masters.map((master) => whenClusterIsWhole(master, masters.length)));
		await until(
			() =>
				store.records.probe().then(
					() => true,
					() => false,
				),
			{ what: 'all masters take writes again', withinMs: 15_000, everyMs: 50 },
		);
		for (const id of slots.values()) {
			const { tail } = await store.log.open(board(id));
			if (tail.length === 1) expect(await append(id, 1)).toMatchObject({ ok: true });
			expect((await store.log.open(board(id))).tail.map(({ seq }) => seq)).toEqual([1, 2]);
		}
	});
});
