import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHall } from '#tests/support/hall.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { pause, until } from '#tests/support/until.ts';
import { PeopleAtWork } from './kill/people-at-work.ts';

const KILLS = Number(process.env['RETURNING_KILLS'] ?? 8);
const TABLETS = 6;
const TICK_MS = 15;
const random = new SeededRandom(seedOf(process.env['SEED']));

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

test(
	`[F6] [F57] unchanged clients write through ${KILLS} kills: everything arrives once, all screens agree`,
	{ timeout: 120_000 + KILLS * 20_000 },
	async () => {
		const hall = await openHall(server);
		const tablets = await Promise.all(Array.from({ length: TABLETS }, () => hall.tablet()));
		const host = await hall.host(hall.hostToken(), hall.table, { saved: true });
		const screens = [await hall.screen(), await hall.screen(hall.dialogue.links.projector.token)];
		const live = await hall.live(hall.moderatorToken);
		const people = new PeopleAtWork({ table: hall.table, tablets, host, random });
		people.begin(TICK_MS);
		try {
			for (let kill = 0; kill < KILLS; kill++) {
				await pause(random.between(200, 900)); // the moment of the kill is drawn
				await server.kill9();
				await pause(random.between(0, 300)); // people write on while it is away
				await server.start();
				await until(() => tablets.every(({ provider }) => provider.synced), {
					what: `all tablets back after kill ${kill + 1} of seed ${random.seed}`,
				});
			}
		} finally {
			people.end();
		}
		await people.expectAllWell(screens, () => hall.screen());
		await until(() => live.online, { what: 'the live socket is back' });
		expect(people.cards).toBeGreaterThan(50);
		expect(people.hostEdits).toBeGreaterThan(10);
	},
);
