import { ErrorReply } from 'redis';
import { expect, test } from 'vitest';
import { serverState } from './server-state.ts';

const GOOD = {
	redis_version: '7.0.15',
	redis_mode: 'standalone',
	role: 'master',
	maxmemory_policy: 'noeviction',
	aof_enabled: '1',
};

/** Servers that say this of themselves; `sync` undefined: CONFIG is not allowed. */
function servers(
	...each: readonly [info: Partial<typeof GOOD>, sync: string | undefined, rewriting?: string][]
) {
	return serverState({
		sendToMasters: ([command]) => {
			if (command === 'CONFIG' && each.some(([, sync]) => sync === undefined))
				return Promise.reject(new ErrorReply('NOPERM no permissions'));
			return Promise.resolve(
				each.map(([info, sync, rewriting = 'no']) =>
					command === 'CONFIG'
						? ['appendfsync', sync, 'no-appendfsync-on-rewrite', rewriting]
						: Object.entries({ ...GOOD, ...info })
								.map(([name, value]) => `${name}:${value}`)
								.join('\r\n'),
				),
			);
		},
	});
}

test.each([
	[{}, 'always', 'fsync'],
	[{}, 'everysec', 'every-second'],
	[{}, 'no', 'none'],
	[{ aof_enabled: '0' }, 'always', 'none'],
	[{}, undefined, 'every-second'],
] as const)('[UL12] %j with appendfsync %s is %s', async (info, sync, durability) => {
	const state = await servers([info, sync]);
	expect(state).toMatchObject({ durability, isCluster: false });
	expect(state.unusable).toBeUndefined();
	if (durability === 'fsync') expect(state.warning).toBeUndefined();
	else expect(state.warning).toMatch(/^[^\n]{30,200}$/);
});

test.each([
	[{ redis_version: '6.2.14' }, 'Redis 7'],
	[{ maxmemory_policy: 'allkeys-lru' }, 'noeviction'],
	[{ role: 'slave' }, 'master'],
] as const)('%j must not be used, and one sentence says why', async (info, why) => {
	const { unusable } = await servers([info, 'always']);
	expect(unusable).toContain('REDIS_URL');
	expect(unusable).toContain(why);
	expect(unusable).toMatch(/^[^\n]{30,200}\.$/);
});

test('[UL12] syncs that are left out while the file is rewritten are no promise', async () => {
	const { durability, warning, settings } = await servers([{}, 'always', 'yes']);
	expect([durability, warning?.includes('no-appendfsync-on-rewrite')]).toEqual(['none', true]);
	expect(settings).toEqual({
		appendonly: 'yes',
		appendfsync: 'always',
		'no-appendfsync-on-rewrite': 'yes',
		'maxmemory-policy': 'noeviction',
	});
});

test('of several masters the weakest counts', async () => {
	const cluster = { redis_mode: 'cluster' };
	expect(await servers([cluster, 'always'], [cluster, 'everysec'])).toMatchObject({
		isCluster: true,
		durability: 'every-second',
	});
	const { unusable } = await servers(
		[cluster, 'always'],
		[{ ...cluster, maxmemory_policy: 'volatile-ttl' }, 'always'],
	);
	expect(unusable).toContain('volatile-ttl');
});

test('a lost connection is no answer', async () => {
	const lost = Object.assign(new Error('read'), { code: 'ECONNRESET' });
	await expect(serverState({ sendToMasters: () => Promise.reject(lost) })).rejects.toBe(lost);
});
