import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openHall, type Hall } from '#tests/support/hall.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import type { Tablet } from '#tests/support/clients.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const need = (hall: Hall, text: string, id?: string) => ({
	...{ table: hall.table, question: 'need', text, id },
});

/** All words of the server about a card, in their order. */
function receiptsOf(tablet: Tablet, card: string): string[] {
	const heard: string[] = [];
	tablet.receipts.observe(() => {
		const state = tablet.receipts.get(card)?.state;
		if (state !== undefined && heard.at(-1) !== state) heard.push(state);
	});
	return heard;
}

test('a sent card appears once and whole; its receipt says saved, then shown', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const halves: unknown[] = [];
	screen.board.observe(() => halves.push(...screen.cards().filter(({ text }) => text === '')));
	const heard = receiptsOf(tablet, 'c_whole');
	const card = tablet.write({ ...need(hall, 'Mehr Bänke', 'c_whole'), lang: 'de' });
	await screen.whenCard(card);
	const receipt = await tablet.whenReceipt(card, 'shown');
	expect(receipt.number).toBe(1);
	expect(Math.abs(receipt.at - Date.now())).toBeLessThan(60_000);
	expect(['shown', 'saved,shown']).toContain(heard.join());
	expect(halves).toEqual([]);
	expect(screen.cards()).toHaveLength(1);
	expect(screen.card(card)).toMatchObject({
		...{ question: 'need', text: 'Mehr Bänke', original: 'Mehr Bänke', lang: 'de' },
		...{ number: 1, state: 'shown' },
	});
	expect(screen.card(card)!.rank).toMatch(/^[0-9A-Za-z]+$/);
});

test('a draft stays in its seat until it is sent', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const draft = tablet.write({ ...need(hall, 'Halb'), state: 'draft' });
	const other = tablet.write(need(hall, 'Ganz'));
	await screen.whenCard(other);
	expect(screen.card(draft)).toBeUndefined();
	expect(tablet.receipt(draft)).toBeUndefined();
	tablet.append(draft, ' und ganz');
	tablet.send(draft);
	expect((await screen.whenCard(draft)).text).toBe('Halb und ganz');
});

test('numbers count up per table', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const screens = [await hall.screen(), await hall.screen(undefined, hall.tables[1])];
	for (const table of [...hall.tables, ...hall.tables])
		await tablet.whenReceipt(tablet.write({ ...need(hall, 'Eine'), table }), 'shown');
	for (const screen of screens) {
		await until(() => screen.cards().length === 2, { what: 'two cards' });
		expect(
			screen
				.cards()
				.map(({ number }) => number)
				.toSorted(),
		).toEqual([1, 2]);
	}
});

test('a seat belongs to its owner alone', async () => {
	const hall = await openHall(server);
	const [seat, other] = [await hall.join(), await hall.join()];
	const path = `/sync/${seat.dialogueId}/seat/${seat.seatId}`;
	const { moderator, projector, observer } = hall.dialogue.links;
	const tokens = [other.token, hall.hostToken(), moderator.token, projector.token, observer.token];
	for (const token of [...tokens, server.adminToken])
		expect(await hall.raw(path, { token }).outcome()).toBe(4404);
	await hall.raw(path, { token: seat.token }).whenOpen();
});

test('the author edits and takes back; after a host’s own edit the words are offered', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const card = tablet.write(need(hall, 'Mehr Bänke'));
	await screen.whenCard(card);
	tablet.rewrite(card, 'Viel mehr Bänke');
	await screen.whenCard(card, ({ text }) => text === 'Viel mehr Bänke');

	const host = await hall.host();
	host.append(card, ' (am Bach)');
	await screen.whenCard(card, ({ text }) => text === 'Viel mehr Bänke (am Bach)');
	tablet.rewrite(card, 'Bänke überall');
	const offered = await screen.whenCard(card, ({ suggestion }) => suggestion === 'Bänke überall');
	expect(offered.text).toBe('Viel mehr Bänke (am Bach)');

	tablet.withdraw(card);
	await screen.whenCard(card, ({ state }) => state === 'withdrawn');
	tablet.send(card);
	await screen.whenCard(card, ({ state }) => state === 'shown');
	expect(screen.cards()).toHaveLength(1);
});

test('a host’s aside reaches the author’s receipt', async () => {
	const hall = await openHall(server);
	const [tablet, host] = [await hall.tablet(), await hall.host()];
	const card = tablet.write(need(hall, 'Doppelt'));
	await host.whenCard(card);
	await tablet.whenReceipt(card, 'shown');
	host.set(card, 'state', 'aside');
	await tablet.whenReceipt(card, 'aside');
	host.set(card, 'state', 'shown');
	await tablet.whenReceipt(card, 'shown');
});

