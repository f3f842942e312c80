import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { openHall } from '#tests/support/hall.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { pause, until } from '#tests/support/until.ts';

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
	{ timeout: 60_000 + KILLS * 8_000 },
	async () => {
		const hall = await openHall(server);
		const tablets = await Promise.all(Array.from({ length: TABLETS }, () => hall.tablet()));
		const host = await hall.host(hall.hostToken(), hall.table, { saved: true });
		const screens = [await hall.screen(), await hall.screen(hall.dialogue.links.projector.token)];
		const live = await hall.live(hall.moderatorToken);

		const sent = new Map<CardId, string>();
		let hostEdits = 0;
		const work = () => {
			const tablet = random.pick(tablets)!;
			if (random.chance(0.6)) {
				const by = random.chance(0.5) ? 'h' : 'a';
				const text = `${by}${sent.size}`;
				sent.set(tablet.write({ table: hall.table, question: 'need', text }), text);
			} else if (random.chance(0.5)) {
				const own = random.pick([...tablet.cards.keys()]) as CardId | undefined;
				if (own === undefined || !sent.get(own)!.startsWith('a')) return;
				tablet.append(own, '+');
				sent.set(own, tablet.text(own));
			} else {
				const seen = random.pick(host.cards().filter(({ original }) => original.startsWith('h')));
				if (seen === undefined) return;
				host.append(seen.id, '*');
				hostEdits++;
			}
		};
		const clock = setInterval(work, TICK_MS);
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
			clearInterval(clock);
		}

		const everyone = [host, ...screens];
		const seed = `seed ${random.seed}`;
		await until(() => everyone.every((screen) => screen.board.size === sent.size), {
			what: `${sent.size} cards on every screen, ${seed}`,
			withinMs: 60_000,
		});
		await host.whenSaved();
		const arrived = () =>
			[...sent].every(([id, text]) => {
				const seen = screens[0]!.card(id)!;
				return text.startsWith('a') ? seen.text === text : seen.original === text;
			});
		await until(arrived, { what: `the authors’ last words, ${seed}` });
		const stars = () =>
			screens[0]!.cards().reduce((sum, { text }) => sum + text.split('*').length - 1, 0);
		await until(() => stars() === hostEdits, { what: `${hostEdits} host edits, ${seed}` });

		const fresh = await hall.screen();
		const content = (screen: typeof fresh) =>
			JSON.stringify(screen.cards().toSorted((a, b) => (a.id < b.id ? -1 : 1)));
		for (const screen of everyone)
			await until(() => content(screen) === content(fresh), { what: `screens agree, ${seed}` });
		const numbers = fresh.cards().map(({ number }) => number);
		expect(new Set(numbers).size, seed).toBe(sent.size);
		for (const tablet of tablets)
			for (const id of tablet.cards.keys()) await tablet.whenReceipt(id as CardId, 'shown');
		// a kill is no reason to send anybody away for good
		for (const client of [...tablets, ...everyone])
			expect(
				client.closes.filter((code) => code >= 4400),
				seed,
			).toEqual([]);
		await until(() => live.online, { what: 'the live socket is back' });
		expect(sent.size).toBeGreaterThan(50);
		expect(hostEdits).toBeGreaterThan(10);
	},
);
