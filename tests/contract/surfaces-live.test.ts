import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openHall } from '#tests/support/hall.ts';
import { Live } from '#tests/support/live.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import type { State } from '#shared/state.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const steps = [
	{ id: 'write', kind: 'write' as const, minutes: 20 },
	{ id: 'vote', kind: 'vote' as const, minutes: 5 },
];
const ballot = { dots: 3, perItemMax: 2, criterion: 'Was ist dringend?' };

test.for([['websocket'], ['polling']])('the state comes at once by %s', async (transports) => {
	const hall = await openHall(server, { steps });
	const seat = await hall.join();
	const live = await hall.live(seat.token, transports);
	const { state } = live;
	expect(state).toMatchObject({
		dialogue: { id: hall.dialogue.id, phase: 'open', place: 'Musterstadt' },
		tables: hall.dialogue.tables.map(({ id, theme }) => ({ id, theme, frozen: false })),
		steps: [{ id: 'write' }, { id: 'vote' }],
		...{ step: null, vote: null, spotlight: null },
		me: { role: 'participant', seatId: seat.seatId, may: { write: true } },
	});
	expect(Math.abs(state!.serverTimeMs - Date.now())).toBeLessThan(60_000);
	expect(JSON.stringify(state)).not.toContain(seat.token);
});

test('a wrong token is refused', async () => {
	const live = new Live(server.base, 'wrong');
	onTestFinished(() => live.leave());
	await until(() => live.refused, { what: 'a refusal' });
	expect(live.state).toBeUndefined();
});

test('a step starts for everybody, is extended and ends', async () => {
	const hall = await openHall(server, { steps });
	const moderator = await hall.live(hall.moderatorToken);
	const seat = await hall.live((await hall.join()).token);
	const before = seat.state!.version;
	await moderator.must('step:start', { stepId: 'vote' });
	const running = await seat.whenState(({ step }) => step?.id === 'vote');
	expect(running.version).toBeGreaterThan(before);
	expect(running.step!.endsAtMs - running.step!.startedAtMs).toBe(5 * 60_000);
	expect(running.me.may.write).toBe(false);
	await moderator.must('step:extend', { seconds: 60 });
	await seat.whenState(({ step }) => step!.endsAtMs - step!.startedAtMs === 6 * 60_000);
	await moderator.must('step:end', {});
	await seat.whenState(({ step, me }) => step === null && me.may.write);
});

test('a card that comes during a step without writing is late', async () => {
	const hall = await openHall(server, { steps });
	const moderator = await hall.live(hall.moderatorToken);
	const tablet = await hall.tablet();
	await moderator.must('step:start', { stepId: 'vote' });
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Im falschen Schritt' });
	await tablet.whenReceipt(card, 'late');
});

test('every command is answered; the same id again has no second effect', async () => {
	const hall = await openHall(server, { steps });
	const moderator = await hall.live(hall.moderatorToken);
	const seat = await hall.live((await hall.join()).token);
	const id = randomUUID();
	const message = { text: 'Noch zehn Minuten' };
	expect(await moderator.command('message:send', message, id)).toMatchObject({ ok: true });
	expect(await moderator.command('message:send', message, id)).toMatchObject({ ok: true });
	await moderator.must('message:send', { text: 'Schluss' });
	await until(() => seat.messages.at(-1)?.text === 'Schluss', { what: 'the second message' });
	expect(seat.messages.map(({ text }) => text)).toEqual(['Noch zehn Minuten', 'Schluss']);

	const extended = randomUUID();
	await moderator.must('step:start', { stepId: 'write' });
	for (let press = 0; press < 3; press++)
		await moderator.command('step:extend', { seconds: 60 }, extended);
	await moderator.must('message:send', { text: 'fertig' });
	// the extension reaches a seat with some later state; once only, although it was sent twice
	const lasts = ({ step }: State) => (step ? step.endsAtMs - step.startedAtMs : 0);
	await seat.whenState((state) => lasts(state) === 21 * 60_000);
	await until(() => seat.messages.at(-1)?.text === 'fertig', { what: 'the last message' });
	expect(lasts(seat.state!)).toBe(21 * 60_000);
});

