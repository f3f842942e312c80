import { expect, test } from 'vitest';
import { MemoryBus } from '#server/adapters/memory/bus.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Calls } from '#server/ports/bus.ts';
import { board, LogLines, Screen, seat } from '#tests/support/room-screens.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { AwarenessBetween } from './awareness-between.ts';
import { readAwareness, writeAwareness } from './awareness.ts';
import { awarenessFrame } from './frame.ts';
import { Registry } from './registry.ts';

const say = (client: number, clock: number, state: unknown) =>
	awarenessFrame(writeAwareness([{ client, clock, state: JSON.stringify(state) }]));

/** Who is there, as a page reckons it: of two entries the newer one. */
function seenBy(screen: Screen): Map<number, string> {
	const clocks = new Map<number, number>();
	const there = new Map<number, string>();
	for (const { client, clock, state } of screen.awareness.flatMap((b) => readAwareness(b)!)) {
		const known = clocks.get(client) ?? -1;
		const isNews = clock > known || (clock === known && state === 'null' && there.has(client));
		if (!isNews) continue;
		clocks.set(client, clock);
		if (state === 'null') there.delete(client);
		else there.set(client, state);
	}
	return there;
}

/** Nodes over one log and one bus. What is called out is kept. */
function nodes(...names: string[]) {
	const [bus, log, clock] = [new MemoryBus(), new MemoryUpdateLog(), new VirtualClock()];
	const called: Calls['awareness.told'][] = [];
	bus.listen('awareness.told', (told) => called.push(told));
	const registries = names.map(
		(name) =>
			new Registry({
				log,
				clock,
				logger: new LogLines(),
				between: new AwarenessBetween(bus, name),
			}),
	);
	return { bus, clock, called, registries, open: (n: number) => opened(registries[n]!) };
}

async function opened(registry: Registry, doc = board) {
	const { room } = await registry.hold(doc);
	await settled();
	return room;
}

test('[RO17] a host on one node is seen on the other, in the server’s words, and gone when it goes', async () => {
	const { clock, open } = nodes('a', 'b');
	const [onA, onB] = [await open(0), await open(1)];
	const host = new Screen(onA, 'write');
	const screen = new Screen(onB, 'read');
	host.post(say(7, 1, { user: { name: 'Frau Beispiel' }, note: 'geheim', editing: 'c_1' }));
	await clock.pass(100);
	expect(seenBy(screen)).toEqual(
		new Map([[7, JSON.stringify({ user: { name: 'host' }, editing: 'c_1' })]]),
	);
	host.post(say(7, 2, { editing: 'c_2' }));
	await clock.pass(200);
	expect(seenBy(screen).get(7)).toContain('c_2');
	host.cut();
	await clock.pass(200);
	expect(seenBy(screen)).toEqual(new Map());
});

test('[RO17] a node that opens a board later, and a screen that comes later, are told who is there', async () => {
	const { clock, open } = nodes('a', 'b');
	const host = new Screen(await open(0), 'write');
	host.post(say(7, 1, { editing: 'c_1' }));
	await clock.pass(500);
	const onB = await open(1);
	await clock.pass(200);
	expect(seenBy(new Screen(onB, 'read')).get(7)).toContain('c_1');
	// what B only heard it does not tell: a third node hears of it once, from A
	expect(seenBy(host)).toEqual(new Map());
});

test('[RO17] whatever moves on a node, it calls out ten times a second at most; renewals keep an entry alive', async () => {
	const { clock, open, called } = nodes('a', 'b');
	const [onA, onB] = [await open(0), await open(1)];
	const hosts = [7, 8, 9].map((client) => ({ client, page: new Screen(onA, 'write') }));
	const screen = new Screen(onB, 'read');
	for (let n = 1; n <= 100; n++) {
		for (const { client, page } of hosts) page.post(say(client, n, { cursor: { x: n } }));
		await clock.pass(10);
	}
	expect(called.length).toBeLessThanOrEqual(11);
	expect(called.every(({ entries }) => entries.length <= hosts.length)).toBe(true);
	for (let n = 101; n < 121; n++) {
		await clock.pass(15_000);
		for (const { client, page } of hosts) page.post(say(client, n, { cursor: { x: 100 } }));
		expect([...seenBy(screen).keys()]).toEqual([7, 8, 9]);
	}
	expect(seenBy(new Screen(onB, 'read')).size).toBe(3);
});

test('[RO17] what a dead node has told is forgotten 28 s after its last word', async () => {
	const { bus, clock, open } = nodes('b');
	const screen = new Screen(await open(0), 'read');
	const entry = { client: 7, clock: 3, state: '{"user":{"name":"host"}}' };
	const doc = `${board.dialogue}/board/${board.id}`;
	bus.call('awareness.told', { doc, node: 'dead', entries: [entry], isAnswer: false });
	await clock.pass(27_000);
	expect(seenBy(screen).size).toBe(1);
	// the same again is a sign of life; another node's goodbye is none of this one's business
	bus.call('awareness.told', { doc, node: 'dead', entries: [entry], isAnswer: false });
	const goodbye = { ...entry, clock: 9, state: 'null' };
	bus.call('awareness.told', { doc, node: 'another', entries: [goodbye], isAnswer: false });
	await clock.pass(27_000);
	expect(seenBy(screen).size).toBe(1);
	await clock.pass(1_500);
	expect(seenBy(screen).size).toBe(0);
	expect(clock.waiting).toBeLessThan(8);
});

test.each(['known there already', 'opened by it'])(
	'[RO17] a page that moves to another node (board %s) is there, once; its old socket’s end does not take it away',
	async (how) => {
		const { clock, open, registries } = nodes('a', 'b');
		const onA = await open(0);
		const onB = how === 'opened by it' ? undefined : await open(1);
		const before = new Screen(onA, 'write');
		before.post(say(7, 1, { editing: 'c_1' }));
		await clock.pass(200);
		// in the latter case it speaks before the other node has answered who is there
		const after = new Screen(onB ?? (await registries[1]!.hold(board)).room, 'write');
		const screens = [new Screen(onA, 'read'), new Screen(after.room, 'read')];
		after.post(say(7, 1, { editing: 'c_2' }));
		await clock.pass(200);
		for (const screen of screens) expect(seenBy(screen).get(7)).toContain('c_2');
		before.cut();
		await clock.pass(200);
		for (const screen of screens) expect(seenBy(screen).get(7)).toContain('c_2');
		after.cut();
		await clock.pass(200);
		for (const screen of screens) expect(seenBy(screen)).toEqual(new Map());
	},
);

test('[RO17] of seats and of readers nothing is called out', async () => {
	const { clock, called, open, registries } = nodes('a', 'b');
	new Screen(await open(0), 'read').post(say(7, 1, {}));
	new Screen(await opened(registries[0]!, seat), 'write').post(say(8, 1, {}));
	await clock.pass(1_000);
	expect(called).toEqual([]);
});
