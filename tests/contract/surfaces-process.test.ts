import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHall } from '#tests/support/hall.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { ServerProcess, startServer, statusOf, type ServerOptions } from '#tests/support/server.ts';
import { Screen } from '#tests/support/clients.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { Live } from '#tests/support/live.ts';
import { until } from '#tests/support/until.ts';

async function freshServer(options: ServerOptions = {}): Promise<ServerProcess> {
	const server = await startServer(options);
	onTestFinished(() => server.remove());
	return server;
}

test('an empty store gets the practice dialogue; its links are printed and in links.json', async () => {
	const server = await freshServer({ env: { PRACTICE: '1' } });
	const file = path.join(server.storeDir, 'links.json');
	expect((fs.statSync(file).mode & 0o777).toString(8)).toBe('600');
	const { url, practice } = server.links;
	expect(new URL(url).port).toBe(new URL(server.base).port);
	for (const printed of ['participant', 'host', 'moderator', 'projector', 'organiser setup'])
		expect(server.stdout).toMatch(new RegExp(`^.*${printed}.*https?://`, 'm'));

	const seat = await joinSeat(server.base, practice!.code);
	expect(seat.dialogueId).toBe(practice!.id);
	const live = new Live(server.base, seat.token);
	onTestFinished(() => live.leave());
	const { dialogue, tables, questions } = await live.whenState();
	expect(dialogue.place).toBe('Musterstadt');
	expect(tables.map(({ theme }) => theme)).toEqual([
		...['Bauen & Wohnen', 'Ehrenamt & Beteiligung', 'Arbeit', 'Frauen'],
		'Bildung & Ausbildung',
	]);
	expect(questions.map(({ id }) => id)).toEqual(['good', 'improve', 'need']);
	expect(Object.keys(practice!.hosts).toSorted()).toEqual(tables.map(({ id }) => id).toSorted());
	const languages = new Set<string>();
	for (const { id } of tables) {
		const screen = new Screen(server.base, { ...seat, tableId: id });
		onTestFinished(() => screen.leave());
		await screen.whenSynced();
		for (const card of screen.cards()) languages.add(card.lang);
	}
	expect(languages.size).toBeGreaterThan(3);
});

