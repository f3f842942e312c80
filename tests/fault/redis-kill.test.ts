import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDialogue } from '#tests/support/outside-api.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { pause } from '#tests/support/until.ts';
import { readEvidence, type Evidence } from './kill/evidence.ts';
import type { Answer, Orders } from './kill/orders.ts';
import { judge } from './kill/verdict.ts';

const ROUNDS = Number(process.env['REDIS_KILLS'] ?? 3);
/** A start that hangs ends the test; a slow one on a crowded machine does not. */
const START_MS = 120_000;
const random = new SeededRandom(seedOf(process.env['SEED']));

let redis: RedisServer | undefined;
let nodes: ServerProcess[] = [];
const children = new Set<ChildProcess>();
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await Promise.all(nodes.map((node) => node.remove()));
	await redis?.remove();
});

/** Starts a process of the load, gives it its orders and waits until it works. */
async function load(program: string, orders: Orders): Promise<ChildProcess> {
	const child = fork(path.join(import.meta.dirname, 'kill', program), {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		execArgv: [],
		env: { PATH: process.env['PATH'] },
	});
	children.add(child);
	child.once('exit', () => children.delete(child));
	child.send(orders);
	const [answer] = (await once(child, 'message')) as [Answer];
	expect(answer.is).toBe('going');
	return child;
}

/** Tells it that its server is gone, and waits until it has read what lay in its sockets. */
async function over(child: ChildProcess): Promise<void> {
	if (!children.has(child)) return; // it has noticed by itself
	const gone = once(child, 'exit');
	if (child.connected) child.send('over', () => undefined);
	await gone;
}

test(
	`[F1] what a screen on one node showed of work on the other survives ${ROUNDS} rounds of kill -9: of Redis, of nodes, of all`,
	{ timeout: 30_000 + ROUNDS * 15_000 },
	async () => {
		const store = (redis = await startRedis());
		const options = { env: { REDIS_URL: store.url }, startMs: START_MS };
		nodes = await Promise.all([startServer(options), startServer(options)]);
		const [a, b] = nodes as [ServerProcess, ServerProcess];
		const { id, code, tables, links } = await createDialogue(a.base, a.adminToken);
		const at = { code, tables: tables.map((table) => table.id) };
		const all: Evidence[] = [];
		const killed = { redis: 0, 'a node': 0, all: 0 };

		for (let round = 1; round <= ROUNDS; round++) {
			const file = (who: string): string => path.join(a.storeDir, `${who}-${round}.jsonl`);
			const orders = {
				...{ dialogueId: id, code, round, seed: random.whole(0, 2 ** 32) },
				tables: tables.map(({ id }) => ({ id, hostToken: links.hosts[id]!.token })),
			};
			const observer = await load('observer.ts', {
				...{ ...orders, base: b.base, evidence: file('observer') },
			});
			const writers = await load('writers.ts', {
				...{ ...orders, base: a.base, evidence: file('writers') },
			});
			// the moments are drawn, nothing is waited for
			await pause(random.between(150, 900));
			const victim = (['redis', 'a node', 'all'] as const)[(round - 1) % 3]!;
			killed[victim]++;
			if (victim === 'redis') {
				await store.kill9();
				await pause(random.between(20, 500));
				await store.start();
				await pause(random.between(50, 1_500)); // some rooms have come back, some have not
			} else if (victim === 'all') {
				await store.kill9();
			}
			await Promise.all([a.kill9(), b.kill9()]);
			await Promise.all([over(writers), over(observer)]);
			expect(children.size, 'processes of old clients').toBe(0);

			if (victim === 'all') await store.start();
			await Promise.all([a.start(), b.start()]);
			const seen = [...readEvidence(file('observer')), ...readEvidence(file('writers'))];
			const faults = await judge(random.pick([a, b])!.base, at, seen);
			expect(faults, `round ${round} of seed ${random.seed}`).toEqual([]);
			all.push(...seen);
		}
		const lasting = all.filter(({ kind }) => kind !== 'key');
		expect(await judge(a.base, at, lasting)).toEqual([]);
		const cards = new Set(all.flatMap((one) => (one.kind === 'card' ? [one.id] : [])));
		const line = { seed: random.seed, ...killed, cardsSeen: cards.size, evidence: all.length };
		process.stdout.write(`kill -9 with Redis: ${JSON.stringify(line)}\n`);
		expect(cards.size).toBeGreaterThan(ROUNDS); // a load that showed nothing has proved nothing
	},
);
