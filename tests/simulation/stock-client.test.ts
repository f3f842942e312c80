import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { haveSameContent } from '#tests/support/same-content.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { replay } from '#tests/support/room-screens.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { SyncClient } from '#tests/support/sync-client.ts';
import { BOARD_PATH, frozen, SEAT_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { addCard } from '#tests/support/worked-documents.ts';

/** The unchanged y-websocket client, over real sockets. */
let house: SyncHouse;
let log: FaultyUpdateLog;
const clients: SyncClient[] = [];
const board: DocName = { dialogue: 'd_hall', kind: 'board', id: 't_work' };
const ROOTS = ['cards', 'groups', 'info'];

beforeEach(async () => {
	log = new FaultyUpdateLog(new MemoryUpdateLog());
	house = await new SyncHouse({ log }).open();
});
afterEach(async () => {
	for (const client of clients.splice(0)) client.leave();
	await house.close();
});

function client(token: string, path = BOARD_PATH, more: { doc?: Y.Doc; connect?: boolean } = {}) {
	const one = new SyncClient({ base: house.base, path, token, saved: true, ...more });
	clients.push(one);
	return one;
}
const cards = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('cards');
const add = (doc: Y.Doc, n: number) => doc.transact(() => addCard(cards(doc), n));

test('[RO1, RO7] host, second host and reader: synced, edited together, saved and equal', async () => {
	const [host, moderator, reader] = ['host', 'moderator', 'seatOne'].map((token) => client(token));
	for (const each of [host!, moderator!, reader!]) await each.whenSynced();
	for (let n = 1; n <= 20; n++) add((n % 2 ? host! : moderator!).doc, n);
	await Promise.all([host!.whenSaved(), moderator!.whenSaved()]);
	const text = cards(host!.doc).get('c_1')!.get('text') as Y.Text;
	text.delete(0, 4); // a state vector does not move with this
	await host!.whenSaved();
	const fold = await replay(log, board);
	await until(() => haveSameContent(reader!.doc, fold, ROOTS), { what: 'the reader sees all' });
	expect(haveSameContent(moderator!.doc, fold, ROOTS)).toBe(true);
	expect([reader!.saved, reader!.closes]).toEqual([undefined, []]);
});

test('[SC4] thirty minutes offline, reloaded, edited while it connects: everything arrives, nothing closes', async () => {
	const before = client('seatOne', SEAT_PATH);
	await before.whenSynced();
	add(before.doc, 0);
	await before.whenSaved();
	before.goOffline();
	for (let n = 1; n <= 60; n++) add(before.doc, n);
	const reloaded = new Y.Doc();
	Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(before.doc));
	const after = client('seatOne', SEAT_PATH, { doc: reloaded, connect: false });
	after.comeBack();
	// the stock client sends every edit at once, before the backlog that it builds upon
	await until(
		() => {
			(cards(reloaded).get('c_7')!.get('text') as Y.Text).insert(0, '!');
			cards(reloaded).get('c_9')!.set('state', 'withdrawn');
			return after.online;
		},
		{ what: 'online', everyMs: 1 },
	);
	for (let i = 0; i < 5; i++) cards(reloaded).get('c_9')!.set('rank', `z${i}`);
	await after.whenSaved();
	expect(after.closes).toEqual([]);
	const fold = await replay(log, { dialogue: 'd_hall', kind: 'seat', id: 's_one' });
	expect(haveSameContent(fold, reloaded, ['cards', 'receipts'])).toBe(true);
	expect(fold.store.pendingStructs).toBeNull();
});

test('[SC6] readers: an honest one lives on, one that writes is closed with 4403 for good, nothing changes', async () => {
	const host = client('host');
	await host.whenSynced();
	for (let n = 1; n <= 5; n++) add(host.doc, n);
	cards(host.doc).get('c_1')!.set('rank', 'z');
	await host.whenSaved();
	for (const token of ['seatOne', 'projector', 'otherHost']) {
		const reader = client(token);
		await reader.whenSynced();
		reader.goOffline();
		reader.comeBack();
		await reader.whenSynced();
		expect(reader.closes).toEqual([1005]);
		cards(reader.doc).get('c_1')!.set('rank', 'mine');
		await until(() => reader.closes.at(-1) === CLOSE.notAllowed, { what: 'closed with 4403' });
		expect(reader.provider.shouldConnect).toBe(false);
	}
	expect(
		cards(await replay(log, board))
			.get('c_1')!
			.get('rank'),
	).toBe('z');
});

