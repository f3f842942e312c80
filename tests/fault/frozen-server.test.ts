import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hall, openHall } from '#tests/support/hall.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { pause, until } from '#tests/support/until.ts';
import { PeopleAtWork } from './kill/people-at-work.ts';

/** A laptop's lid, a stopped virtual machine. Longer than a store may take to answer (5 s); the long run: 60_000. */
const FROZEN_MS = Number(process.env['FROZEN_MS'] ?? 5_200);
const TICK_MS = 40;
const random = new SeededRandom(seedOf(process.env['SEED']));

let redis: RedisServer;
let alone: ServerProcess;
let nodes: [ServerProcess, ServerProcess];
beforeAll(async () => {
	redis = await startRedis();
	const env = { REDIS_URL: redis.url };
	const started = [startServer(), startServer({ env }), startServer({ env })] as const;
	[alone, ...nodes] = await Promise.all(started);
});
afterAll(async () => {
	await Promise.all([alone, ...nodes].map((server) => server.remove()));
	await redis.remove();
});

/** People at `frozen`, one tablet and one screen of them at `other`; the server stands still in the middle of their work. */
async function writeThrough(frozen: ServerProcess, other: ServerProcess): Promise<void> {
	const hall = await openHall(frozen);
	const elsewhere = new Hall(other, hall.dialogue);
	const tablets = [await hall.tablet(), await hall.tablet(), await elsewhere.tablet()];
	const host = await hall.host(hall.hostToken(), hall.table, { saved: true });
	const screens = [await hall.screen(), await elsewhere.screen()];
	const live = await hall.live(hall.moderatorToken);
	const people = new PeopleAtWork({ table: hall.table, tablets, host, random });
	people.begin(TICK_MS);
	try {
		await until(() => people.hostEdits > 0, { what: 'everybody at work' });
		frozen.signal('SIGSTOP');
		await pause(FROZEN_MS); // this long it stands still, and nothing is waited for
		const written = people.write(tablets[0]!, 'h');
		expect(screens[0]!.card(written)).toBe(undefined);
		frozen.signal('SIGCONT');
		await screens[0]!.whenCard(written);
	} finally {
		frozen.signal('SIGCONT');
		people.end();
	}
	await people.expectAllWell(screens, () => hall.screen());
	for (const client of [...tablets, host, ...screens])
		await until(() => client.online, { what: 'its socket lives, or is back' });
	await until(() => live.online, { what: 'the live socket lives, or is back' });
	expect(host.paused).toBe(false);
	expect(people.cards).toBeGreaterThan(FROZEN_MS / TICK_MS / 4);
}

test(
	`[F6] a server that stands still for ${FROZEN_MS} ms while people write, alone and as one of two nodes: everything arrives once`,
	{ timeout: 120_000 + 2 * FROZEN_MS },
	async () => {
		await Promise.all([writeThrough(alone, alone), writeThrough(...nodes)]);
	},
);
