import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostScreen, Screen } from '#tests/support/clients.ts';
import { openHall, type Hall } from '#tests/support/hall.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { freePort, startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, whenReadyz, type ServerProcess } from '#tests/support/server.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { until } from '#tests/support/until.ts';

/**
 * Redis goes away in every way it has, under a host who types and a screen that looks. Each time: nothing is shown that
 * is not kept, everybody is told that saving is paused, and it ends by itself, with everything there once.
 */
let redis: RedisServer;
/** The way from the server to Redis. */
let network: TcpProxy;
let server: ServerProcess;
let hall: Hall;
let host: HostScreen;
let screen: Screen;
let card: string;

beforeEach(async ({ onTestFinished }) => {
	// each ends by itself, also when the next one does not start
	redis = await startRedis();
	onTestFinished(() => redis.remove());
	network = await TcpProxy.open(redis.port);
	onTestFinished(() => network.close());
	server = await startServer({ env: { REDIS_URL: `redis://127.0.0.1:${network.port}` } });
	onTestFinished(() => server.remove());
	hall = await openHall(server);
	const tablet = await hall.tablet();
	card = tablet.write({ table: hall.table, question: 'need', text: '0' });
	[host, screen] = await Promise.all([
		hall.host(undefined, undefined, { saved: true }),
		hall.screen(undefined, undefined, { saved: true }),
	]);
	await Promise.all([host, screen].map((one) => one.whenCard(card)));
});
afterEach(() => {
	expect(server.stderr).not.toContain('server.bug');
});

const shown = (): string => screen.card(card)?.text ?? '';

/**
 * What is typed while Redis is away is shown to nobody until it is back; then once, in order. `isOver`: it ends by itself
 * before the server has given it up.
 */
async function typeMeanwhile(
	words: string,
	back: () => Promise<unknown>,
	isOver = false,
): Promise<void> {
	const before = shown();
	const savedBefore = host.saved ?? 0;
	const beganMs = performance.now();
	for (const letter of words) host.append(card, letter);
	await until(() => host.paused, { what: 'the host is told that saving is paused' });
	keptTime('told that saving is paused', performance.now() - beganMs, 2_500);
	if (!isOver) await whenReadyz(server.base, 503);
	expect(shown()).toBe(before);
	expect(host.saved ?? 0).toBe(savedBefore);
	await back();
	const backMs = performance.now();
	await until(() => shown() === before + words, { what: 'what was typed is shown, once' });
	await until(() => !host.paused && !screen.paused, { what: 'the pause ends' });
	keptTime('all shown again', performance.now() - backMs, 5_000);
	await host.whenSaved();
	await whenReadyz(server.base, 200);
}

test('[RO3] Redis is killed and comes back on what it kept: nothing shown is lost, and it goes on', async () => {
	for (const round of 'ABC') {
		host.append(card, round);
		await until(() => shown().endsWith(round), { what: 'it is shown' });
		await redis.kill9();
		await typeMeanwhile(`x${round}`, () => redis.start());
	}
	const fresh = await hall.screen();
	expect(fresh.card(card)!.text).toBe('0AxABxBCxC');
	// and with the server killed, too: whatever was shown is on the disk
	await Promise.all([redis.kill9(), server.kill9()]);
	await redis.start();
	await server.start();
	expect((await hall.screen()).card(card)!.text).toBe('0AxABxBCxC');
});

test('[RO3] Redis is out of memory: nothing refused is shown, boards can be read, and a freeze is clearly refused', async () => {
	const moderator = await hall.live(hall.moderatorToken);
	await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
	await typeMeanwhile('voll', async () => {
		const reader = await hall.screen(hall.dialogue.links.projector.token);
		expect(reader.card(card)!.text).toBe('0');
		const answer = await moderator.command('table:freeze', { tableId: hall.table, frozen: true });
		expect(answer.ok).toBe(false);
		await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
	});
	await moderator.must('table:freeze', { tableId: hall.table, frozen: true });
});

test('[RO3] Redis takes no writes for a while (CLIENT PAUSE, then read only): as above', async () => {
	await redis.ask('CLIENT', 'PAUSE', '60000', 'WRITE');
	await typeMeanwhile('Ruhe', () => redis.ask('CLIENT', 'UNPAUSE'));
	const nobody = await freePort();
	await redis.ask('REPLICAOF', '127.0.0.1', String(nobody));
	await typeMeanwhile('Abbild', () => redis.ask('REPLICAOF', 'NO', 'ONE'));
});

test('[RO3] Redis stands still for longer than anybody waits for an answer: as above, nothing twice', async () => {
	redis.signal('SIGSTOP');
	// what was sent is still on its way while the server asks anew on another connection
	await typeMeanwhile('still', async () => {
		await until(() => server.stderr.includes('redis.lost'), { what: 'the link is given up' });
		redis.signal('SIGCONT');
	});
});

test('[RO3] the disk of Redis is full: it ends rather than promise; with space again nothing that was shown is missing', async () => {
	redis.allowFileBytes(1);
	await typeMeanwhile('voll', async () => {
		await redis.kill9();
		await redis.start();
	});
	expect((await hall.screen()).card(card)!.text).toBe('0voll');
});

/** All clients gone, server and Redis killed: what does somebody find who comes afterwards? */
async function foundByAFreshClient(): Promise<string> {
	for (const client of [host, screen]) client.leave();
	await Promise.all([redis.kill9(), server.kill9()]);
	await redis.start();
	await server.start();
	return (await hall.screen()).card(card)!.text;
}

test('[RO3] Redis answers two seconds late: paused, and over by itself, on the same connection', async () => {
	network.spoil('to-client', 'hold');
	const heldMs = performance.now();
	const pass = async () => {
		await until(() => performance.now() - heldMs > 2_000, { what: 'two seconds' });
		network.spoil('to-client', 'pass');
	};
	await typeMeanwhile('spät', pass, true);
	expect(server.stderr).not.toContain('redis.lost');
	expect(await foundByAFreshClient()).toBe('0spät');
});

test('[RO3] the link is cut one way, then the other: requests arrive and answers do not, requests do not arrive', async () => {
	for (const way of ['to-client', 'to-server'] as const) {
		network.spoil(way, 'drop');
		await typeMeanwhile(way, () => Promise.resolve(network.spoil(way, 'pass')));
	}
	expect(await foundByAFreshClient()).toBe('0to-clientto-server');
});

test('[RO3] a script that does not end holds up Redis (BUSY), then one of ours fails, then none is known any more', async () => {
	await redis.ask('CONFIG', 'SET', 'busy-reply-threshold', '50');
	const endless = redis.ask('EVAL', 'while true do end', '0').catch(() => undefined);
	await until(async () => (await redis.ask('PING')).includes('BUSY'), { what: 'Redis is held up' });
	await typeMeanwhile('ewig', async () => {
		await redis.ask('SCRIPT', 'KILL');
		await endless;
	});
	// a key of another type than the script expects
	const fence = `tt:{${hall.dialogue.id}}:fence`;
	await redis.ask('HSET', fence, 'none', '1');
	await redis.ask('RENAME', fence, 'away');
	await redis.ask('SET', fence, 'no hash');
	// of this dialogue alone: others go on, and so does the server
	await typeMeanwhile('falsch', () => redis.ask('RENAME', 'away', fence), true);
	await redis.ask('SCRIPT', 'FLUSH', 'SYNC');
	host.append(card, '!');
	await until(() => shown().endsWith('!'), { what: 'it is shown' });
	expect(await foundByAFreshClient()).toBe('0ewigfalsch!');
});