test('[SC6] an offline edit of a reader comes as a sync step 2 only if it is asked; its next edit closes it', async () => {
	const reader = client('projector', BOARD_PATH, { connect: false });
	add(reader.doc, 1);
	reader.comeBack();
	await reader.whenSynced();
	add(reader.doc, 2);
	expect(await reader.whenClosed()).toBe(CLOSE.notAllowed);
	expect(cards(await replay(log, board)).size).toBe(0);
});

test('[RO15] frozen: a reconnecting host is welcome; unfrozen, it writes on with the same page', async () => {
	const host = client('host');
	await host.whenSynced();
	add(host.doc, 1);
	await host.whenSaved();
	await house.decide(frozen('t_work'));
	host.goOffline();
	host.comeBack();
	await host.whenSynced();
	expect(host.closes).toEqual([1005]);
	await house.decide(frozen());
	add(host.doc, 2);
	await until(() => host.saved === host.sent, { what: 'saved' });
	expect(cards(await replay(log, board)).size).toBe(2);
});

test('[RO3] the log is silent: saving is paused, then everything is there', async () => {
	const [host, reader] = [client('host'), client('projector')];
	await Promise.all([host.whenSynced(), reader.whenSynced()]);
	await until(() => host.saved === host.sent, { what: 'the first step 2' });
	log.next('silent');
	for (let n = 1; n <= 10; n++) add(host.doc, n);
	await until(() => host.paused && reader.paused, { what: 'paused' });
	expect(cards(reader.doc).size).toBe(0);
	await log.releaseAll();
	await host.whenSaved();
	await until(() => cards(reader.doc).size === 10 && !reader.paused, { what: 'all shown' });
});

test('[RE3] the node goes down and another comes up on the same log: the client is back by itself', async () => {
	const host = client('host');
	await host.whenSynced();
	add(host.doc, 1);
	await host.whenSaved();
	const port = new URL(house.base).port;
	await house.close();
	expect(await host.whenClosed()).toBe(CLOSE.goingDown);
	add(host.doc, 2);
	house = await new SyncHouse({ log }).open(Number(port));
	await host.whenSaved();
	expect(cards(await replay(log, board)).size).toBe(2);
});

test('[RO11] a host is seen by others under its role; a reader is seen by nobody', async () => {
	const [host, reader] = [client('host'), client('projector')];
	await Promise.all([host.whenSynced(), reader.whenSynced()]);
	host.provider.awareness.setLocalStateField('user', { name: 'Frau Beispiel' });
	host.provider.awareness.setLocalStateField('editing', 'c_1');
	const seen = () => reader.provider.awareness.getStates().get(host.doc.clientID);
	await until(() => seen()?.['editing'] === 'c_1', { what: 'the host at work' });
	expect(seen()).toEqual({ user: { name: 'host' }, editing: 'c_1' });
	expect(host.provider.awareness.getStates().has(reader.doc.clientID)).toBe(false);
	host.goOffline();
	await until(() => seen() === undefined, { what: 'the host gone' });
	host.comeBack();
	await until(() => seen()?.['editing'] === 'c_1', { what: 'the host back' });
});

test('[RE2] connecting and disconnecting around rooms that are dropped: no edit lost', async () => {
	await house.close();
	house = await new SyncHouse({ log, limits: { boardIdleMs: 1, sweepMs: 5 } }).open();
	const chance = new SeededRandom(seedOf(process.env['SEED']));
	const pages = ['host', 'moderator', 'organiser'].map((token) => client(token));
	let added = 0;
	for (let round = 0; round < 60; round++) {
		const page = chance.pick(pages)!;
		if (chance.chance(0.5)) page.goOffline();
		else page.comeBack();
		if (chance.chance(0.7)) add(page.doc, ++added);
		if (chance.chance(0.3)) for (const each of pages) each.goOffline();
		await until(() => chance.chance(0.2) || house.registry.open.length === 0, { what: 'a while' });
	}
	for (const page of pages) page.comeBack();
	for (const page of pages) await page.whenSaved();
	const fold = await replay(log, board);
	expect(cards(fold).size, `seed ${chance.seed}`).toBe(added);
	for (const { doc } of pages)
		await until(() => haveSameContent(doc, fold, ROOTS), { what: `equal, seed ${chance.seed}` });
});
