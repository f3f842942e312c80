import { expect, onTestFinished, test } from 'vitest';
import { openHall } from '#tests/support/hall.ts';
import { createDialogue, request } from '#tests/support/outside-api.ts';
import { ServerProcess, startServer } from '#tests/support/server.ts';
import { pause, until } from '#tests/support/until.ts';

test('[F1] decisions survive kill -9: dialogue, step, freeze, ballots, revoked links', async () => {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const steps = [{ id: 'sort', kind: 'sort' as const, minutes: 30 }];
	const hall = await openHall(server, { steps });
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Zur Wahl' });
	await tablet.whenReceipt(card, 'shown');
	const moderator = await hall.live(hall.moderatorToken);
	const seat = await hall.live(tablet.seat.token);
	await moderator.must('step:start', { stepId: 'sort' });
	await moderator.must('table:freeze', { tableId: hall.tables[1]!, frozen: true });
	await moderator.must('vote:open', { dots: 3, perItemMax: 3, criterion: 'Dringend' });
	const { vote } = await seat.whenState((state) => state.vote?.open === true);
	await seat.must('vote:cast', { voteId: vote!.id, dots: { [card]: 3 } });
	const renewed = await request<{ token: string }>(
		server.base,
		'POST',
		`/api/dialogues/${hall.dialogue.id}/links`,
		{ token: server.adminToken, body: { role: 'host', tableId: hall.table } },
	);
	await server.kill9();
	for (const client of [moderator, seat, tablet]) client.goOffline();
	await server.start();

	const again = await hall.live(hall.moderatorToken);
	const state = again.state!;
	expect(state.step?.id).toBe('sort');
	expect(state.tables.map(({ frozen }) => frozen)).toEqual([false, true]);
	expect(state.vote).toMatchObject({ id: vote!.id, open: true, ballots: 1 });
	await again.must('vote:close', {});
	await again.must('vote:reveal', {});
	await until(() => again.tally, { what: 'a tally' });
	expect(again.tally!.items[card]).toEqual({ dots: 3, counted: 0 });
	const board = `/sync/${hall.boardPath()}`;
	expect(await hall.raw(board, { token: hall.hostToken() }).outcome()).toBe(4401);
	await hall.raw(board, { token: renewed.token }).whenOpen();
});

test('[F8] an erased dialogue stays erased after kill -9', async () => {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Wird gelöscht' });
	await tablet.whenReceipt(card, 'shown');
	const path = `/api/dialogues/${hall.dialogue.id}`;
	await request(server.base, 'DELETE', path, { token: server.adminToken });
	await server.kill9();
	tablet.goOffline();
	await server.start();
	const gone = request(server.base, 'GET', path, { token: server.adminToken });
	await expect(gone).rejects.toMatchObject({ status: 404 });
	// the tablet comes back with all it has, and brings nothing back
	tablet.comeBack();
	expect(await tablet.whenClosed()).toBeGreaterThanOrEqual(1005);
	await until(() => tablet.closes.some((code) => code >= 4401 && code <= 4410), {
		what: 'the tablet is told for good',
	});
});

test('two servers on one store: the second one ends with a sentence, the first one goes on', async () => {
	const first = await startServer();
	onTestFinished(() => first.remove());
	const second = new ServerProcess({ storeDir: first.storeDir });
	onTestFinished(() => second.remove());
	const before = first.links;
	second.launch();
	await expect(second.whenReady()).rejects.toThrow('the server ended at its start');
	expect((second.stdout + second.stderr).trim().split('\n')).toHaveLength(1);
	expect(first.links).toEqual(before);
	await createDialogue(first.base, first.adminToken);
});

test('[F3] a server that stands still for 3 s: nobody is sent away, everything arrives', async () => {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	server.signal('SIGSTOP');
	const cards = Array.from({ length: 10 }, (_, nth) =>
		tablet.write({ table: hall.table, question: 'need', text: `Karte ${nth}` }),
	);
	await pause(3_000); // the length of the standstill is what is tested
	server.signal('SIGCONT');
	for (const card of cards) await screen.whenCard(card);
	expect([...tablet.closes, ...screen.closes]).toEqual([]);
});
