import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import { FaultyUpdateLog, type Fate } from '#tests/support/faulty-update-log.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { board, newNode, replay, Screen, seat } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

/** A board with a host and the hall's screen, on a log with this script. */
async function hall(...script: Fate[]) {
	const memory = new MemoryUpdateLog();
	const log = new FaultyUpdateLog(memory);
	const node = newNode(log);
	const { room } = await node.registry.hold(board);
	const [host, screen] = [new Screen(room, 'write'), new Screen(room, 'read')];
	await settled();
	log.next(...script);
	return { ...node, memory, log, room, host, screen };
}
const info = (doc: Y.Doc) => doc.getMap('info').toJSON();
const write = (doc: Y.Doc, value: number) => void doc.getMap('info').set('schema', value);

describe('one order', () => {
	test('[RO1] kept, acknowledged, shown', async () => {
		const { room, host, screen, memory } = await hall();
		write(host.doc, 1);
		await settled();
		expect(room.seq).toBe(1);
		expect(host.saved).toBe(host.sent);
		expect(info(screen.doc)).toEqual({ schema: 1 });
		expect(info(await replay(memory, board))).toEqual({ schema: 1 });
	});

	test('[RO1] while the log is silent, no way leads out: no frame, no answer, no export', async () => {
		const { room, host, screen, log } = await hall('silent');
		write(host.doc, 1);
		await settled();
		const late = new Screen(room, 'read');
		expect([info(screen.doc), info(late.doc), room.state().seq]).toEqual([{}, {}, 0]);
		expect(room.read((doc) => info(doc))).toEqual({});
		expect(host.saved).toBe(1);
		await log.release();
		await settled();
		expect([info(screen.doc), info(late.doc)]).toEqual([{ schema: 1 }, { schema: 1 }]);
		expect(host.saved).toBe(2);
	});

	test('[RO2] what arrives during an append goes into the next one together', async () => {
		const { room, host, log } = await hall('silent');
		const other = new Screen(room, 'write');
		await settled();
		for (let value = 1; value <= 5; value++) write(host.doc, value);
		write(other.doc, 9);
		await settled();
		await log.release();
		await settled();
		expect(room.seq).toBe(2);
		expect([host.saved, other.saved]).toEqual([host.sent, other.sent]);
	});

	test('[RO2] an entry holds 512 frames at most', async () => {
		const { room, host, log } = await hall('silent');
		for (let value = 1; value <= 600; value++) write(host.doc, value);
		await settled();
		await log.release();
		await settled();
		expect(room.seq).toBe(3); // 1, then 512 and 87
	});

	test('[RO7] the count covers frames without effect, never falls, and comes once a batch', async () => {
		const { host, log } = await hall('silent');
		for (let value = 1; value <= 20; value++) write(host.doc, value);
		await settled();
		host.frames.length = 0;
		await log.release();
		await settled();
		const counts = host.frames.filter(([type]) => type === 100).map((frame) => frame[1]);
		expect(counts).toEqual([2, 21]);
	});

	test('[RO7] nobody is told who did not ask or may not write', async () => {
		const { screen, host } = await hall();
		write(host.doc, 1);
		await settled();
		expect(screen.frames.some(([type]) => type === 100)).toBe(false);
	});

	test('[RO8] one frame for all, and none for a sole author', async () => {
		const { room, host, screen } = await hall();
		const second = new Screen(room, 'read');
		await settled();
		const heard = host.heard;
		write(host.doc, 1);
		await settled();
		expect(host.heard).toBe(heard);
		expect(screen.frames.at(-1)).toBe(second.frames.at(-1));
	});

	test('[RO8] who asks for the same gets the same answer, and after a change another one', async () => {
		const { room, host } = await hall();
		write(host.doc, 1);
		await settled();
		const answer = (doc: Y.Doc) =>
			new Screen(room, 'read', { doc }).frames.find(([type, step]) => type === 0 && step === 1);
		expect(answer(new Y.Doc())).toBe(answer(new Y.Doc()));
		const known = () => {
			const doc = new Y.Doc();
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(host.doc));
			return doc;
		};
		expect(answer(known())).toBe(answer(known()));
		const before = answer(new Y.Doc());
		write(host.doc, 2);
		await settled();
		const late = new Y.Doc();
		expect(answer(late)).not.toBe(before);
		expect(info(late)).toEqual({ schema: 2 });
	});

	test('[RO10] a repeat and an up-to-date step 2 are acknowledged and not appended', async () => {
		const { room, host, log } = await hall();
		write(host.doc, 1);
		await settled();
		const appends = log.appends;
		const whole = Y.encodeStateAsUpdate(host.doc);
		host.post(syncFrame('update', whole));
		host.post(syncFrame('two', whole));
		await settled();
		expect([log.appends, room.seq]).toEqual([appends, 1]);
		expect(host.saved).toBe(host.sent);
	});

	test('what a seat is sent is owed a look in the same step, and not what the server writes', async () => {
		const { registry, log } = newNode();
		const { room } = await registry.hold(seat);
		const owner = new Screen(room, 'write', { role: 'participant' });
		await room.write(room.epoch, (doc) => {
			doc.getMap('receipts').set('c_1', { state: 'saved', at: 1 });
			return {};
		});
		expect(await log.due()).toEqual([]);
		owner.doc.getMap('cards').set('c_1', new Y.Map());
		await settled();
		expect((await log.due()).map(({ seat }) => seat)).toEqual([seat.id]);
	});
});

