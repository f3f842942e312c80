import { afterAll, afterEach, beforeAll } from 'vitest';
import { RedisLink } from '#server/adapters/redis/link.ts';
import { RedisPresence } from '#server/adapters/redis/presence.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { singleWire } from '#server/adapters/redis/wire.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { ballotBoxContract } from './ballot-box.contract.ts';
import { presenceContract } from './presence.contract.ts';
import { recordsContract } from './records.contract.ts';
import { updateLogContract } from './update-log.contract.ts';

let redis: RedisServer;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
	redis = await startRedis();
});
afterEach(async () => {
	await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => redis.remove());

async function openNode(node: string): Promise<RedisStore> {
	const store = await RedisStore.open([redis.url], { node });
	opened.push(store);
	return store;
}

async function openLink(): Promise<RedisLink> {
	const ready = Promise.withResolvers<void>();
	const link = new RedisLink((trouble) => singleWire(redis.url, trouble), new SystemClock(), {
		ready: () => ready.resolve(),
		lost: () => undefined,
		missed: () => undefined,
	});
	opened.push(link);
	link.start();
	await ready.promise;
	return link;
}

/** Two nodes on an empty Redis, and one after Redis was killed and started again. */
async function openTwo() {
	await redis.ask('FLUSHALL');
	const [one, two] = await Promise.all([openNode('one'), openNode('two')]);
	const restart = async (): Promise<RedisStore> => {
		await redis.kill9();
		await redis.start();
		return openNode('three');
	};
	return { one, two, restart };
}

updateLogContract('redis', async () => {
	const { one, two, restart } = await openTwo();
	return { log: one.log, other: two.log, restart: async () => (await restart()).log };
});
recordsContract('redis', async () => {
	const { one, two, restart } = await openTwo();
	return {
		records: one.records,
		other: two.records,
		restart: async () => (await restart()).records,
	};
});
ballotBoxContract('redis', async () => {
	const { one, two, restart } = await openTwo();
	return { box: one.ballots, other: two.ballots, restart: async () => (await restart()).ballots };
});
// the link keeps the machine's time: only what presence forgets goes by the clock of the test
presenceContract('redis', async (clock) => {
	await redis.ask('FLUSHALL');
	return Promise.all(
		['a', 'b', 'c'].map(async (node) => new RedisPresence(await openLink(), clock, node)),
	);
});
