import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import { rawUpdate } from '#tests/support/raw-update.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { board, replay, Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { info, smallHall, write } from '#tests/support/small-hall.ts';

describe('rights', () => {
	test('[SC6] a reader that would change something is closed with 4403, as update and as step 2', async () => {
		for (const step of ['update', 'two'] as const) {
			const { room, screen, log, host } = await smallHall();
			write(host.doc, 1);
			await settled();
			const rogue = new Y.Doc();
			write(rogue, 2);
			screen.post(syncFrame(step, Y.encodeStateAsUpdate(rogue)));
			await settled();
			expect(screen.closed).toBe(CLOSE.notAllowed);
			expect([room.seq, log.appends]).toEqual([1, 1]);
			const deleter = new Screen(room, 'read');
			const eightBytes = rawUpdate({ deletes: [{ client: host.doc.clientID, ranges: [[0, 1]] }] });
			deleter.post(syncFrame(step, eightBytes));
			await settled();
			expect(deleter.closed).toBe(CLOSE.notAllowed);
			expect(room.read(info)).toEqual({ schema: 1 });
		}
	});

	test('[SC6] what changes nothing is welcome from a reader, deletions and all', async () => {
		const { host, screen, room } = await smallHall();
		for (let value = 0; value < 9; value++) write(host.doc, value);
		await settled();
		const { seq } = room;
		screen.post(syncFrame('two', Y.encodeStateAsUpdate(screen.doc)));
		screen.post(
			syncFrame('two', Y.encodeStateAsUpdate(screen.doc, Y.encodeStateVector(screen.doc))),
		);
		screen.post(syncFrame('update', Y.encodeStateAsUpdate(screen.doc)));
		await settled();
		expect(screen.closed).toBeUndefined();
		expect(room.seq).toBe(seq);
	});

	test('[RO15] readers are sent no step 1; who gains the right is, on the same socket', async () => {
		const { room, screen, registry } = await smallHall();
		expect(screen.asked).toBe(0);
		screen.verdict = 'write';
		await registry.rejudge(board.dialogue);
		expect(screen.asked).toBe(1);
		write(screen.doc, 5);
		await settled();
		expect(room.read(info)).toEqual({ schema: 5 });
	});

	test('[RO15] who has the right by now, and this node has not heard of it yet, loses nothing', async () => {
		const { room, screen } = await smallHall();
		screen.verdict = 'write';
		write(screen.doc, 1);
		write(screen.doc, 2);
		await settled();
		expect(screen.closed).toBeUndefined();
		expect(room.read(info)).toEqual({ schema: 2 });
		expect(screen.saved).toBe(screen.sent);
	});

	test('[RO15] who loses the right stays and reads, until it sends something', async () => {
		const { room, host, screen, registry } = await smallHall();
		host.verdict = 'read';
		await registry.rejudge(board.dialogue);
		expect(host.closed).toBeUndefined();
		await room.write(room.epoch, (doc) => (write(doc, 7), {}));
		expect([info(host.doc), info(screen.doc)]).toEqual([{ schema: 7 }, { schema: 7 }]);
		write(host.doc, 8);
		await settled();
		expect(host.closed).toBe(CLOSE.notAllowed);
		expect(info(screen.doc)).toEqual({ schema: 7 });
	});

	test('[RO6] rights that are gone altogether: closed with the code that says why', async () => {
		const { host, screen, registry } = await smallHall();
		screen.verdict = { none: CLOSE.unauthorised };
		await registry.rejudge(board.dialogue);
		expect([host.closed, screen.closed]).toEqual([undefined, CLOSE.unauthorised]);
	});

	test('[RO6] a batch in flight when the table freezes: judged again, frame by frame', async () => {
		const { room, host, memory, screen } = await smallHall();
		const moderator = new Screen(room, 'write', { role: 'moderator' });
		await settled();
		write(host.doc, 1);
		await settled();
		await memory.fence(board.dialogue, board.id as 't_work');
		host.verdict = 'read';
		write(host.doc, 2);
		moderator.doc.getMap('info').set('by', 'moderator');
		await settled();
		expect(host.closed).toBe(CLOSE.notAllowed);
		expect(moderator.closed).toBeUndefined();
		expect(info(screen.doc)).toEqual({ schema: 1, by: 'moderator' });
		expect(info(await replay(memory, board))).toEqual({ schema: 1, by: 'moderator' });
	});

	test('[RO6] a right from before the fence is not used after it, however the room learnt of it', async () => {
		const { room, host, memory } = await smallHall();
		write(host.doc, 1);
		await settled();
		const newer = await memory.fence(board.dialogue, null);
		await room.write(newer, (doc) => (write(doc, 2), {}));
		expect(room.epoch).toBe(newer);
		host.verdict = 'read';
		write(host.doc, 3);
		await settled();
		expect(room.read(info)).toEqual({ schema: 2 });
		expect(host.closed).toBe(CLOSE.notAllowed);
	});
});

describe('slow screens', () => {
	test('[RO12] they get what they have missed, in one frame', async () => {
		const { room, host, screen } = await smallHall();
		screen.isSlow = true;
		const frames = screen.frames.length;
		for (let value = 0; value < 20; value++) {
			write(host.doc, value);
			await settled(1);
		}
		expect(screen.frames.length).toBe(frames);
		screen.isSlow = false;
		room.resume(screen);
		expect(screen.frames.length).toBe(frames + 1);
		expect(info(screen.doc)).toEqual({ schema: 19 });
	});

	test('[RO12] nothing overtakes what they have missed', async () => {
		const { room, host, screen } = await smallHall();
		screen.isSlow = true;
		write(host.doc, 1);
		await settled();
		screen.isSlow = false;
		write(host.doc, 2);
		await settled();
		expect(info(screen.doc)).toEqual({});
		room.resume(screen);
		expect(info(screen.doc)).toEqual({ schema: 2 });
		expect(screen.doc.store.pendingStructs).toBeNull();
	});

	test('[RO12] one that missed very much, and one that asked while it was slow', async () => {
		const { room, host, screen } = await smallHall();
		const joiner = new Screen(room, 'read', { join: false });
		screen.isSlow = joiner.isSlow = true;
		joiner.join();
		for (let n = 0; n < 8; n++) {
			host.doc.getMap('cards').set(`c_${n}`, 'x'.repeat(50_000));
			await settled(1);
		}
		expect(joiner.heard).toBe(0);
		screen.isSlow = joiner.isSlow = false;
		room.resume(screen);
		room.resume(joiner);
		for (const { doc } of [screen, joiner]) expect(doc.getMap('cards').size).toBe(8);
		expect(joiner.heard).toBe(1);
	});
});