describe('a log that is silent, or lies', () => {
	test('[RO3] after a second every screen is told, and again when it is over', async () => {
		const { host, screen, log, clock, registry } = await hall('silent');
		const told: boolean[] = [];
		registry.onPaused((_room, paused) => told.push(paused));
		write(host.doc, 1);
		await clock.pass(999);
		expect(host.paused).toBeUndefined();
		await clock.pass(1);
		expect([host.paused, screen.paused]).toEqual([true, true]);
		expect(info(screen.doc)).toEqual({});
		await log.release();
		await settled();
		expect([host.paused, screen.paused]).toEqual([false, false]);
		expect(told).toEqual([true, false]);
		expect(info(screen.doc)).toEqual({ schema: 1 });
	});

	test('[RO3] who comes meanwhile is told', async () => {
		const { room, host, clock } = await hall('silent');
		write(host.doc, 1);
		await clock.pass(1_500);
		expect(new Screen(room, 'read').paused).toBe(true);
	});

	test('[RO3, RO18] what waits is bounded: who does not stop is closed with 1013', async () => {
		const { host, room, screen } = await hall('silent');
		const writer = new Screen(room, 'write');
		await settled();
		write(writer.doc, 1);
		const enough = LIMITS.waitingFramesPerDocumentMax + 1_000;
		for (let i = 0; i < enough && host.closed === undefined; i++) write(host.doc, i);
		expect([host.closed, host.isHeld]).toEqual([CLOSE.busy, true]);
		expect([writer.closed, writer.isHeld, screen.closed]).toEqual([undefined, false, undefined]);
	});

	test('[RO18] who writes while much waits is not read; when little does, it goes on, and all is kept', async () => {
		const { host, room, screen, log, clock } = await hall('silent');
		const reader = new Screen(room, 'read');
		write(host.doc, 1);
		await settled();
		let sent = 1;
		while (!host.isHeld && sent < LIMITS.waitingFramesPerDocumentMax) write(host.doc, ++sent);
		expect(sent).toBeLessThan(LIMITS.waitingFramesPerDocumentMax / 3);
		// what is on its way already
		for (let more = 0; more < 1_000; more++) write(host.doc, ++sent);
		const gone = new Screen(room, 'write');
		gone.doc.getMap('info').set('by', 'gone');
		expect([gone.isHeld, reader.isHeld]).toEqual([true, false]);
		gone.cut();
		await log.release();
		await clock.pass(2_000);
		expect([host.isHeld, host.closed, gone.isHeld]).toEqual([false, undefined, true]);
		expect(host.saved).toBe(host.sent);
		expect(info(screen.doc)).toEqual({ schema: sent, by: 'gone' });
	});

	test('[RO3, RO5] a log that is gone for a minute: then everything, once and in order', async () => {
		const { host, screen, log, clock, memory } = await hall(...Array<Fate>(20).fill('refuse'));
		for (let value = 1; value <= 10; value++) write(host.doc, value);
		await clock.pass(500);
		log.failReads(5);
		await clock.pass(60_000);
		expect(info(screen.doc)).toEqual({ schema: 10 });
		expect(host.saved).toBe(host.sent);
		const { tail } = await memory.open(board);
		expect(tail.length).toBeLessThanOrEqual(2);
	});

	test('[RO5] an answer that was lost is found by its bytes, not doubled', async () => {
		const { room, host, screen, clock, memory } = await hall('lose-answer');
		write(host.doc, 1);
		await clock.pass(200);
		expect([room.seq, host.saved]).toEqual([1, 2]);
		expect(info(screen.doc)).toEqual({ schema: 1 });
		expect((await memory.open(board)).tail).toHaveLength(1);
	});

	test('[RO5] an append that hangs for ever is asked for again', async () => {
		const { room, host, clock, memory } = await hall('silent-written', 'silent');
		write(host.doc, 1);
		await clock.pass(6_000);
		expect([room.seq, host.saved]).toEqual([1, 2]);
		expect((await memory.open(board)).tail).toHaveLength(1);
	});

	test('[RO5] a lost answer before the rights moved counts as kept', async () => {
		const { room, host, clock, memory, log } = await hall('silent-written');
		write(host.doc, 1);
		await settled();
		await memory.fence(board.dialogue, null);
		host.verdict = 'read';
		log.next('ok');
		await clock.pass(6_000);
		expect(host.closed).toBeUndefined();
		expect([room.seq, host.saved]).toEqual([1, 2]);
	});

	test('[RO5] what hung and was kept after all counts as kept, whatever the second try is told', async () => {
		const { room, host, clock, memory, log } = await hall('silent', 'silent');
		write(host.doc, 1);
		await clock.pass(5_500);
		expect(log.held).toBe(2);
		await log.release();
		await memory.fence(board.dialogue, null);
		host.verdict = 'read';
		await log.release();
		await settled();
		expect(host.closed).toBeUndefined();
		expect([room.seq, host.saved, (await memory.open(board)).tail.length]).toEqual([1, 2, 1]);
	});

	test('[RO5] a note whose answer was lost is found in the ledger', async () => {
		const { room, clock, log } = await hall('lose-answer');
		const row = { rev: 1, seat: 's_1', table: 't_work', outcome: 'waiting', seen: 'x' } as const;
		const noted = room.note(room.epoch, { ledger: [{ card: 'c_1', was: null, row }] });
		await clock.pass(200);
		expect(await noted).toBe('ok');
		expect((await log.ledger(board.dialogue, ['c_1'])).get('c_1')).toEqual(row);
		expect(await room.note(room.epoch, { ledger: [{ card: 'c_1', was: null, row }] })).toBe(
			'taken',
		);
	});
});

