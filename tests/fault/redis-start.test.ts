import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { houseKeys } from '#server/adapters/redis/keys.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Clock } from '#server/ports/clock.ts';
import { openHall } from '#tests/support/hall.ts';
import { request } from '#tests/support/outside-api.ts';
import {
	freePort,
	startRedis,
	type RedisOptions,
	type RedisServer,
} from '#tests/support/redis-server.ts';
import { ServerProcess, startServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

async function freshRedis(config: RedisOptions['config'] = {}): Promise<RedisServer> {
	const redis = await startRedis({ config });
	onTestFinished(() => redis.remove());
	return redis;
}

async function serverOn(url: string, env: Record<string, string> = {}): Promise<ServerProcess> {
	const server = await startServer({ env: { REDIS_URL: url, ...env } });
	onTestFinished(() => server.remove());
	return server;
}

/** What a server says that does not start. */
async function refusal(url: string): Promise<string> {
	const server = new ServerProcess({ env: { REDIS_URL: url } });
	onTestFinished(() => server.remove());
	await expect(server.start()).rejects.toThrow('the server ended at its start');
	return (server.stdout + server.stderr).trim();
}

test('a Redis that cannot keep what it is given is refused in one plain sentence that names REDIS_URL', async () => {
	const [evicting, replica, closed, single] = await Promise.all([
		freshRedis({ 'maxmemory-policy': 'allkeys-lru' }),
		freshRedis(),
		freshRedis({ requirepass: 'geheim' }),
		freshRedis(),
	]);
	const nobody = await freePort();
	await replica.ask('REPLICAOF', '127.0.0.1', String(nobody));
	const told = await Promise.all(
		[
			evicting.url,
			replica.url,
			closed.url,
			closed.url.replace('//', '//:falsch@'),
			`redis://127.0.0.1:${nobody}`,
			`${single.url},${single.url}`,
		].map(refusal),
	);
	const expected = ['noeviction', 'replica', 'NOAUTH', 'WRONGPASS', 'ECONNREFUSED', 'no cluster'];
	for (const [n, sentence] of told.entries()) {
		expect(sentence).toContain(expected[n]);
		expect(sentence).toMatch(/^REDIS_URL[^\n]{20,200}\.$/);
		expect(sentence).not.toContain('falsch');
	}
	await serverOn(closed.url.replace('//', '//:geheim@'));
});

test('readyz says what the store promises; what is weaker than it could be is said at the start', async () => {
	const modes = [
		[{}, 'fsync'],
		[{ appendfsync: 'everysec' }, 'every-second'],
		[{ appendonly: 'no' }, 'none'],
	] as const;
	await Promise.all(
		modes.map(async ([config, durability]) => {
			const server = await serverOn((await freshRedis(config)).url);
			const ready = await request<{ warning?: string }>(server.base, 'GET', '/readyz');
			expect(ready).toMatchObject({
				...{ store: 'redis', durability },
				settings: { appendonly: 'yes', appendfsync: 'always', ...config },
			});
			expect(ready.warning).toEqual(
				durability === 'fsync' ? undefined : expect.stringContaining('Set append'),
			);
			const warned = server.stderr.split('\n').filter((line) => line.includes('redis.weak'));
			expect(warned).toHaveLength(durability === 'fsync' ? 0 : 1);
		}),
	);
});

test('the configuration that is handed out keeps the promise', async () => {
	const redis = await startRedis({ file: 'infra/redis.conf' });
	onTestFinished(() => redis.remove());
	const server = await serverOn(redis.url);
	expect(await request(server.base, 'GET', '/readyz')).toEqual({
		store: 'redis',
		durability: 'fsync',
		settings: {
			appendonly: 'yes',
			appendfsync: 'always',
			'no-appendfsync-on-rewrite': 'no',
			'maxmemory-policy': 'noeviction',
		},
	});
	expect(server.stderr).not.toContain('redis.weak');
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Bleibt' });
	await tablet.whenReceipt(card, 'shown');
	tablet.leave();
	await Promise.all([redis.kill9(), server.kill9()]);
	await redis.start();
	await server.start();
	expect((await hall.screen()).card(card)?.text).toBe('Bleibt');
});

test('two nodes that start on an empty Redis at once make one practice dialogue; nobody’s links are ended by the other', async () => {
	const redis = await freshRedis();
	const nodes = await Promise.all([1, 2, 3].map(() => serverOn(redis.url, { PRACTICE: '1' })));
	const printed = nodes.flatMap((node) => node.links.practice ?? []);
	expect(printed).toHaveLength(1);
	const token = nodes[0]!.adminToken;
	const dialogues = await request<{ dialogues: unknown[] }>(
		nodes[0]!.base,
		'GET',
		'/api/dialogues',
		{
			token,
		},
	);
	expect(dialogues.dialogues).toHaveLength(1);
	const moderator = printed[0]!.moderator.split('#')[1]!;
	for (const node of nodes)
		expect(
			await request<object>(node.base, 'GET', `/api/dialogues/${printed[0]!.id}`, {
				token: moderator,
			}),
		).toMatchObject({ id: printed[0]!.id });
});

test('[UL8] what was erased is in no file of Redis', async () => {
	const redis = await freshRedis();
	const server = await serverOn(redis.url);
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const secret = 'Steht das noch irgendwo?';
	const id = tablet.write({ table: hall.table, question: 'need', text: secret });
	await tablet.whenReceipt(id, 'shown');
	expect(filesWith(redis.dir, secret)).toBeGreaterThan(0);
	await request(server.base, 'DELETE', `/api/dialogues/${hall.dialogue.id}`, {
		token: server.adminToken,
	});
	await until(() => filesWith(redis.dir, secret) === 0, {
		what: 'the file is rewritten',
		withinMs: 15_000,
		everyMs: 100,
	});
});

test('[UL6] words that were deleted and compacted away leave the file of Redis with the next rewriting, which is asked for', async () => {
	const redis = await freshRedis();
	const hasty: Clock = new SystemClock();
	const store = await RedisStore.open([redis.url], {
		node: 'here',
		clock: { nowMs: () => hasty.nowMs(), after: (ms, call) => hasty.after(ms / 100, call) },
	});
	onTestFinished(() => store.close());
	const board = { dialogue: 'd_day', kind: 'board', id: 't_1' } as const;
	for (const round of [0, 1]) {
		const { epoch, seq } = await store.log.head(board);
		const secret = `Geheim ${round}`;
		await store.log.append(board, { seq, epoch }, Buffer.from(secret));
		expect(filesWith(redis.dir, secret)).toBeGreaterThan(0);
		await store.log.compact(board, { seq: seq + 1, state: Buffer.from('Rest') }, 0);
		await until(() => filesWith(redis.dir, secret) === 0, {
			what: 'the file is rewritten',
			withinMs: 15_000,
			everyMs: 50,
		});
		await until(async () => (await redis.ask('GET', houseKeys.rewriting)).startsWith('$-1'), {
			what: 'the debt is paid',
			withinMs: 15_000,
		});
	}
});

function filesWith(dir: string, text: string): number {
	return fs
		.readdirSync(dir, { recursive: true, encoding: 'utf8' })
		.map((name) => path.join(dir, name))
		.filter((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile())
		.filter((file) => includes(file, text)).length;
}

/** False also for what has gone while it was looked at. */
function includes(file: string, text: string): boolean {
	try {
		return fs.readFileSync(file).includes(text);
	} catch {
		return false;
	}
}
