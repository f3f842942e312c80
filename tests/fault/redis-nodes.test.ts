import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Hall, openHall } from '#tests/support/hall.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { request } from '#tests/support/outside-api.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, whenReadyz, type ServerProcess } from '#tests/support/server.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { until } from '#tests/support/until.ts';

let redis: RedisServer;
/** The way from node B to Redis. */
let network: TcpProxy;
let a: ServerProcess;
let b: ServerProcess;

beforeAll(async () => {
	redis = await startRedis();
	network = await TcpProxy.open(redis.port);
	[a, b] = await Promise.all([
		startServer({ env: { REDIS_URL: redis.url, NODE_NAME: 'a' } }),
		startServer({ env: { REDIS_URL: `redis://127.0.0.1:${network.port}`, NODE_NAME: 'b' } }),
	]);
});
afterAll(async () => {
	await Promise.all([a.remove(), b.remove()]);
	await network.close();
	await redis.remove();
});

/** One dialogue, as each node gives it. */
async function openOnBoth(
	...[body]: [Parameters<typeof openHall>[1]?]
): Promise<{ onA: Hall; onB: Hall }> {
	const onA = await openHall(a, body);
	return { onA, onB: new Hall(b, onA.dialogue) };
}

test('a participant on one node and a projector on the other see each other as if on one', async () => {
	const { onA, onB } = await openOnBoth();
	const { token: projectorToken } = onA.dialogue.links.projector;
	const [tablet, projector, host] = await Promise.all([
		onA.tablet(),
		onB.screen(projectorToken),
		onB.host(),
	]);
	const mine = await onA.screen();
	const beganMs = performance.now();
	const id = tablet.write({ table: onA.table, question: 'need', text: 'Eine Bank im Schatten' });
	await projector.whenCard(
		id,
		({ text, number }) => text === 'Eine Bank im Schatten' && number === 1,
	);
	keptTime('a card on the other node', performance.now() - beganMs, 1_000);
	await tablet.whenReceipt(id, 'shown');
	await host.whenCard(id);
	host.append(id, ', bitte');
	await mine.whenCard(id, ({ text }) => text === 'Eine Bank im Schatten, bitte');
});

test('a step, a ballot and who is here are told on both nodes', async () => {
	const { onA, onB } = await openOnBoth();
	const moderator = await onA.live(onA.moderatorToken);
	const projector = await onB.live(onA.dialogue.links.projector.token);
	const seats = [await onA.join(), await onB.join()];
	const participants = [await onA.live(seats[0]!.token), await onB.live(seats[1]!.token)];
	const tablet = await onA.tablet(seats[0]);
	const card = tablet.write({ table: onA.table, question: 'need', text: 'Ein Zebrastreifen' });
	await tablet.whenReceipt(card, 'shown');
	await until(() => projector.presence?.seats === 2, { what: 'both seats are counted' });

	await moderator.must('vote:open', { dots: 3, perItemMax: 3, criterion: 'wichtig' });
	const voteId = (await moderator.whenState(({ vote }) => vote?.open === true)).vote!.id;
	for (const [n, participant] of participants.entries()) {
		await participant.whenState(({ me }) => me.may.vote);
		await participant.must('vote:cast', { voteId, dots: { [card]: n + 1 } });
	}
	await moderator.whenState(({ vote }) => vote?.ballots === 2);
	await moderator.must('vote:close', {});
	const late = await participants[1]!.command('vote:cast', { voteId, dots: { [card]: 3 } });
	expect(late.ok).toBe(false);
	await moderator.must('vote:reveal', {});
	await until(() => projector.tally?.items[card]?.dots === 3, { what: 'the tally on node B' });
});

test('[UL7] a freeze that node A has acknowledged bites on node B: nothing typed later gets in', async () => {
	const { onA, onB } = await openOnBoth();
	const tablet = await onA.tablet();
	const id = tablet.write({ table: onA.table, question: 'need', text: 'x' });
	const [host, moderator] = await Promise.all([
		onB.host(undefined, undefined, { once: true, saved: true }),
		onA.live(onA.moderatorToken),
	]);
	await host.whenCard(id);
	// somebody types on node B as fast as the wire takes it, all the time
	let isFrozen = false;
	let typed = 0;
	const typing = setInterval(() => host.append(id, isFrozen ? '!' : `${typed++ % 10}`), 5);
	onTestFinished(() => clearInterval(typing));
	await until(() => (host.saved ?? 0) > 20, { what: 'some of it is kept' });
	// node B hears nothing of it: only the log can hold back what it sends
	network.isDeaf = true;
	onTestFinished(() => void (network.isDeaf = false));
	await moderator.must('table:freeze', { tableId: onA.table, frozen: true });
	isFrozen = true;
	expect(await host.whenClosed()).toBe(4403);
	clearInterval(typing);
	const [seenOnA, seenOnB] = await Promise.all([onA.screen(), onB.screen()]);
	const text = seenOnA.card(id)!.text;
	expect(text.length).toBeGreaterThan(10);
	expect(text).not.toContain('!');
	expect(seenOnB.card(id)!.text).toBe(text);
});

