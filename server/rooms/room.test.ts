import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { board, newNode, replay, Screen, seat } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { info, smallHall, write } from '#tests/support/small-hall.ts';

describe('one order', () => {
	test('[RO1] kept, acknowledged, shown', async () => {
		const { room, host, screen, memory } = await smallHall();
		write(host.doc, 1);
		await settled();
		expect(room.seq).toBe(1);
		expect(host.saved).toBe(host.sent);
		expect(info(screen.doc)).toEqual({ schema: 1 });
		expect(info(await replay(memory, board))).toEqual({ schema: 1 });
	});

	test('[RO1] while the log is silent, no way leads out: no frame, no answer, no export', async () => {
		const { room, host, screen, log } = await smallHall(board, 'silent');
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
		const { room, host, log } = await smallHall(board, 'silent');
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
		const { room, host, log } = await smallHall(board, 'silent');
		for (let value = 1; value <= 600; value++) write(host.doc, value);
		await settled();
		await log.release();
		await settled();
		expect(room.seq).toBe(3); // 1, then 512 and 87
	});

	test('[RO7] the count covers frames without effect, never falls, and comes once a batch', async () => {
		const { host, log } = await smallHall(board, 'silent');
		for (let value = 1; value <= 20; value++) write(host.doc, value);
		await settled();
		host.frames.length = 0;
		await log.release();
		await settled();
		const counts = host.frames.filter(([type]) => type === 100).map((frame) => frame[1]);
		expect(counts).toEqual([2, 21]);
	});

	test('[RO7] nobody is told who did not ask or may not write', async () => {
		const { screen, host } = await smallHall();
		write(host.doc, 1);
		await settled();
		expect(screen.frames.some(([type]) => type === 100)).toBe(false);
	});

	test('[RO8] one frame for all, and none for a sole author', async () => {
		const { room, host, screen } = await smallHall();
		const second = new Screen(room, 'read');
		await settled();
		const heard = host.heard;
		write(host.doc, 1);
		await settled();
		expect(host.heard).toBe(heard);
		expect(screen.frames.at(-1)).toBe(second.frames.at(-1));
	});

	test('[RO8] who asks for the same gets the same answer, and after a change another one', async () => {
		const { room, host } = await smallHall();
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
		const { room, host, log } = await smallHall();
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
		const { room, screen } = await smallHall();
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
		const { room, host } = await smallHall();
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
		const { room, memory } = await smallHall();
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
		const { room, memory } = await smallHall();
		const newer = await memory.fence(board.dialogue, board.id as 't_work');
		expect(await room.write(newer, (doc) => (write(doc, 1), {}))).toBe('ok');
	});

	test('an erased dialogue answers gone, and its screens are closed with 4410', async () => {
		const { room, memory, host } = await smallHall();
		await memory.erase(board.dialogue);
		expect(await room.write(room.epoch, (doc) => (write(doc, 1), {}))).toBe('gone');
		expect([host.closed, room.hasEnded]).toEqual([CLOSE.erased, true]);
	});
});