test('the id of another seat’s card is refused, and the other card stays as it is', async () => {
	const hall = await openHall(server);
	const [author, copier] = [await hall.tablet(), await hall.tablet()];
	const screen = await hall.screen();
	const card = author.write(need(hall, 'Das Original'));
	await screen.whenCard(card);
	copier.write(need(hall, 'Die Fälschung', card));
	const receipt = await copier.whenReceipt(card, 'refused');
	expect(receipt.reason).toBe('card/taken');
	expect(screen.card(card)?.text).toBe('Das Original');
	await author.whenReceipt(card, 'shown');
});

test('places that do not exist, empty and over-long texts are refused with their reason', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const reason = async (card: Partial<Parameters<Tablet['write']>[0]>) =>
		(await tablet.whenReceipt(tablet.write({ ...need(hall, 'Text'), ...card }), 'refused')).reason;
	expect(await reason({ table: 't_elsewhere' })).toBe('card/unknown-place');
	expect(await reason({ question: 'elsewhere' })).toBe('card/unknown-place');
	expect(await reason({ text: '   ' })).toBe('card/empty');
	expect(await reason({ text: 'x'.repeat(1_001) })).toBe('card/too-long');
	expect(await reason({ lang: 'not a language' })).toBe('card/malformed');
	const honest = tablet.write(need(hall, 'x'.repeat(1_000)));
	await tablet.whenReceipt(honest, 'shown');
});

test('after a freeze cards are late, wait for card:admit, and stay late when the table opens', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const moderator = await hall.live(hall.moderatorToken);
	const host = await hall.live(hall.hostToken());
	await moderator.must('table:freeze', { tableId: hall.table, frozen: true });
	const late = tablet.write(need(hall, 'Zu spät'));
	await tablet.whenReceipt(late, 'late');
	const state = await host.whenState(({ waiting }) => (waiting ?? []).length > 0);
	expect(state.waiting).toMatchObject([{ cardId: late, text: 'Zu spät', state: 'late' }]);
	await moderator.must('table:freeze', { tableId: hall.table, frozen: false });
	const inTime = tablet.write(need(hall, 'Rechtzeitig'));
	await tablet.whenReceipt(inTime, 'shown');
	expect(tablet.receipt(late)?.state).toBe('late');
	expect(screen.card(late)).toBeUndefined();

	await host.must('card:admit', { tableId: hall.table, cardId: late });
	await screen.whenCard(late);
	await tablet.whenReceipt(late, 'shown');
});

test('with approval before showing, cards wait; the host admits one and refuses one', async () => {
	const settings = { moderation: 'before' as const };
	const hall = await openHall(server, { settings });
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const host = await hall.live(hall.hostToken());
	const good = tablet.write(need(hall, 'Ein Vorschlag'));
	const bad = tablet.write(need(hall, 'Eine Beleidigung'));
	await tablet.whenReceipt(good, 'waiting');
	await tablet.whenReceipt(bad, 'waiting');
	expect(screen.cards()).toEqual([]);
	const tableId = hall.table;
	await host.must('card:admit', { tableId, cardId: good });
	await host.must('card:refuse', { tableId, cardId: bad, reason: 'Bitte freundlich bleiben' });
	await screen.whenCard(good);
	await tablet.whenReceipt(good, 'shown');
	await tablet.whenReceipt(bad, 'refused');
	expect(screen.card(bad)).toBeUndefined();
	expect(tablet.text(bad)).toBe('Eine Beleidigung');
});

test('hidden until the reveal: in no board’s bytes before, all there after', async () => {
	const hall = await openHall(server, { settings: { hideUntilReveal: true } });
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const host = await hall.host();
	const cards = ['Eins', 'Zwei', 'Drei'].map((text) => tablet.write(need(hall, text)));
	for (const card of cards) await tablet.whenReceipt(card, 'waiting');
	for (const seen of [screen, host])
		expect(Buffer.from(Y.encodeStateAsUpdate(seen.doc)).toString('latin1')).not.toContain('Zwei');
	const moderator = await hall.live(hall.moderatorToken);
	await moderator.must('cards:reveal', {});
	for (const card of cards) {
		await screen.whenCard(card);
		await tablet.whenReceipt(card, 'shown');
	}
});

