import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { openHall } from '#tests/support/hall.ts';
import type { RawSocket } from '#tests/support/raw-socket.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { MESSAGE, SYNC_STEP } from '#shared/wire.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

/** A hall with one card on its first board, as a participant's screen shows it. */
async function withCard(text = 'Mehr Bänke') {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text });
	const screen = await hall.screen();
	await screen.whenCard(card);
	return { hall, tablet, screen, card };
}

test('every role of the dialogue reads the board; its info names the schema', async () => {
	const { hall, card } = await withCard();
	const { moderator, projector, observer } = hall.dialogue.links;
	for (const token of [moderator.token, projector.token, observer.token, hall.hostToken()]) {
		const screen = await hall.screen(token);
		expect(screen.card(card)).toMatchObject({ text: 'Mehr Bänke', number: 1, state: 'shown' });
		expect(screen.doc.getMap(BOARD.info).get('schema')).toBe(1);
	}
	// a host of another table reads as well
	const neighbour = await hall.screen(hall.hostToken(hall.tables[1]));
	expect(neighbour.card(card)?.text).toBe('Mehr Bänke');
});

test('a participant who writes a board is closed with 4403, and nothing changes', async () => {
	const { hall, screen, card } = await withCard();
	const intruder = await hall.screen();
	intruder.board.delete(card);
	expect(await intruder.whenClosed()).toBe(4403);
	const fresh = await hall.screen();
	expect(fresh.card(card)?.text).toBe('Mehr Bänke');
	expect(screen.card(card)?.text).toBe('Mehr Bänke');
	expect(screen.closes).toEqual([]);
});

test('what a participant wrote offline comes as sync step 2 and is closed with 4403, too', async () => {
	const { hall, card } = await withCard();
	const intruder = await hall.screen();
	intruder.goOffline();
	intruder.board.get(card)!.set('question', 'good');
	intruder.comeBack();
	// the server asks readers for nothing, so the stock client may stay; its step 2 is sent by hand
	const raw = hall.raw(`/sync/${hall.boardPath()}`, { token: (await hall.join()).token });
	await raw.whenOpen();
	raw.send(syncFrame('two', Y.encodeStateAsUpdate(intruder.doc)));
	expect(await raw.outcome()).toBe(4403);
	expect((await hall.screen()).card(card)?.question).toBe('need');
});

test.for(['projector', 'observer'] as const)('the %s reads only', async (role) => {
	const { hall, card } = await withCard();
	const screen = await hall.host(hall.dialogue.links[role].token);
	screen.set(card, 'question', 'good');
	expect(await screen.whenClosed()).toBe(4403);
	expect((await hall.screen()).card(card)?.question).toBe('need');
});

test('a host writes its own table and no other', async () => {
	const { hall, screen, card } = await withCard();
	const host = await hall.host();
	host.set(card, 'question', 'good');
	await screen.whenCard(card, ({ question }) => question === 'good');

	const neighbour = await hall.host(hall.hostToken(hall.tables[1]));
	neighbour.set(card, 'question', 'improve');
	expect(await neighbour.whenClosed()).toBe(4403);
	expect((await hall.screen()).card(card)?.question).toBe('good');
});

test('moderator and organiser write every board', async () => {
	const { hall, screen, card } = await withCard();
	const moderator = await hall.host(hall.moderatorToken);
	moderator.append(card, ' am Bach');
	await screen.whenCard(card, ({ text }) => text === 'Mehr Bänke am Bach');
	const organiser = await hall.host(server.adminToken);
	organiser.append(card, '!');
	await screen.whenCard(card, ({ text }) => text === 'Mehr Bänke am Bach!');
});

test('a reader who knows of deletions comes back and stays', async () => {
	const { hall, screen, card } = await withCard();
	const host = await hall.host();
	host.text(card).delete(0, 5);
	await screen.whenCard(card, ({ text }) => text === 'Bänke');
	screen.goOffline();
	await until(() => !screen.online, { what: 'offline' });
	screen.comeBack();
	await screen.whenSynced();
	// the honest answer to a sync step 1, with the whole delete set in it
	screen.sendRaw(syncFrame('two', Y.encodeStateAsUpdate(screen.doc)));
	host.append(card, ' im Park');
	await screen.whenCard(card, ({ text }) => text === 'Bänke im Park');
	expect(screen.closes).toEqual([1005]);
});

test('a frozen board takes writes from nobody, until it is opened again', async () => {
	const { hall, card } = await withCard();
	const moderator = await hall.live(hall.moderatorToken);
	await moderator.must('table:freeze', { tableId: hall.table, frozen: true });
	for (const token of [hall.hostToken(), hall.moderatorToken, server.adminToken]) {
		const host = await hall.host(token);
		host.set(card, 'question', 'good');
		expect(await host.whenClosed()).toBe(4403);
	}
	expect((await hall.screen()).card(card)?.question).toBe('need');
	await moderator.must('table:freeze', { tableId: hall.table, frozen: false });
	const host = await hall.host();
	host.set(card, 'question', 'good');
	await (await hall.screen()).whenCard(card, ({ question }) => question === 'good');
});