test('[SU9] with a PUBLIC_URL it says where it listens all the same; the links name what tablets use', async () => {
	const server = await freshServer({
		env: { PUBLIC_URL: 'https://dialog.example', PRACTICE: '1' },
	});
	expect(await statusOf(`${server.base}/healthz`)).toBe(200);
	expect(server.stdout).toContain(`Thementisch listens on ${server.base}\n`);
	expect(server.links.practice!.moderator).toMatch(/^https:\/\/dialog\.example\/rolle#/);
	expect(server.stdout).toContain(server.links.practice!.moderator);
});

test('PRACTICE=0 makes none', async () => {
	const server = await freshServer();
	expect(server.links.practice).toBeUndefined();
});

test.for([
	['PORT', { PORT: 'eleven' }],
	['PUBLIC_URL', { PUBLIC_URL: 'not a url' }],
	['PRACTICE', { PRACTICE: 'perhaps' }],
	['REDIS_URL', { REDIS_URL: 'http://127.0.0.1' }],
	['TLS', { TLS_CERT: '/nowhere.pem' }],
] as const)('a wrong %s ends the start with one sentence that names it', async ([name, env]) => {
	const server = new ServerProcess({ env });
	onTestFinished(() => server.remove());
	await expect(server.start()).rejects.toThrow('the server ended at its start');
	const said = (server.stdout + server.stderr).trim();
	expect(said).toContain(name);
	expect(said.split('\n')).toHaveLength(1);
	expect(said).not.toMatch(/\bat .*:\d+:\d+/); // no stack
});

test('SIGTERM: screens are told 1012, the process ends within 10 s, nothing shown or counted is lost', async () => {
	const server = await freshServer();
	const hall = await openHall(server);
	const tablets = await Promise.all([1, 2, 3].map(() => hall.tablet(undefined, { saved: true })));
	const screen = await hall.screen();
	const host = await hall.host(hall.hostToken(), hall.table, { saved: true });
	const sent = tablets.flatMap((tablet) =>
		Array.from({ length: 20 }, (_, nth) =>
			tablet.write({ table: hall.table, question: 'need', text: `Karte ${nth}` }),
		),
	);
	await until(() => screen.cards().length > 5, { what: 'some cards on the screen' });
	const { tookMs, code } = await server.stop();
	expect(code).toBe(0);
	keptTime('drained', tookMs, 10_000);
	for (const client of [...tablets, screen, host]) expect(await client.whenClosed()).toBe(1012);
	const shown = screen.cards().map(({ id }) => id);
	for (const client of [...tablets, screen, host]) client.goOffline();

	await server.start();
	const fresh = await hall.screen();
	for (const id of shown) expect(fresh.card(id), `${id} was shown`).toBeDefined();
	// the tablets come back by themselves and bring the rest, each card once
	for (const tablet of tablets) tablet.comeBack();
	await until(() => fresh.cards().length === sent.length, { what: 'all cards' });
	expect(
		fresh
			.cards()
			.map(({ number }) => number)
			.toSorted((a, b) => a - b),
	).toEqual(sent.map((_, nth) => nth + 1));
});

test('unchanged clients come back by themselves after a restart', async () => {
	const server = await freshServer();
	const hall = await openHall(server);
	const [tablet, screen] = [await hall.tablet(), await hall.screen()];
	const live = await hall.live(tablet.seat.token);
	await server.stop();
	const card = tablet.write({ table: hall.table, question: 'need', text: 'Während des Neustarts' });
	await server.start();
	await screen.whenCard(card);
	await tablet.whenReceipt(card, 'shown');
	await until(() => live.online, { what: 'the live socket' });
});

test('a full disk: saving paused and readyz 503; when there is room again everything is saved once', async () => {
	const server = await freshServer();
	const hall = await openHall(server);
	const [tablet, host] = [
		await hall.tablet(undefined, { saved: true }),
		await hall.host(hall.hostToken(), hall.table, { saved: true }),
	];
	const screen = await hall.screen();
	const before = tablet.write({ table: hall.table, question: 'need', text: 'Vorher' });
	await screen.whenCard(before);
	await tablet.whenReceipt(before, 'shown');
	await tablet.whenSaved();
	await host.whenSaved();

	server.allowFileBytes(0);
	const during = tablet.write({ table: hall.table, question: 'need', text: 'Während' });
	host.append(before, ', vom Gastgeber ergänzt');
	await until(() => host.paused, { what: 'saving paused at the host' });
	await until(() => tablet.paused, { what: 'saving paused at the tablet' });
	await until(async () => (await statusOf(`${server.base}/readyz`)) === 503, {
		what: 'readyz 503',
	});
	expect(await statusOf(`${server.base}/healthz`)).toBe(200);
	expect(host.saved).toBeLessThan(host.sent);
	expect(tablet.receipt(during)).toBeUndefined();
	expect(screen.cards().map(({ text }) => text)).toEqual(['Vorher']);

	server.allowFileBytes('unlimited');
	await host.whenSaved(15_000);
	await tablet.whenReceipt(during, 'shown', 15_000);
	await screen.whenCard(before, ({ text }) => text === 'Vorher, vom Gastgeber ergänzt');
	await until(() => !host.paused && !tablet.paused, { what: 'the notice is gone' });
	await until(async () => (await statusOf(`${server.base}/readyz`)) === 200, {
		what: 'readyz 200',
	});
	for (const client of [tablet, host, screen]) expect(client.closes).toEqual([]);

	await server.kill9();
	for (const client of [tablet, host, screen]) client.goOffline();
	await server.start();
	const fresh = await hall.screen();
	expect(
		fresh
			.cards()
			.map(({ text }) => text)
			.toSorted(),
	).toEqual(['Vorher, vom Gastgeber ergänzt', 'Während']);
});