describe('two nodes on one log', () => {
	async function twoNodes() {
		const log = new MemoryUpdateLog();
		const [a, b] = [newNode(log), newNode(log)];
		const rooms = [
			(await a.registry.hold(board)).room,
			(await b.registry.hold(board)).room,
		] as const;
		const screens = rooms.map((room) => new Screen(room, 'write'));
		await settled();
		return { log, rooms, screens: screens as [Screen, Screen] };
	}

	test('[RO4, RO5] what one appends the other shows, and both at once converge without a hole', async () => {
		const { log, rooms, screens } = await twoNodes();
		for (let i = 0; i < 50; i++)
			for (const [n, { doc }] of screens.entries()) write(doc, 10 * i + n);
		await settled(20);
		const truth = info(await replay(log, board));
		for (const { doc } of screens) expect(info(doc)).toEqual(truth);
		expect(rooms[0].seq).toBe(rooms[1].seq);
		const { tail } = await log.open(board);
		expect(tail.map(({ seq }) => seq)).toEqual(tail.map((_entry, i) => i + 1));
		for (const screen of screens) expect(screen.saved).toBe(screen.sent);
	});

	test('[RO13] after a conflict the server makes its change again, on what is there then', async () => {
		const { rooms } = await twoNodes();
		const next = (doc: Y.Doc) => {
			const count = (doc.getMap('info').get('count') as number | undefined) ?? 0;
			doc.getMap('info').set('count', count + 1);
			return {};
		};
		const answers = await Promise.all(
			Array.from({ length: 40 }, (_, i) => rooms[i % 2]!.write(rooms[0].epoch, next)),
		);
		await settled();
		expect(new Set(answers)).toEqual(new Set(['ok']));
		for (const room of rooms) expect(room.read(info)).toEqual({ count: 40 });
	});
});

