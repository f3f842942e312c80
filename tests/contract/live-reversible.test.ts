import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { openHall } from '#tests/support/hall.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const AGENDA = [
	{ id: 'write', kind: 'write', minutes: 25 },
	{ id: 'plenary', kind: 'plenary', minutes: 10 },
] as const;

test('[IP2] [ST5] a step ends in the middle of a word: the draft stays, what is sent later is late and can be let in', async () => {
	const hall = await openHall(server, { steps: [...AGENDA] });
	const [one, two] = hall.tables as [typeof hall.table, typeof hall.table];
	const moderator = await hall.live(hall.moderatorToken);
	const tablet = await hall.tablet(undefined, { once: true });
	const live = await hall.live(tablet.seat.token);
	await moderator.must('step:start', { stepId: 'write' });
	const draft = tablet.write({ table: one, question: 'good', text: 'Mehr Bä', state: 'draft' });
	const other = tablet.write({ table: two, question: 'good', text: 'Mehr Li', state: 'draft' });
	// one table may finish, the other one may not
	await moderator.must('step:extend', { seconds: 120, tableId: two });
	await moderator.must('step:start', { stepId: 'plenary' });
	await live.whenState(({ step }) => step?.id === 'plenary');
	expect(live.state!.tables.map(({ may }) => may.write)).toEqual([false, true]);
	// nobody is thrown out of the field: the connection lives, the words go on
	tablet.append(draft, 'nke');
	tablet.append(other, 'cht');
	expect([tablet.text(draft), tablet.text(other)]).toEqual(['Mehr Bänke', 'Mehr Licht']);
	expect(tablet.receipt(draft)).toBeUndefined();
	tablet.send(draft);
	tablet.send(other);
	await tablet.whenReceipt(draft, 'late');
	await tablet.whenReceipt(other, 'shown');
	expect(tablet.text(draft)).toBe('Mehr Bänke');
	const { waiting } = await moderator.whenState((state) => state.waiting?.length === 1);
	expect(waiting![0]).toMatchObject({ cardId: draft, state: 'late', text: 'Mehr Bänke' });
	await moderator.must('card:admit', { tableId: one, cardId: draft });
	await tablet.whenReceipt(draft, 'shown');
	await (await hall.screen()).whenCard(draft, ({ text }) => text === 'Mehr Bänke');
	// going back opens writing again for all
	await moderator.must('step:start', { stepId: 'write' });
	await live.whenState(({ tables }) => tables.every(({ may }) => may.write));
	await tablet.whenReceipt(
		tablet.write({ table: one, question: 'good', text: 'Noch eine' }),
		'shown',
	);
});

test('[IP3] [IP4] hidden until the reveal, approved before it is shown, set aside and brought back: nothing is lost', async () => {
	const hall = await openHall(server, {
		settings: { hideUntilReveal: true, moderation: 'before' },
	});
	const moderator = await hall.live(hall.moderatorToken);
	const host = await hall.live(hall.hostToken());
	const atBoard = await hall.host();
	const tablet = await hall.tablet();
	const screen = await hall.screen();
	const write = (text: string): CardId =>
		tablet.write({ table: hall.table, question: 'good', text });
	const [card, refused] = [write('Mehr Bänke'), write('Schimpfwort')];
	for (const id of [card, refused]) await tablet.whenReceipt(id, 'waiting');
	expect(screen.cards()).toEqual([]);
	// the reveal alone lets nothing in that has to be approved
	await moderator.must('cards:reveal', { tableId: hall.table });
	await host.whenState(({ waiting }) => waiting?.length === 2);
	await host.must('card:admit', { tableId: hall.table, cardId: card });
	await host.must('card:refuse', {
		tableId: hall.table,
		cardId: refused,
		reason: 'bitte sachlich',
	});
	await tablet.whenReceipt(card, 'shown');
	expect(await tablet.whenReceipt(refused, 'refused')).toMatchObject({ state: 'refused' });
	expect(tablet.text(refused)).toBe('Schimpfwort');
	await screen.whenCard(card);
	expect(screen.card(refused)).toBeUndefined();

	for (let n = 0; n < 2; n++) {
		await atBoard.whenCard(card);
		atBoard.set(card, 'state', 'aside');
		await tablet.whenReceipt(card, 'aside');
		await screen.whenCard(card, ({ state }) => state === 'aside');
		atBoard.set(card, 'state', 'shown');
		await tablet.whenReceipt(card, 'shown');
		await screen.whenCard(card, ({ state, text }) => state === 'shown' && text === 'Mehr Bänke');
	}
	// all of it is on the record, in the words of nobody
	const deeds = await until(
		() => {
			const all = moderator.state?.deeds ?? [];
			return all.filter(({ what }) => what === 'card:back').length === 2 ? all : undefined;
		},
		{ what: 'the record' },
	);
	expect(deeds.toReversed().map(({ what, role }) => `${what} ${role}`)).toEqual([
		'cards:reveal moderator',
		'card:admit host',
		'card:refuse host',
		'card:aside table',
		'card:back table',
		'card:aside table',
		'card:back table',
	]);
	expect(JSON.stringify(deeds)).not.toMatch(/Bänke|Schimpfwort|sachlich/);
});