test('malformed and unknown commands are a no, never silence', async () => {
	const hall = await openHall(server);
	const { socket } = await hall.live(hall.moderatorToken);
	const ask = async (name: string, ...args: unknown[]) =>
		(await socket.timeout(5_000).emitWithAck(name, ...args)) as {
			ok: boolean;
			rejection: { code: string };
		};
	expect(await ask('step:start', { id: 'no uuid', stepId: 'x' })).toMatchObject({
		...{ ok: false, rejection: { code: 'request/invalid' } },
	});
	expect(await ask('step:start', 7)).toMatchObject({ ok: false });
	expect(await ask('step:start', { id: randomUUID(), stepId: 'nowhere' })).toMatchObject({
		...{ ok: false, rejection: { code: 'step/unknown' } },
	});
	expect(await ask('coffee:brew', { id: randomUUID() })).toMatchObject({
		...{ ok: false, rejection: { code: 'command/unknown' } },
	});
});

test('participants and hosts cannot conduct', async () => {
	const hall = await openHall(server, { steps });
	const [seat, host] = [
		await hall.live((await hall.join()).token),
		await hall.live(hall.hostToken()),
	];
	const projector = await hall.live(hall.dialogue.links.projector.token);
	const denied = { ok: false, rejection: { code: 'command/not-allowed' } };
	for (const live of [seat, projector]) {
		expect(await live.command('step:start', { stepId: 'write' })).toMatchObject(denied);
		const freeze = { tableId: hall.table, frozen: true };
		expect(await live.command('table:freeze', freeze)).toMatchObject(denied);
		expect(await live.command('vote:open', ballot)).toMatchObject(denied);
		expect(await live.command('message:send', { text: 'Feueralarm' })).toMatchObject(denied);
	}
	expect(await host.command('step:start', { stepId: 'write' })).toMatchObject(denied);
	const elsewhere = { tableId: hall.tables[1]!, frozen: true };
	expect((await host.command('table:freeze', elsewhere)).ok).toBe(false);
});

test('a vote: whole ballots, the last one counts, no tally before the reveal', async () => {
	const hall = await openHall(server);
	const tablets = [await hall.tablet(), await hall.tablet()];
	const cards = [];
	for (const tablet of tablets) {
		const card = tablet.write({ table: hall.table, question: 'need', text: 'Zur Wahl' });
		await tablet.whenReceipt(card, 'shown');
		cards.push(card);
	}
	const [one, two] = cards as [`c_${string}`, `c_${string}`];
	const moderator = await hall.live(hall.moderatorToken);
	await moderator.must('vote:open', ballot);
	const seats = [
		await hall.live(tablets[0]!.seat.token),
		await hall.live(tablets[1]!.seat.token),
	] as const;
	const { vote } = await seats[0].whenState((state) => state.vote?.open === true);
	const voteId = vote!.id;
	await seats[0].must('vote:cast', { voteId, dots: { [one]: 2, [two]: 1 } });
	await seats[0].must('vote:cast', { voteId, dots: { [one]: 1 } });
	await seats[1].must('vote:cast', { voteId, dots: { [one]: 2 } });
	const over = await seats[1].command('vote:cast', { voteId, dots: { [one]: 3 } });
	expect(over).toMatchObject({ ok: false, rejection: { code: 'vote/over-budget' } });
	const unknown = await seats[1].command('vote:cast', { voteId, dots: { c_unknown: 1 } });
	expect(unknown).toMatchObject({ ok: false, rejection: { code: 'vote/unknown-item' } });
	await moderator.whenState((state) => state.vote?.ballots === 2);
	expect(seats[0].state!.vote!.ballots).toBeUndefined();

	await moderator.must('vote:close', {});
	const late = await seats[1].command('vote:cast', { voteId, dots: {} });
	expect(late).toMatchObject({ ok: false, rejection: { code: 'vote/closed' } });
	for (const live of [...seats, moderator]) expect(live.tally).toBeUndefined();
	await moderator.must('vote:reveal', {});
	for (const live of [...seats, moderator]) {
		await until(() => live.tally, { what: 'a tally after the reveal' });
		expect(live.tally).toMatchObject({ voteId, ballots: 2, items: { [one]: { dots: 3 } } });
	}
});

test('presence counts devices per table', async () => {
	const hall = await openHall(server);
	const projector = await hall.live(hall.dialogue.links.projector.token);
	await hall.live((await hall.join()).token);
	await hall.live((await hall.join()).token);
	await hall.live(hall.hostToken());
	await until(() => projector.presence?.seats === 2, { what: 'two seats' });
	await until(() => projector.presence?.tables[hall.table]?.hosts === 1, { what: 'one host' });
});