test('who is at the board already loses the right at the freeze and nothing of others', async () => {
	const { hall, screen, card } = await withCard();
	const host = await hall.host();
	const moderator = await hall.live(hall.moderatorToken);
	await moderator.must('table:freeze', { tableId: hall.table, frozen: true });
	host.append(card, ' zu spät');
	expect(await host.whenClosed()).toBe(4403);
	expect(screen.card(card)?.text).toBe('Mehr Bänke');
	expect(screen.closes).toEqual([]);
});

test('no valid token 4401, unknown documents 4404, both after a handshake', async () => {
	const hall = await openHall(server);
	const outcome = (path: string, options: ConstructorParameters<typeof RawSocket>[2]) =>
		hall.raw(`/sync/${path}`, options).outcome();
	const token = hall.hostToken();
	expect(await outcome(hall.boardPath(), { token: 'wrong' })).toBe(4401);
	expect(await outcome(hall.boardPath(), { protocols: ['thementisch'] })).toBe(4401);
	expect(await outcome(`${hall.dialogue.id}/board/t_unknown`, { token })).toBe(4404);
	expect(await outcome('d_unknown/board/t_unknown', { token: server.adminToken })).toBe(4404);
	expect(await outcome(`${hall.dialogue.id}/elsewhere/x`, { token })).toBe(4404);
	const seat = await hall.join();
	// unknown and forbidden answer alike
	expect(await outcome(`${seat.dialogueId}/seat/${seat.seatId}`, { token })).toBe(
		await outcome(`${seat.dialogueId}/seat/s_unknown`, { token }),
	);
	const other = await openHall(server);
	expect(await outcome(other.boardPath(), { token })).toBe(4404);
});

test('the server selects the subprotocol thementisch and never echoes the token', async () => {
	const hall = await openHall(server);
	const socket = hall.raw(`/sync/${hall.boardPath()}`, { token: hall.hostToken() });
	await socket.whenOpen();
	expect(socket.protocol).toBe('thementisch');
});

test('?saved=1: every content frame is counted, deletions and repeats as well', async () => {
	const { hall, card } = await withCard();
	const host = await hall.host(hall.hostToken(), hall.table, { saved: true });
	host.append(card, ' am Bach');
	await host.whenSaved();
	const frames = host.sent;
	expect(host.saved).toBe(frames);

	host.text(card).delete(0, 5); // the state vector does not move
	expect(host.sent).toBe(frames + 1);
	await host.whenSaved();

	const repeat = syncFrame('update', Y.encodeStateAsUpdate(host.doc));
	host.sendRaw(repeat);
	host.sendRaw(repeat);
	expect(host.sent).toBe(frames + 3);
	await host.whenSaved();
	expect((await hall.screen()).card(card)?.text).toBe('Bänke am Bach');
});

test('without ?saved=1, or without the right to write, no type 100 or 101 comes', async () => {
	const { hall, screen, card } = await withCard();
	const quiet = hall.raw(`/sync/${hall.boardPath()}`, { token: hall.hostToken() });
	const reader = hall.raw(`/sync/${hall.boardPath()}?saved=1`, {
		token: hall.dialogue.links.projector.token,
	});
	await Promise.all([quiet.whenOpen(), reader.whenOpen()]);
	for (const socket of [quiet, reader]) socket.send(syncFrame('one', Uint8Array.of(0)));
	const change = new Y.Doc();
	Y.applyUpdate(change, Y.encodeStateAsUpdate(screen.doc));
	change.getMap<Y.Map<unknown>>('cards').get(card)!.set('question', 'good');
	quiet.send(syncFrame('update', Y.encodeStateAsUpdate(change)));
	// an honest reader's step 2 changes nothing
	reader.send(syncFrame('two', Y.encodeStateAsUpdate(screen.doc)));
	await screen.whenCard(card, ({ question }) => question === 'good');
	const updates = () => reader.ofType(MESSAGE.sync).filter(([, step]) => step === SYNC_STEP.update);
	await until(() => updates().length > 0, { what: 'the change at the reader' });
	for (const socket of [quiet, reader])
		expect([...socket.ofType(MESSAGE.saved), ...socket.ofType(MESSAGE.paused)]).toEqual([]);
});

test('awareness: what a host has in hand reaches screens, with its role and no more; a participant’s reaches nobody', async () => {
	const { hall, screen, card } = await withCard();
	const states = () => JSON.stringify([...screen.provider.awareness.getStates().values()]);
	const participant = await hall.screen();
	participant.provider.awareness.setLocalState({ user: { name: 'somebody' }, editing: card });
	const host = await hall.host();
	host.provider.awareness.setLocalState({ user: { name: 'Frau Muster' }, editing: card });
	await until(() => states().includes(card), { what: 'what the host has in hand' });
	expect(states()).toContain('"host"');
	expect(states()).not.toMatch(/somebody|Muster/);
	host.leave();
	await until(() => !states().includes(card), { what: 'no host' });
	expect(participant.closes).toEqual([]);
});