test('[IP7] approved and hidden: let in it is in no byte of a board before the reveal, and there after it', async () => {
	const settings = { hideUntilReveal: true, moderation: 'before' } as const;
	const hall = await openHall(server, { settings });
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const host = await hall.live(hall.hostToken());
	const moderator = await hall.live(hall.moderatorToken);
	const [read, unread] = ['Gelesen', 'Ungelesen'].map((text) => tablet.write(need(hall, text)));
	for (const card of [read!, unread!]) await tablet.whenReceipt(card, 'waiting');
	await host.must('card:admit', { tableId: hall.table, cardId: read! });
	await host.whenState(({ waiting }) => waiting?.length === 1);
	// what is written after the decision is on the board: then the decision would have been carried out, too
	const later = `c_${hall.table}` as const;
	const paper = {
		tableId: hall.table,
		cardId: later,
		question: 'need',
		text: 'Papier',
		lang: 'de',
	};
	await host.must('card:add', paper);
	await screen.whenCard(later);
	const bytes = Buffer.from(Y.encodeStateAsUpdate(screen.doc)).toString('latin1');
	expect(bytes).not.toContain('elesen');
	expect(tablet.receipt(read!)).toMatchObject({ state: 'waiting' });
	await moderator.must('cards:reveal', { tableId: hall.table });
	await tablet.whenReceipt(read!, 'shown');
	await screen.whenCard(read!);
	expect(screen.card(unread!)).toBeUndefined();
	expect(tablet.receipt(unread!)).toMatchObject({ state: 'waiting' });
});

test('a second tab at the same seat: both write, both see, nothing doubles', async () => {
	const hall = await openHall(server);
	const first = await hall.tablet();
	const second = await hall.tablet(first.seat);
	const screen = await hall.screen();
	const [one, two] = [
		first.write(need(hall, 'Aus dem ersten')),
		second.write(need(hall, 'Aus dem zweiten')),
	];
	for (const tablet of [first, second])
		for (const card of [one, two]) await tablet.whenReceipt(card, 'shown');
	for (const card of [one, two]) await screen.whenCard(card);
	expect(screen.cards()).toHaveLength(2);
});

test('with a valid seat token one gets the same seat again', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write(need(hall, 'Noch da'));
	await tablet.whenReceipt(card, 'shown');
	const { joinSeat } = await import('#tests/support/outside-api.ts');
	const again = await joinSeat(server.base, hall.dialogue.code, { token: tablet.seat.token });
	expect(again).toEqual(tablet.seat);
	const fresh = await hall.tablet(again);
	expect(fresh.text(card)).toBe('Noch da');
});

test('40 cards that were written offline arrive at once, each once', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const early = tablet.write(need(hall, 'Vorher'));
	await tablet.whenReceipt(early, 'shown');
	tablet.goOffline();
	const cards = Array.from({ length: 40 }, (_, nth) => tablet.write(need(hall, `Karte ${nth}`)));
	tablet.append(early, ', ergänzt');
	tablet.comeBack();
	for (const card of cards) await tablet.whenReceipt(card, 'shown');
	for (const card of cards) await screen.whenCard(card);
	await screen.whenCard(early, ({ text }) => text === 'Vorher, ergänzt');
	expect(screen.cards()).toHaveLength(41);
	expect(new Set(screen.cards().map(({ number }) => number)).size).toBe(41);
	expect(tablet.closes).toEqual([1005]);
});

test('a tablet reloaded offline brings everything from its own store', async () => {
	const hall = await openHall(server);
	const first = await hall.tablet();
	const card = first.write(need(hall, 'Vor dem Neuladen'));
	await first.whenReceipt(card, 'shown');
	first.goOffline();
	const offline = first.write(need(hall, 'Ohne Netz'));
	const stored = Y.encodeStateAsUpdate(first.doc);

	const doc = new Y.Doc(); // another client id, as after every reload
	Y.applyUpdate(doc, stored);
	const reloaded = await hall.tablet(first.seat, { doc });
	reloaded.append(card, ' und danach');
	const screen = await hall.screen();
	await screen.whenCard(offline);
	await screen.whenCard(card, ({ text }) => text === 'Vor dem Neuladen und danach');
	expect(reloaded.closes).toEqual([]);
});

test('type 100 on a seat: offline cards and edits count as soon as they are durable', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet(undefined, { saved: true });
	const card = tablet.write(need(hall, 'Gezählt'));
	await tablet.whenSaved();
	tablet.goOffline();
	tablet.append(card, ' und gut');
	tablet.comeBack();
	await tablet.whenSaved();
	expect(tablet.saved).toBe(tablet.sent);
	expect(tablet.sent).toBeGreaterThan(0);
});

test('no byte of a board names a seat, a token or the client id of a seat’s document', async () => {
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const card = tablet.write(need(hall, 'Wer war das?'));
	await screen.whenCard(card);
	await tablet.whenReceipt(card, 'shown');
	tablet.append(card, ' Niemand.');
	await screen.whenCard(card, ({ text }) => text === 'Wer war das? Niemand.');
	const state = Buffer.from(Y.encodeStateAsUpdate(screen.doc)).toString('latin1');
	expect(state).not.toContain(tablet.seat.seatId);
	expect(state).not.toContain(tablet.seat.token);
	expect([...screen.doc.store.clients.keys()]).not.toContain(tablet.doc.clientID);
});
