import type * as Y from 'yjs';
import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { LOOK_EVERY_MS } from '#server/rooms/intake-watch.ts';
import { createAdmitCard } from '#server/services/admit-card.ts';
import type { Settings } from '#shared/schemas.ts';
import { DyingUpdateLog, type Death } from '#tests/support/dying-update-log.ts';
import { IntakeHouse, type IntakeNode, type Tablet } from '#tests/support/intake-house.ts';
import { settled } from '#tests/support/virtual-clock.ts';

/** What happens before, during and after a death; only `during` may die. */
interface Story {
	readonly settings?: Partial<Settings>;
	before?(house: IntakeHouse, tablet: Tablet): Promise<void>;
	during(house: IntakeHouse, tablet: Tablet, node: IntakeNode): Promise<void>;
}

/**
 * Lets the process die around every step that changes the log, one after the other, and starts another one on the same
 * log, without the tablet. `expectEnd` is told what was durable: whether the story's first step reached the log.
 */
async function everyDeath(
	story: Story,
	expectEnd: (house: IntakeHouse, death: Death) => Promise<void>,
): Promise<number> {
	let deaths = 0;
	for (let step = 1; ; step++)
		for (const when of ['before', 'after'] as const) {
			const log = new MemoryUpdateLog();
			const house = new IntakeHouse(log, story.settings);
			if (story.before) {
				const early = await house.start();
				await story.before(house, await house.tablet('s_1', early));
				await early.intake.stop();
				await early.registry.drain();
			}
			const dying = new DyingUpdateLog(log, { step, when });
			const node = await house.start(dying);
			const tablet = await house.tablet('s_1', node);
			await story.during(house, tablet, node);
			await settled(20);
			if (!dying.isDead) return deaths;
			deaths += 1;

			const next = await house.start(log);
			await house.rest(next);
			await house.clock.pass(5_000); // two walks
			await house.rest(next);
			await expectEnd(house, { step, when });
			expect(await house.owed()).toBe(0);
		}
}

/** Whether the first step of a story, the seat's own append, reached the log. */
const isSent = ({ step, when }: Death) => step > 1 || when === 'after';

test('[IT1, IT4, IT6] dying anywhere between seat, board and receipt: one card, one receipt (R36, F30, F31)', async () => {
	const deaths = await everyDeath(
		{ during: (_, tablet) => Promise.resolve(tablet.send('c_1', 'Mehr Bänke')) },
		async (house, death) => {
			if (!isSent(death)) return expect(await house.cards()).toEqual([]);
			expect(await house.card()).toMatchObject({ id: 'c_1', text: 'Mehr Bänke', number: 1 });
			expect(await house.receipt()).toEqual({ state: 'shown', number: 1 });
		},
	);
	expect(deaths).toBeGreaterThanOrEqual(8); // seat, board, receipt, settled: before and after
});

test('[IT1] dying while ten cards go to two tables: each once, with a number of its own', async () => {
	const deaths = await everyDeath(
		{
			during: (_, tablet) => {
				tablet.sendAll(
					Array.from({ length: 10 }, (_, n) => [`c_${n}`, { table: n % 2 ? 't_1' : 't_2' }]),
				);
				return Promise.resolve();
			},
		},
		async (house, death) => {
			for (const table of ['t_1', 't_2'] as const) {
				const numbers = (await house.cards(table)).map(({ number }) => number);
				expect(numbers).toEqual(isSent(death) ? [1, 2, 3, 4, 5] : []);
			}
			if (isSent(death)) expect(await house.receipt('c_9')).toEqual({ state: 'shown', number: 5 });
		},
	);
	expect(deaths).toBeGreaterThanOrEqual(10);
});

test('[IT10] dying while a waiting card is admitted: it comes in once, or still waits', async () => {
	const deaths = await everyDeath(
		{
			settings: { moderation: 'before' },
			before: async (house, tablet) => {
				tablet.send('c_1');
				await house.rest();
			},
			during: async (house, _, { registry, intake }) => {
				const log = new DyingUpdateLog(house.log);
				const bus = { call: () => undefined };
				void createAdmitCard({ registry, intake, log, bus })('d_1', 't_1', 'c_1');
				await settled();
			},
		},
		async (house, death) => {
			if (!isSent(death)) {
				expect(await house.receipt()).toEqual({ state: 'waiting' });
				return expect(await house.cards()).toEqual([]);
			}
			expect(await house.card()).toMatchObject({ number: 1 });
			expect(await house.receipt()).toEqual({ state: 'shown', number: 1 });
		},
	);
	expect(deaths).toBeGreaterThanOrEqual(6);
});

test('[IT9] [DE3] dying after a host has set a card aside: ledger, receipt and record say so, once', async () => {
	const deaths = await everyDeath(
		{
			before: async (house, tablet) => {
				tablet.send('c_1');
				await house.rest();
			},
			during: async (house, _, node) => {
				const host = await house.host('t_1', node);
				(host.doc.getMap('cards').get('c_1') as Y.Map<unknown>).set('state', 'aside');
				await house.clock.pass(LOOK_EVERY_MS);
			},
		},
		async (house, death) => {
			await house.host();
			await house.clock.pass(5_000);
			await house.rest();
			const state = isSent(death) ? 'aside' : 'shown';
			expect((await house.card()).state).toBe(state);
			expect(await house.receipt()).toEqual({ state, number: 1 });
			const marks = [...house.turned].map((one) => one.replace(/\d+\/(?=aside)/, ''));
			expect(marks).toEqual(state === 'aside' ? ['c_1/aside'] : []);
		},
	);
	expect(deaths).toBeGreaterThanOrEqual(6);
});

test('[IT7] dying while newer words are carried: a host’s edit of the card survives', async () => {
	const deaths = await everyDeath(
		{
			before: async (house, tablet) => {
				tablet.send('c_1', 'Mehr Bänke');
				await house.rest();
				const host = await house.host();
				const card = host.doc.getMap('cards').get('c_1') as Y.Map<unknown>;
				(card.get('text') as Y.Text).insert(0, 'Viel ');
				await house.rest();
			},
			during: (_, tablet) => Promise.resolve(tablet.reword('c_1', 'Mehr Tische')),
		},
		async (house, death) => {
			const card = await house.card();
			expect(card.text).toBe('Viel Mehr Bänke');
			expect(card.suggestion).toBe(isSent(death) ? 'Mehr Tische' : undefined);
		},
	);
	expect(deaths).toBeGreaterThanOrEqual(6);
});
