import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { openHall } from '#tests/support/hall.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import type { Screen } from '#tests/support/clients.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const contentOf = (screen: Screen) =>
	JSON.stringify(screen.cards().toSorted((a, b) => a.number - b.number));

test('a freeze under load is a line: after its acknowledgement that board never changes again', async () => {
	const hall = await openHall(server);
	const tablets = await Promise.all([1, 2, 3, 4].map(() => hall.tablet()));
	const host = await hall.host();
	const screen = await hall.screen();
	const moderator = await hall.live(hall.moderatorToken);
	const sent: { tablet: (typeof tablets)[number]; card: CardId }[] = [];
	const clock = setInterval(() => {
		for (const tablet of tablets) {
			const card = tablet.write({ table: hall.table, question: 'need', text: `${sent.length}` });
			sent.push({ tablet, card });
		}
		const [seen] = host.cards();
		if (seen !== undefined) host.append(seen.id, '.');
	}, 10);
	await until(() => screen.board.size > 40, { what: 'some load' });
	await moderator.must('table:freeze', { tableId: hall.table, frozen: true });
	const atTheLine = contentOf(await hall.screen());
	const onBoard = screen.board.size;
	await until(() => sent.length > onBoard + 60, { what: 'load after the line' });
	clearInterval(clock);

	// every card has its word: shown before the line, or late
	for (const { tablet, card } of sent) await tablet.whenReceipt(card, ['shown', 'late']);
	const late = sent.filter(({ tablet, card }) => tablet.receipt(card)!.state === 'late');
	expect(late.length).toBeGreaterThan(0);
	expect(await host.whenClosed()).toBe(4403);
	const fresh = await hall.screen();
	expect(contentOf(fresh)).toBe(atTheLine);
	await until(() => contentOf(screen) === atTheLine, { what: 'the old screen agrees' });
	for (const { tablet, card } of sent)
		expect(fresh.card(card) !== undefined).toBe(tablet.receipt(card)!.state === 'shown');
	for (const client of [...tablets, screen]) expect(client.closes).toEqual([]);
});

test('far too fast: a stock client that sends 900 frames at once is slowed down, and nothing is lost', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(undefined, { saved: true }), await hall.screen()];
	const card = tablet.write({ table: hall.table, question: 'need', text: 'x' });
	for (let nth = 0; nth < 900; nth++) tablet.append(card, 'x');
	await tablet.whenSaved(25_000);
	await screen.whenCard(card, ({ text }) => text === 'x'.repeat(901));
	// slowed down, or told to come again later: never sent away for good
	expect(tablet.closes.filter((code) => code !== 1013)).toEqual([]);
});

test('a seat with the writings of 30 reloads, and a host’s offline work of 1,800 changes, are honest', async () => {
	const hall = await openHall(server);
	const seat = await hall.join();
	for (let reload = 0; reload < 30; reload++) {
		const tablet = await hall.tablet(seat);
		const card = tablet.write({ table: hall.table, question: 'need', text: `Karte ${reload}` });
		await tablet.whenReceipt(card, 'shown');
		tablet.leave();
	}
	const again = await hall.tablet(seat);
	expect(again.cards.size).toBe(30);

	const host = await hall.host(undefined, undefined, { saved: true });
	host.goOffline();
	for (let turn = 0; turn < 20; turn++)
		for (const { id } of host.cards()) {
			host.set(id, 'rank', `V${turn}`);
			host.append(id, '.');
			host.text(id).delete(0, 1);
		}
	host.comeBack();
	await host.whenSaved();
	const fresh = await hall.screen();
	expect(contentOf(fresh)).toBe(contentOf(host));
	expect(host.closes).toEqual([1005]);
});
