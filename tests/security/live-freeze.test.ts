import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResultsModel } from '#shared/results.ts';
import type { TableId } from '#shared/ids.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import type { Live } from '#tests/support/live.ts';
import { request } from '#tests/support/outside-api.ts';
import { spreadOf } from '#tests/support/percentiles.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startTwoNodes, type TwoNodes } from '#tests/support/two-nodes.ts';
import { until } from '#tests/support/until.ts';

/** The long run: `FREEZE_RACES=1000`. */
const RACES = Number(process.env['FREEZE_RACES'] ?? 30);
/** So many tables race side by side. */
const TABLES = 3;
const RACES_PER_TABLE = 10;
let both: TwoNodes;

beforeAll(async () => {
	both = await startTwoNodes();
});
afterAll(() => both.remove());

/** What an export says of a table's cards, and whether the table is there at all. */
async function exported(hall: Hall, table: TableId): Promise<string> {
	const { tables } = await request<ResultsModel>(
		hall.base,
		'GET',
		`/api/dialogues/${hall.dialogue.id}/results`,
		{ token: hall.moderatorToken },
	);
	return JSON.stringify(tables.find(({ id }) => id === table));
}

test(
	'[LC2] [CA4] a freeze is a line: after its acknowledgement nothing changes, on no node, screen or export',
	async () => {
		const seed = seedOf(process.env['SEED']);
		const random = new SeededRandom(seed);
		const tookMs: number[] = [];
		let kept = 0;
		let races = 0;

		/** One table: a host types on one node and a participant sends cards on the other, until the moderator has frozen it. */
		async function race(onA: Hall, onB: Hall, table: TableId, moderator: Live): Promise<void> {
			const [typing, sending] = random.chance(0.5) ? [onA, onB] : [onB, onA];
			const host = await typing.host(onA.hostToken(table), table, { once: true, saved: true });
			const tablet = await sending.tablet();
			const screens = await Promise.all([onA, onB].map((hall) => hall.screen(undefined, table)));
			const first = tablet.write({ table, question: 'good', text: 'Anfang' });
			await host.whenCard(first);
			let typed = 0;
			const pressing = setInterval(() => {
				host.append(first, `${typed++ % 10}`);
				if (typed % 8 === 0) tablet.write({ table, question: 'good', text: `${typed}` });
			}, 3);
			try {
				const enough = random.whole(0, 12);
				await until(() => typed > enough, { what: 'some of it is typed' });
				const beganMs = performance.now();
				await moderator.must('table:freeze', { tableId: table, frozen: true });
				tookMs.push(performance.now() - beganMs);
				// the acknowledgement has come: this is the line
				const line = await exported(sending, table);
				const closed = host.whenClosed();
				expect(await closed, `seed ${seed}`).toBe(4403);
				clearInterval(pressing);
				for (const hall of [onA, onB])
					expect(await exported(hall, table), `seed ${seed}, race ${races}`).toBe(line);
				// every screen comes to the same line, and stays there
				const fresh = await onB.screen(undefined, table);
				const at = (all: typeof fresh) =>
					JSON.stringify(all.cards().toSorted((x, y) => x.number - y.number));
				for (const screen of screens)
					await until(() => at(screen) === at(fresh), { what: 'one board on all screens' });
				for (const { text } of fresh.cards()) expect(line).toContain(JSON.stringify(text));
				kept += fresh.card(first)!.text.length - 'Anfang'.length;
				races++;
				for (const screen of [fresh, ...screens]) screen.leave();
			} finally {
				clearInterval(pressing);
				host.leave();
				tablet.leave();
			}
			await moderator.must('table:freeze', { tableId: table, frozen: false });
		}

		// a hall of its own for so many, or its boards would grow and grow
		while (races < RACES) {
			const onA = await openHall(both.nodes[0], {
				tables: Array.from({ length: TABLES }, (_, n) => ({ theme: `Tisch ${n}` })),
			});
			const onB = new Hall(both.nodes[1], onA.dialogue);
			const moderators = await Promise.all(
				[onA, onB].map((hall) => hall.live(hall.moderatorToken)),
			);
			await Promise.all(
				onA.tables.map(async (table) => {
					for (let n = 0; n < RACES_PER_TABLE; n++)
						await race(onA, onB, table, random.pick(moderators)!);
				}),
			);
			for (const moderator of moderators) moderator.leave();
		}
		expect(races).toBeGreaterThanOrEqual(RACES);
		expect(kept).toBeGreaterThan(RACES);
		const { p50, p99, max } = spreadOf(tookMs);
		const ms = [p50, p99, max].map((one) => one.toFixed(0)).join('/');
		process.stdout.write(
			`freeze seed ${seed}: ${races} races over two nodes, 0 changes after the line; ` +
				`acknowledged in p50/p99/max ${ms} ms\n`,
		);
	},
	30_000 + RACES * 1_000,
);