test('help is called by a host, seen by the moderator, and answered', async () => {
	const hall = await openHall(server);
	const [host, moderator] = [
		await hall.live(hall.hostToken()),
		await hall.live(hall.moderatorToken),
	];
	const seat = await hall.live((await hall.join()).token);
	await host.must('help:call', { reason: 'interpreting' });
	const { help } = await moderator.whenState((state) => (state.help ?? []).length === 1);
	expect(help).toMatchObject([{ tableId: hall.table, reason: 'interpreting', answered: false }]);
	await moderator.must('help:answer', { tableId: hall.table });
	await host.whenState((state) => (state.help ?? []).every(({ answered }) => answered));
	expect(seat.state!.help).toBeUndefined();
});

test('[CO7] [DE2] help may be asked for in words, which those who help see and no record keeps', async () => {
	const hall = await openHall(server);
	const [host, moderator, seat] = [
		await hall.live(hall.hostToken()),
		await hall.live(hall.moderatorToken),
		await hall.live((await hall.join()).token),
	];
	await host.must('help:call', { reason: 'Der Strom ist weg' });
	const { help } = await moderator.whenState((state) => (state.help ?? []).length === 1);
	expect(help).toMatchObject([{ tableId: hall.table, reason: 'Der Strom ist weg' }]);
	expect(await host.command('help:call', { reason: 'x'.repeat(201) })).toMatchObject({ ok: false });
	await host.must('table:freeze', { tableId: hall.table, frozen: true });
	await seat.whenState(({ tables }) => tables[0]!.frozen);
	expect(seat.state!.help).toBeUndefined();
	const { deeds } = await moderator.whenState((state) => (state.deeds ?? []).length >= 2);
	expect(JSON.stringify(deeds)).not.toContain('Strom');
});

test('[VO5] a ballot may name with 0 what gets no dot', async () => {
	const hall = await openHall(server);
	const [tablet, moderator] = [await hall.tablet(), await hall.live(hall.moderatorToken)];
	const [one, two] = ['Eins', 'Zwei'].map((text) =>
		tablet.write({ table: hall.table, question: 'good', text }),
	);
	for (const card of [one!, two!]) await tablet.whenReceipt(card, 'shown');
	await moderator.must('vote:open', { dots: 2, perItemMax: 2, criterion: 'Was zuerst?' });
	const { vote } = await moderator.whenState((state) => state.vote?.open === true);
	const voter = await hall.live(tablet.seat.token);
	await voter.must('vote:cast', { voteId: vote!.id, dots: { [one!]: 2, [two!]: 0 } });
	await moderator.must('vote:close', {});
	await moderator.must('vote:reveal', {});
	await until(() => voter.tally?.ballots === 1, { what: 'the tally' });
	expect(voter.tally!.items).toEqual({ [one!]: { dots: 2, counted: 0 } });
});

test('sorting by everyone goes by commands and reaches every board', async () => {
	const hall = await openHall(server, { settings: { sorting: 'everyone' } });
	const tablet = await hall.tablet();
	const live = await hall.live(tablet.seat.token);
	const screen = await hall.screen();
	const write = (text: string) => tablet.write({ table: hall.table, question: 'need', text });
	const [one, two] = [write('Eins'), write('Zwei')];
	for (const card of [one, two]) await tablet.whenReceipt(card, 'shown');
	const tableId = hall.table;
	await live.must('card:place', { tableId, cardId: two, question: 'good', beforeId: null });
	await screen.whenCard(two, ({ question }) => question === 'good');
	await live.must('group:create', { tableId, cardIds: [one, two], title: 'Zusammen' });
	const { group } = await screen.whenCard(one, (card) => card.group !== undefined);
	expect(screen.groups()).toEqual([{ id: group, title: 'Zusammen' }]);
	await live.must('group:name', { tableId, groupId: group!, title: 'Gemeinsam' });
	await until(() => screen.groups()[0]!.title === 'Gemeinsam', { what: 'the new title' });
});

test('where hosts sort, a participant’s sorting is a no', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Bleibt hier' });
	await tablet.whenReceipt(card, 'shown');
	const live = await hall.live(tablet.seat.token);
	const place = { tableId: hall.table, cardId: card, question: 'good' };
	expect((await live.command('card:place', place)).ok).toBe(false);
	expect((await hall.screen()).card(card)?.question).toBe('need');
});

test('who was away needs nothing but the next state', async () => {
	const hall = await openHall(server, { steps });
	const moderator = await hall.live(hall.moderatorToken);
	const seat = await hall.live((await hall.join()).token);
	seat.goOffline();
	await moderator.must('step:start', { stepId: 'vote' });
	await moderator.must('spotlight:set', { target: { tableId: hall.table } });
	seat.comeBack();
	const state = await seat.whenState(({ step }) => step?.id === 'vote');
	expect(state.spotlight).toEqual({ tableId: hall.table });
});
