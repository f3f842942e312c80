import { expect, test } from 'vitest';
import { awarenessFrame } from './frame.ts';
import { readAwareness, writeAwareness } from './awareness.ts';
import { board, newNode, Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

const HOSTS = 8;
const RENEWED_EVERY_MS = 15_000;
/** After this long without a word a page takes the others for gone. */
const FORGOTTEN_MS = 30_000;

const say = (client: number, clock: number, state: unknown) =>
	awarenessFrame(writeAwareness([{ client, clock, state: JSON.stringify(state) }]));
const heardBy = (screen: Screen) => screen.awareness.flatMap((bytes) => readAwareness(bytes)!);

test('[RO11] who says the same again is passed on with all others, often enough not to be forgotten', async () => {
	const { registry, clock } = newNode();
	const { room } = await registry.hold(board);
	const hosts = Array.from({ length: HOSTS }, () => new Screen(room, 'write'));
	const screen = new Screen(room, 'read');
	await settled();
	hosts.forEach((host, n) => host.post(say(n, 1, { cursor: { x: n } })));
	await clock.pass(200);
	screen.awareness.length = 0;
	const lastHeardMs = new Map(hosts.map((_host, n) => [n, clock.nowMs()]));
	for (let round = 2; round <= 9; round++)
		for (const [n, host] of hosts.entries()) {
			host.post(say(n, round, { cursor: { x: n } }));
			const before = heardBy(screen).length;
			await clock.pass(RENEWED_EVERY_MS / HOSTS);
			for (const { client } of heardBy(screen).slice(before))
				lastHeardMs.set(client, clock.nowMs());
			for (const atMs of lastHeardMs.values())
				expect(clock.nowMs() - atMs).toBeLessThan(FORGOTTEN_MS);
		}
	// two minutes: sixty-four renewals came in
	expect(screen.awareness.length).toBeLessThanOrEqual(12);
	const clocks = heardBy(screen).flatMap(({ client, clock }) => (client === 0 ? clock : []));
	expect(clocks).toEqual(clocks.toSorted((a, b) => a - b));
	expect(new Set(clocks).size).toBe(clocks.length);
});

test('[RO11] something new is told at once, also while a renewal waits; who has gone is not renewed', async () => {
	const { registry, clock } = newNode();
	const { room } = await registry.hold(board);
	const [host, other] = [new Screen(room, 'write'), new Screen(room, 'write')];
	const screen = new Screen(room, 'read');
	await settled();
	host.post(say(7, 1, { editing: 'c_1' }));
	other.post(say(8, 1, {}));
	await clock.pass(200);
	host.post(say(7, 2, { editing: 'c_1' }));
	other.post(say(8, 2, {}));
	await clock.pass(200);
	const told = screen.awareness.length;
	host.post(say(7, 3, { editing: 'c_2' }));
	await clock.pass(0);
	expect(screen.awareness.length).toBe(told + 1);
	expect(heardBy(screen).at(-1)).toMatchObject({ client: 7 });
	other.cut();
	await clock.pass(20_000);
	expect(
		heardBy(screen)
			.filter(({ client }) => client === 8)
			.at(-1)!.state,
	).toBe('null');
});

test('[RO11] a page that only says again what it was told takes nobody’s words away, and has its own later', async () => {
	const { registry, clock } = newNode();
	const { room } = await registry.hold(board);
	const [host, echo] = [new Screen(room, 'write'), new Screen(room, 'write')];
	const screen = new Screen(room, 'read');
	await settled();
	host.post(say(7, 1, { editing: 'c_1' }));
	await clock.pass(200);
	for (const bytes of echo.awareness) echo.post(awarenessFrame(bytes));
	await clock.pass(200);
	host.post(say(7, 2, { editing: 'c_2' }));
	await clock.pass(200);
	expect(heardBy(screen).at(-1)).toMatchObject({ client: 7 });
	expect(heardBy(screen).at(-1)!.state).toContain('c_2');
	echo.post(say(8, 1, { editing: 'c_3' }));
	await clock.pass(200);
	expect(heardBy(screen).at(-1)).toMatchObject({ client: 8 });
	expect(heardBy(screen).at(-1)!.state).toContain('c_3');
});
