import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostScreen, Screen } from '#tests/support/clients.ts';
import { openHall, type Hall } from '#tests/support/hall.ts';
import { freePort, startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, whenReadyz, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

/**
 * Redis goes away in every way it has, under a host who types and a screen that looks. Each time: nothing is shown that
 * is not kept, everybody is told that saving is paused, and it ends by itself, with everything there once.
 */
let redis: RedisServer;
let server: ServerProcess;
let hall: Hall;
let host: HostScreen;
let screen: Screen;
let card: string;

beforeEach(async () => {
	redis = await startRedis();
	server = await startServer({ env: { REDIS_URL: redis.url } });
	hall = await openHall(server);
	const tablet = await hall.tablet();
	card = tablet.write({ table: hall.table, question: 'need', text: '0' });
	[host, screen] = await Promise.all([
		hall.host(undefined, undefined, { saved: true }),
		hall.screen(undefined, undefined, { saved: true }),
	]);
	await Promise.all([host, screen].map((one) => one.whenCard(card)));
});
afterEach(async () => {
	await server.remove();
	await redis.remove();
	expect(server.stderr).not.toContain('server.bug');
});

const shown = (): string => screen.card(card)?.text ?? '';

/** What is typed while Redis is away is shown to nobody until it is back; then once, in order. */
async function typeMeanwhile(words: string, back: () => Promise<unknown>): Promise<void> {
	const before = shown();
	const savedBefore = host.saved ?? 0;
	const beganMs = performance.now();
	for (const letter of words) host.append(card, letter);
	await until(() => host.paused, { what: 'the host is told that saving is paused' });
	expect(performance.now() - beganMs).toBeLessThan(2_500);
	await whenReadyz(server.base, 503);
	expect(shown()).toBe(before);
	expect(host.saved ?? 0).toBe(savedBefore);
	await back();
	const backMs = performance.now();
	await until(() => shown() === before + words, { what: 'what was typed is shown, once' });
	await until(() => !host.paused && !screen.paused, { what: 'the pause ends' });
	expect(performance.now() - backMs).toBeLessThan(5_000);
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