test('[TK4] a token that was revoked on A closes its sockets on B within a second, also when no bell rings', async () => {
	const { onA, onB } = await openOnBoth();
	for (const isDeaf of [false, true]) {
		const { token } = await request<{ token: string }>(
			a.base,
			'POST',
			`/api/dialogues/${onA.dialogue.id}/links`,
			{ token: a.adminToken, body: { role: 'projector' } },
		);
		const screen = await onB.screen(token, undefined, { once: true });
		const live = await onB.live(token);
		network.isDeaf = isDeaf;
		const beganMs = performance.now();
		await request(a.base, 'POST', `/api/dialogues/${onA.dialogue.id}/links`, {
			token: a.adminToken,
			body: { role: 'projector' },
		});
		expect(await screen.whenClosed()).toBe(4401);
		await until(() => !live.online, { what: 'the live socket is closed' });
		keptTime('a renewed link on the other node', performance.now() - beganMs, 1_000);
		network.isDeaf = false;
		live.leave();
	}
});

test('[IT4] both nodes carry cards to one table at once: every card once, numbers without a double or a gap', async () => {
	const { onA, onB } = await openOnBoth();
	const tablets = await Promise.all(
		Array.from({ length: 16 }, (_, n) => (n % 2 ? onA : onB).tablet()),
	);
	const cards = [1, 2, 3].flatMap((n) =>
		tablets.map((tablet, m) =>
			tablet.write({ table: onA.table, question: 'good', text: `${m}.${n}` }),
		),
	);
	const screens = await Promise.all([onA.screen(), onB.screen()]);
	for (const screen of screens) {
		await until(() => screen.cards().length === cards.length, {
			what: 'all cards',
			withinMs: 20_000,
		});
		const numbers = screen.cards().map(({ number }) => number);
		expect(numbers.toSorted((x, y) => x - y)).toEqual(cards.map((_, n) => n + 1));
		expect(new Set(screen.cards().map(({ original }) => original)).size).toBe(cards.length);
	}
	expect(screens[0].cards()).toEqual(expect.arrayContaining(screens[1].cards()));
});

test('an erased dialogue closes its screens on the other node', async () => {
	const { onA, onB } = await openOnBoth();
	const screen = await onB.screen(onA.dialogue.links.projector.token, undefined, { once: true });
	await request(a.base, 'DELETE', `/api/dialogues/${onA.dialogue.id}`, { token: a.adminToken });
	expect([4410, 4401]).toContain(await screen.whenClosed());
	await until(async () => !(await redis.ask('KEYS', `tt:{${onA.dialogue.id}}*`)).includes('log'), {
		what: 'nothing is left of its logs',
	});
});

test('a node that is killed with kill -9 takes nothing with it: what it kept is carried by the other', async () => {
	const { onA, onB } = await openOnBoth();
	const screen = await onB.screen();
	const tablets = await Promise.all(
		[1, 2, 3, 4].map(() => onA.tablet(undefined, { saved: true, once: true })),
	);
	const written = tablets.map((tablet) =>
		Array.from({ length: 30 }, (_, n) =>
			tablet.write({ table: onA.table, question: 'good', text: `${n}` }),
		),
	);
	// right in the middle: some cards are on the board, some in their seats only, some nowhere yet
	await until(() => tablets.some(({ saved = 0 }) => saved >= 3), { what: 'the first are kept' });
	await a.kill9();
	await Promise.all(tablets.map((tablet) => tablet.whenClosed()));
	const kept = tablets.map(({ saved = 0 }) => saved);
	// each card was one frame, behind the empty step 2 of the beginning; no tablet has come back
	const promised = written.flatMap((cards, n) => cards.slice(0, Math.max(0, kept[n]! - 1)));
	for (const id of promised) await screen.whenCard(id, undefined, 15_000);
	for (const tablet of tablets) {
		const seat = await onB.tablet(tablet.seat);
		for (const id of seat.cards.keys()) await screen.whenCard(id, undefined, 15_000);
	}
	expect(promised.length).toBeGreaterThan(0);

	await a.start();
	await whenReadyz(a.base, 200);
	const fresh = await onA.screen();
	expect(fresh.cards()).toEqual(expect.arrayContaining(screen.cards()));
});
