import { expect, test } from 'vitest';
import { awarenessFrame } from './frame.ts';
import { readAwareness, writeAwareness } from './awareness.ts';
import { LIMITS } from '#shared/limits.ts';
import { board, newNode, Screen, seat } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

const HOSTS = 8;
const RENEWED_EVERY_MS = 15_000;
/** After this long without a word a page takes the others for gone. */
const FORGOTTEN_MS = 30_000;

const say = (client: number, clock: number, state: unknown) =>
	awarenessFrame(writeAwareness([{ client, clock, state: JSON.stringify(state) }]));
const heardBy = (screen: Screen) => screen.awareness.flatMap((bytes) => readAwareness(bytes)!);

async function hall(doc = board) {
	const node = newNode();
	const { room } = await node.registry.hold(doc);
	const [host, screen] = [new Screen(room, 'write'), new Screen(room, 'read')];
	await settled();
	return { ...node, room, host, screen };
}

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

test('[RO11] a host at work is seen by its role and by nothing else it says', async () => {
	const { host, screen } = await hall();
	const state = {
		user: { name: 'Frau Beispiel' },
		editing: 'c_1',
		note: 'geheim',
		cursor: { x: 1 },
	};
	host.post(say(7, 1, state));
	expect(heardBy(screen)).toEqual([
		{
			client: 7,
			clock: 1,
			state: JSON.stringify({ user: { name: 'host' }, editing: 'c_1', cursor: { x: 1 } }),
		},
	]);
	expect(heardBy(host)).toEqual([]);
});

test('[RO11] readers and seats are not heard', async () => {
	const { screen, host } = await hall();
	screen.post(say(7, 1, {}));
	expect(heardBy(host)).toEqual([]);
	const place = await hall(seat);
	place.host.post(say(7, 1, {}));
	expect(heardBy(place.screen)).toEqual([]);
	expect([screen.closed, place.host.closed]).toEqual([undefined, undefined]);
});

test('[RO11] a peer speaks for its own id only; foreign ids, goodbyes for others, nonsense: dropped', async () => {
	const { room, host, screen, clock } = await hall();
	const other = new Screen(room, 'write');
	host.post(say(7, 1, {}));
	other.post(say(8, 1, {}));
	await clock.pass(100);
	screen.awareness.length = 0;
	other.post(say(7, 2 ** 39, { editing: 'c_9' }));
	other.post(say(7, 2 ** 39, null));
	other.post(awarenessFrame(Uint8Array.of(200, 200, 1)));
	other.post(awarenessFrame(new Uint8Array(LIMITS.awarenessBytesMax + 1)));
	await clock.pass(100);
	expect(heardBy(screen)).toEqual([]);
	host.post(say(7, 2, { editing: 'c_1' }));
	await clock.pass(100);
	expect(heardBy(screen).map(({ client, clock }) => [client, clock])).toEqual([[7, 2]]);
	expect(other.closed).toBeUndefined();
});

test('[RO11] gone with its peer, with the last clock; who comes later is told who is there', async () => {
	const { room, host, clock } = await hall();
	host.post(say(7, 5, {}));
	await clock.pass(100);
	const late = new Screen(room, 'read');
	expect(heardBy(late)).toMatchObject([{ client: 7, clock: 5 }]);
	host.cut();
	await clock.pass(100);
	expect(heardBy(late).at(-1)).toEqual({ client: 7, clock: 5, state: 'null' });
	expect(heardBy(new Screen(room, 'read'))).toEqual([]);
});

test('[RO11] at most ten a second, whatever comes in', async () => {
	const { host, screen, clock } = await hall();
	for (let n = 1; n <= 200; n++) {
		host.post(say(7, n, { cursor: { x: n } }));
		await clock.pass(5);
	}
	expect(screen.awareness.length).toBeLessThanOrEqual(11);
	await clock.pass(100);
	expect(heardBy(screen).at(-1)!.state).toContain('"x":200');
});
