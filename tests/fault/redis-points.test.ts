import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OPEN, READ } from '#server/adapters/redis/log-scripts.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { startRedis, type RedisOptions, type RedisServer } from '#tests/support/redis-server.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { digestOf, storyOf } from './disk/story.ts';

/** At so many places the file is cut off in one run. */
const CUTS = Number(process.env['AOF_CUTS'] ?? 60);
/** `all`: every death at every point; else they take turns. */
const DEATHS_AT_POINTS = process.env['DEATHS_AT_POINTS'] ?? 'turns';
const DEATHS = ['unheard', 'unanswered', 'unanswered, Redis too'] as const;

async function redisHere(options?: RedisOptions): Promise<RedisServer> {
	const redis = await startRedis({ ...options, inMemory: true });
	onTestFinished(() => redis.remove());
	return redis;
}

async function withStore<T>(url: string, use: (store: RedisStore) => Promise<T>): Promise<T> {
	const store = await RedisStore.open([url], { node: 'here' });
	try {
		return await use(store);
	} finally {
		await store.close();
	}
}

/** The file that Redis appends to. */
function appendedTo(redis: RedisServer): string {
	const dir = path.join(redis.dir, 'appendonlydir');
	return path.join(
		dir,
		fs.readdirSync(dir).find((name) => name.endsWith('.incr.aof'))!,
	);
}

/** Does it all, one after the other; what the store holds and how long the file is after each acknowledgement. */
async function toldOn(redis: RedisServer): Promise<{ states: string[]; sizes: number[] }> {
	return withStore(redis.url, async (store) => {
		const states = [await digestOf(store)];
		const sizes = [fs.statSync(appendedTo(redis)).size];
		for (const step of storyOf(store).flat()) {
			await step();
			sizes.push(fs.statSync(appendedTo(redis)).size);
			states.push(await digestOf(store));
		}
		return { states, sizes };
	});
}

test(
	`[UL1] ${CUTS} power cuts of Redis at any byte that was not yet acknowledged, with and without zeros where the disk had made room: what was acknowledged is there, whole, and nothing in halves`,
	async () => {
		const random = new SeededRandom(seedOf(process.env['SEED']));
		const redis = await redisHere();
		const { states, sizes } = await toldOn(redis);
		await redis.kill9();
		const file = appendedTo(redis);
		const written = fs.readFileSync(file);
		let refused = 0;
		for (let n = 0; n < CUTS; n++) {
			const told = random.whole(0, sizes.length - 1);
			const [from, to] = [sizes[told]!, sizes[told + 1]!];
			const cut = random.whole(from, to);
			const where = `seed ${random.seed}: cut off behind byte ${cut}, step ${told} was acknowledged`;
			const zeros = Buffer.alloc(n % 4 === 0 ? to - cut : 0);
			fs.writeFileSync(file, Buffer.concat([written.subarray(0, cut), zeros]));
			if (!(await startsAt(redis))) {
				refused++;
				expect(zeros.length, where).toBeGreaterThan(0);
				repair(file);
				await redis.start();
			}
			const found = await withStore(redis.url, digestOf);
			expect([states[told], states[told + 1]], where).toContain(found);
			await redis.kill9();
		}
		const line = { seed: random.seed, cuts: CUTS, repaired: refused };
		process.stdout.write(`power cuts of Redis: ${JSON.stringify(line)}\n`);
		expect(refused).toBeGreaterThan(0);
	},
	30_000 + CUTS * 500,
);

/** Whether it starts on its file, or says plainly that this is none: zeros within a length, or within a command's name. */
function startsAt(redis: RedisServer): Promise<boolean> {
	return redis.start().then(
		() => true,
		(error: unknown) => {
			expect(String(error)).toMatch(/Bad file format|Unknown command/);
			return false;
		},
	);
}

/** What Redis's own words tell to do then. */
function repair(file: string): void {
	execFileSync('redis-check-aof', ['--fix', file], {
		input: 'y\n',
		stdio: ['pipe', 'ignore', 'ignore'],
	});
}

test('[UL2, UL3] the node dies, or Redis with it, before and after every request of an event day in small: nothing acknowledged is missing, nothing is there in halves', async () => {
	const redis = await redisHere();
	const { states } = await toldOn(redis);
	const reads = [OPEN.sha, READ.sha];
	const writes = (request: Buffer): boolean =>
		/EVAL|SADD|SREM|DEL\r/.test(request.toString('latin1')) &&
		!reads.some((sha) => request.includes(sha));
	let points = 0;
	for (let isOver = false; !isOver; points++)
		for (const death of DEATHS_AT_POINTS === 'all' ? DEATHS : [DEATHS[points % 3]!]) {
			await redis.ask('FLUSHALL');
			const network = await TcpProxy.open(redis.port);
			let seen = 0;
			let told = 0;
			await withStore(`redis://127.0.0.1:${network.port}`, async (store) => {
				await digestOf(store);
				network.cutAt((request) => {
					if (!writes(request) || seen++ !== points) return false;
					return death === 'unheard' ? 'unheard' : true;
				});
				try {
					for (const step of storyOf(store).flat()) {
						await step();
						told++;
					}
					isOver = true;
				} catch (error) {
					expect(String(error)).toContain('Redis');
				}
			});
			await network.close();
			if (death === 'unanswered, Redis too') {
				await redis.kill9();
				await redis.start();
			}
			const found = await withStore(redis.url, digestOf);
			expect([states[told], states[told + 1]], `${death} at write ${points}`).toContain(found);
		}
	process.stdout.write(`deaths around each write of Redis: ${points}\n`);
	expect(points).toBeGreaterThan(30);
}, 60_000);
