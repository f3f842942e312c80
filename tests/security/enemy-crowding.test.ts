import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import { BoardEnds, carryWords, putCard } from '#server/rooms/board-writing.ts';
import { Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import { createOncePerCommand } from '#server/services/once-per-command.ts';
import { createSortBoard } from '#server/services/sort-board.ts';
import { createWaitingCards } from '#server/services/waiting-cards.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { IntakeHouse } from '#tests/support/intake-house.ts';
import { LiveStores } from '#tests/support/live-node.ts';
import { RawSocket } from '#tests/support/raw-socket.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { BOARD_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

// Whoever has the code may take any number of seats. What all of them together use up must leave the hall its own.

/** As many changes as a few seats make in half a minute: each leaves a struct that can be merged with no other. */
async function crowd(room: Room): Promise<void> {
	await room.write(room.epoch, (doc) => {
		const info = doc.getMap('info');
		for (let n = 0; n < (LIMITS.boardStructsMax * 3) / 4; n++) info.set(`field_${n % 2}`, n);
		expect(new BoardEnds(doc).isCrowded).toBe(true);
		return {};
	});
}

test('[IT14] participants who change cards without end leave the host its room; taking back still works', async () => {
	const house = new IntakeHouse();
	const { registry } = await house.start();
	const tablet = await house.tablet();
	tablet.send('c_1', 'Mehr Bänke');
	await house.rest();
	await registry.use(house.board(), crowd);

	tablet.send('c_2', 'Noch eine');
	tablet.reword('c_1', 'Mehr Bänke am Fluss');
	await house.rest();
	expect(tablet.receipt('c_2')).toEqual({ state: 'refused', reason: 'card/board-full' });
	// its newer words are safe in the seat and not on the board: the receipt claims no more
	expect(tablet.receipt('c_1')).toEqual({ state: 'saved', number: 1 });
	expect(await house.card()).toMatchObject({ text: 'Mehr Bänke', state: 'shown' });

	const host = await house.host();
	host.doc.getMap('info').set('host', 'sorts on');
	await house.rest();
	expect(host.closed).toBeUndefined();

	tablet.turn('c_1', 'withdrawn');
	await house.rest();
	expect(await house.card()).toMatchObject({ state: 'withdrawn' });
	tablet.turn('c_1', 'sent');
	await house.rest();
	expect(await house.card()).toMatchObject({ state: 'withdrawn' });
	expect(tablet.receipt('c_1')).toEqual({ state: 'saved', number: 1 });
	expect(await house.owed()).toBe(0);
});

test('[IT14] short cards that grow afterwards count as what they have become', () => {
	const doc = new Y.Doc();
	const ends = new BoardEnds(doc);
	const words = (text: string) => ({ question: 'good', text, lang: 'de' });
	const long = 'ä'.repeat(LIMITS.cardTextCharsMax);
	let grown = 0;
	doc.transact(() => {
		for (let n = 0; n < 1_500; n++) putCard(doc, ends, `c_${n}`, words('x'));
		for (; !ends.isCrowded; grown++) carryWords(doc, ends, `c_${grown}`, words(long), 'good');
	});
	expect(grown).toBeGreaterThan(100);
	expect(grown).toBeLessThan(1_500);
	expect(Y.encodeStateAsUpdate(doc).byteLength).toBeLessThan(LIMITS.boardBytesMax);
	expect(new BoardEnds(doc).isCrowded).toBe(true);
});

test('[LC6] where everybody sorts, the rest of a crowded board is for hosts', async () => {
	const settings = { ...DEFAULT_SETTINGS, sorting: 'everyone' } as const;
	const stores = await LiveStores.with(sampleDialogue({}, { settings }), { t_1: ['c_1', 'c_2'] });
	const { records, log } = stores;
	const mute = () => undefined;
	const logger = { info: mute, warn: mute, error: mute };
	const registry = new Registry({ log, clock: new VirtualClock(), logger });
	const oncePerCommand = createOncePerCommand({ records, clock: new VirtualClock() });
	const sortBoard = createSortBoard({ records, registry, oncePerCommand });
	await registry.use({ dialogue: 'd_1', kind: 'board', id: 't_1' }, crowd);

	const name = 'card:place' as const;
	const id = '00000000-0000-4000-8000-000000000001';
	const command = { name, id, tableId: 't_1', cardId: 'c_1' } as const;
	const guest = await sortBoard('d_1', { role: 'participant' }, command);
	expect(guest.ok || guest.rejection.code).toBe('request/too-many');
	expect(await sortBoard('d_1', { role: 'host', table: 't_1' }, command)).toMatchObject({
		ok: true,
	});
});

test('[VI2] the list of what waits has an end: the oldest of each table, and the next ones when those are decided', async () => {
	const rows = new Map<CardId, LedgerRow>();
	for (let n = 0; n < 3_000; n++) {
		const table = n < 2_900 ? 't_1' : 't_2';
		const text = 'ä'.repeat(LIMITS.cardTextCharsMax);
		const held = { question: 'good', text, lang: 'de', sinceMs: n };
		rows.set(`c_${n}`, { rev: 1, seat: `s_${n % 15}`, table, outcome: 'late', seen: '', held });
	}
	const log = new MemoryUpdateLog();
	log.ledgerOf = () => Promise.resolve(rows);
	const waitingCards = createWaitingCards({ log });

	const told = await waitingCards('d_1');
	expect(JSON.stringify(told).length).toBeLessThan(200_000);
	expect(told[0]?.cardId).toBe('c_0');
	expect(told.some(({ tableId }) => tableId === 't_2')).toBe(true);
	const own = await waitingCards('d_1', 't_1');
	expect(own.length).toBeGreaterThan(10);
	for (const { cardId } of own) rows.delete(cardId);
	expect((await waitingCards('d_1', 't_1'))[0]?.cardId).toBe(`c_${own.length}`);
});

const open: { leave(): void }[] = [];
let sync: SyncHouse | undefined;
afterEach(async () => {
	for (const socket of open.splice(0)) socket.leave();
	await sync?.close();
	sync = undefined;
});

test('[SO4] seats that fill every place at a board keep neither its host nor the projector out', async () => {
	sync = await new SyncHouse().open();
	const { base, grants } = sync;
	const at = (token: string) => {
		const socket = new RawSocket(base, `/sync/${BOARD_PATH}`, { token });
		open.push(socket);
		return socket;
	};
	const seats = LIMITS.participantSocketsPerDocumentMax / LIMITS.socketsPerSeatMax;
	const sockets: RawSocket[] = [];
	for (let n = 0; n < seats; n++) {
		grants.set(`enemy${n}`, { role: 'participant', dialogue: 'd_hall', seat: `s_enemy${n}` });
		for (let k = 0; k < LIMITS.socketsPerSeatMax; k++) sockets.push(at(`enemy${n}`));
	}
	await Promise.all(sockets.map((socket) => socket.whenOpen()));
	expect(await at('seatTwo').outcome()).toBe(CLOSE.busy);
	for (const token of ['host', 'projector', 'moderator']) {
		const socket = await at(token).whenOpen();
		const opened = sockets.push(socket);
		await until(() => sync!.sync.figures.sockets === opened, { what: `${token} is in` });
	}
	// a place that is given back is taken again
	sockets[0]!.leave();
	await until(() => sync!.sync.figures.sockets === sockets.length - 1, { what: 'a place' });
	await at('seatTwo').whenOpen();
	await until(() => sync!.sync.figures.sockets === sockets.length, { what: 'the seat is in' });
});