describe('the server writes', () => {
	test('[RO13] tried, kept, told; nothing to do is nothing', async () => {
		const { room, screen } = await hall();
		const kept: string[] = [];
		const stop = room.onKept(({ seq, by }) => kept.push(`${seq} ${by}`));
		const one = room.write(room.epoch, (doc) => (write(doc, 1), {}));
		expect(await one).toBe('ok');
		expect(info(screen.doc)).toEqual({ schema: 1 });
		expect(await room.write(room.epoch, (doc) => (write(doc, 2), null))).toBe('nothing');
		expect(await room.write(room.epoch, () => ({}))).toBe('nothing');
		expect(await room.write(room.epoch, (doc) => (write(doc, 3), {}))).toBe('ok');
		expect(info(screen.doc)).toEqual({ schema: 3 });
		stop();
		await room.write(room.epoch, (doc) => (write(doc, 4), {}));
		expect(kept).toEqual(['1 server', '2 server']);
	});

	test('[RO13] what throws leaves nothing behind', async () => {
		const { room, host } = await hall();
		const thrown = room.write(room.epoch, (doc) => {
			write(doc, 1);
			throw new Error('as the test wants it');
		});
		await expect(thrown).rejects.toThrow('as the test wants it');
		write(host.doc, 2);
		await settled();
		expect(room.read(info)).toEqual({ schema: 2 });
		expect(room.seq).toBe(1);
	});

	test('[RO13] stale-epoch and taken leave nothing behind, and the room has learnt the epoch', async () => {
		const { room, memory } = await hall();
		const before = room.epoch;
		await memory.fence(board.dialogue, board.id as 't_work');
		expect(await room.write(before, (doc) => (write(doc, 1), {}))).toBe('stale-epoch');
		expect(room.epoch).not.toBe(before);
		const row = { rev: 1, seat: 's_1', table: 't_work', outcome: 'shown', seen: 'x' } as const;
		const carry = () =>
			room.write(room.epoch, (doc) => {
				write(doc, 2);
				return { ledger: [{ card: 'c_1', was: null, row }] };
			});
		expect(await carry()).toBe('ok');
		expect(await carry()).toBe('taken');
		expect([room.seq, room.read(info)]).toEqual([1, { schema: 2 }]);
	});

	test('a caller that knows a newer epoch teaches the room', async () => {
		const { room, memory } = await hall();
		const newer = await memory.fence(board.dialogue, board.id as 't_work');
		expect(await room.write(newer, (doc) => (write(doc, 1), {}))).toBe('ok');
	});

	test('an erased dialogue answers gone, and its screens are closed with 4410', async () => {
		const { room, memory, host } = await hall();
		await memory.erase(board.dialogue);
		expect(await room.write(room.epoch, (doc) => (write(doc, 1), {}))).toBe('gone');
		expect([host.closed, room.hasEnded]).toEqual([CLOSE.erased, true]);
	});
});
