import { describe, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { board, newNode, replay, Screen, seat } from '#tests/support/room-screens.ts';
import { item, rawUpdate, type } from '#tests/support/raw-update.ts';
import { VirtualClock, settled } from '#tests/support/virtual-clock.ts';
import { addCard } from '#tests/support/worked-documents.ts';
import { DrainingError } from './registry.ts';

const seatOf = (n: number): DocName => ({ dialogue: seat.dialogue, kind: 'seat', id: `s_${n}` });
const info = (doc: Y.Doc) => doc.getMap('info').toJSON();
const write = (doc: Y.Doc, value: number) => void doc.getMap('info').set('schema', value);

/** A log that counts what is asked of it, and holds its loads back. */
class SlowLog extends FaultyUpdateLog {
	opens = 0;
	gate: Promise<void> | undefined;
	override async open(...at: Parameters<FaultyUpdateLog['open']>) {
		this.opens++;
		await this.gate;
		return super.open(...at);
	}
}

describe('loading', () => {
	test('[RE1] a hundred first comers: one load, one room, and nobody gets it before the listeners', async () => {
		const log = new SlowLog(new MemoryUpdateLog());
		const { registry } = newNode(log);
		const told: unknown[] = [];
		registry.onOpen((room) => told.push(room));
		const all = await Promise.all(Array.from({ length: 100 }, () => registry.hold(board)));
		expect([log.opens, new Set(all.map(({ room }) => room)).size]).toEqual([1, 1]);
		expect(told).toEqual([all[0]!.room]);
	});

	test('[RE1] a failed load fails all who wait, and leaves nothing behind', async () => {
		const log = new SlowLog(new MemoryUpdateLog());
		const { registry } = newNode(log);
		log.failReads(1);
		const all = await Promise.allSettled([1, 2, 3].map(() => registry.hold(board)));
		expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(registry.open).toEqual([]);
		expect((await registry.hold(board)).room.seq).toBe(0);
		expect(log.opens).toBe(2);
	});

	test('[RE1] a log that does not answer fails the load after ten seconds', async () => {
		const log = new SlowLog(new MemoryUpdateLog());
		log.gate = new Promise(() => undefined);
		const { registry, clock } = newNode(log);
		const held = registry.hold(board).catch((error: unknown) => String(error));
		await clock.pass(10_000);
		expect(await held).toContain('does not answer');
	});

	test('[RO9] a log with a hole, or with what does not fit, is not opened', async () => {
		const gap = new Y.Doc();
		write(gap, 1);
		const first = Y.encodeStateVector(gap);
		write(gap, 2);
		const rest = Y.encodeStateAsUpdate(gap, first);
		for (const tail of [[{ seq: 2, update: rest }], [{ seq: 1, update: rest }]]) {
			const log = new SlowLog(new MemoryUpdateLog());
			log.open = () => Promise.resolve({ generation: 1, epoch: '0.0', tail });
			const { registry, lines } = newNode(log);
			await expect(registry.hold(board)).rejects.toThrow();
			expect(lines.events).toContain('room.load_failed');
		}
	});
});

describe('dropping', () => {
	test('[RE2] a room without screens is dropped after 60 s, a seat after 10 s, one in use never', async () => {
		const { registry, clock } = newNode();
		const { room, release } = await registry.hold(board);
		const screen = new Screen(room, 'write');
		release();
		(await registry.hold(seat)).release();
		await clock.pass(14_000);
		expect(registry.peek(seat)).toBeUndefined();
		write(screen.doc, 1);
		await clock.pass(120_000);
		expect(registry.peek(board)).toBe(room);
		screen.cut();
		await clock.pass(50_000);
		expect(registry.peek(board)).toBe(room);
		await clock.pass(15_000);
		expect(registry.peek(board)).toBeUndefined();
		const again = await registry.hold(board);
		expect(again.room).not.toBe(room);
		expect(again.room.read(info)).toEqual({ schema: 1 });
	});

	test('[RE2] `use` holds as long as it takes, and lets go also after an error', async () => {
		const { registry, clock } = newNode();
		let finish!: () => void;
		const used = registry.use(board, () => new Promise<void>((done) => (finish = done)));
		await clock.pass(120_000);
		expect(registry.open).toHaveLength(1);
		finish();
		await used;
		await expect(registry.use(board, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
		await clock.pass(120_000);
		expect(registry.open).toHaveLength(0);
		expect(clock.waiting).toBe(1); // the sweep
	});

	test('[RE2] who comes while a room is compacted for its drop gets that room, and keeps it', async () => {
		const memory = new MemoryUpdateLog();
		const log = new FaultyUpdateLog(memory);
		const { registry, clock } = newNode(log, { tailEntriesMaxOnDrop: 1 });
		const { room, release } = await registry.hold(board);
		await room.write(room.epoch, (doc) => (write(doc, 1), {}));
		release();
		let goOn!: () => void;
		const gate = new Promise<void>((done) => (goOn = done));
		log.compact = async (...snapshot) => {
			await gate;
			return memory.compact(...snapshot);
		};
		await clock.pass(65_000);
		const again = await registry.hold(board);
		goOn();
		await settled();
		expect([again.room === room, room.hasEnded]).toEqual([true, false]);
		again.release();
		await clock.pass(70_000);
		expect(room.hasEnded).toBe(true);
	});

	test('[RO9] a room that broke is replaced by a fresh one', async () => {
		const { registry, log } = newNode();
		const { room } = await registry.hold(board);
		const screen = new Screen(room, 'write');
		await settled();
		await log.append(board, { seq: 0, epoch: room.epoch }, Uint8Array.of(1, 2, 3));
		await settled();
		expect([screen.closed, room.hasEnded]).toEqual([CLOSE.busy, true]);
		expect(registry.peek(board)).toBeUndefined();
		await expect(room.write(room.epoch, () => ({}))).rejects.toThrow('ended');
	});
});

describe('draining', () => {
	test('[RE3] what was accepted is kept before the screens are closed with 1012; nothing new comes in', async () => {
		const memory = new MemoryUpdateLog();
		const log = new FaultyUpdateLog(memory);
		const { registry } = newNode(log);
		const { room } = await registry.hold(board);
		const host = new Screen(room, 'write');
		await settled();
		log.next('silent');
		for (let value = 1; value <= 30; value++) write(host.doc, value);
		await settled();
		const drained = registry.drain();
		write(host.doc, 99);
		await expect(registry.hold(seat)).rejects.toThrow(DrainingError);
		expect(host.closed).toBeUndefined();
		await log.release();
		await drained;
		expect(host.closed).toBe(CLOSE.goingDown);
		expect(host.saved).toBe(host.sent - 1);
		expect(info(await replay(memory, board))).toEqual({ schema: 30 });
	});

	test('[RE3] a crowd is sent away one after the other, within three seconds', async () => {
		const { registry, clock } = newNode();
		const screens: Screen[] = [];
		for (let n = 0; n < 25; n++) {
			const { room } = await registry.hold(seatOf(n));
			for (let k = 0; k < 30; k++) screens.push(new Screen(room, 'read'));
		}
		await settled();
		const gone = () => screens.filter(({ closed }) => closed === CLOSE.goingDown).length;
		const drained = registry.drain();
		await settled();
		expect(gone()).toBe(150);
		await clock.pass(100);
		expect(gone()).toBe(300);
		await clock.pass(2_900);
		await drained;
		expect(gone()).toBe(screens.length);
	});

	test('[RE3] a log that never answers does not hold it up for ever', async () => {
		const log = new FaultyUpdateLog(new MemoryUpdateLog());
		const { registry, clock } = newNode(log);
		const { room } = await registry.hold(board);
		const host = new Screen(room, 'write');
		await settled();
		log.next('silent');
		write(host.doc, 1);
		await settled();
		const drained = registry.drain();
		await clock.pass(6_000);
		await drained;
		expect(host.closed).toBe(CLOSE.goingDown);
		expect(clock.waiting).toBeLessThan(3);
	});

	test('erased: screens of this dialogue are closed with 4410, others stay', async () => {
		const { registry } = newNode();
		const here = new Screen((await registry.hold(board)).room, 'read');
		const there = new Screen((await registry.hold({ ...board, dialogue: 'd_other' })).room, 'read');
		registry.erased(board.dialogue);
		expect([here.closed, there.closed]).toEqual([CLOSE.erased, undefined]);
	});
});

describe('compaction', () => {
	test('[RE4] a long tail in use, and a short one on drop; what is loaded then is the same', async () => {
		const { registry, clock, log } = newNode();
		const { room, release } = await registry.hold(board);
		const host = new Screen(room, 'write');
		await settled();
		for (let value = 1; value <= 600; value++) {
			write(host.doc, value);
			await settled(1);
		}
		await clock.pass(2_000);
		const compacted = await log.open(board);
		expect(compacted.snapshot?.seq).toBe(600);
		expect(compacted.snapshot!.state.byteLength).toBeLessThan(200);
		for (let value = 601; value <= 660; value++) {
			write(host.doc, value);
			await settled(1);
		}
		host.cut();
		release();
		await clock.pass(90_000);
		const dropped = await log.open(board);
		expect([dropped.snapshot?.seq, dropped.tail.length]).toEqual([660, 0]);
		expect((await registry.hold(board)).room.read(info)).toEqual({ schema: 660 });
	});

	test('[RE4] edits that come during a compaction are in the log after it', async () => {
		const memory = new MemoryUpdateLog();
		const { registry } = newNode(memory);
		const { room } = await registry.hold(board);
		const host = new Screen(room, 'write');
		await settled();
		for (let value = 1; value <= 60; value++) write(host.doc, value);
		await settled();
		const compacted = room.compact(1);
		write(host.doc, 61);
		await compacted;
		await settled();
		const { snapshot, tail } = await memory.open(board);
		expect(tail).toHaveLength(1);
		expect(snapshot!.seq).toBe(room.seq - 1);
		expect(info(await replay(memory, board))).toEqual({ schema: 61 });
	});

	test('[RE4] V5: a text that a fresh load shows otherwise is found, and from then on there is one text', async () => {
		const log = new MemoryUpdateLog();
		const { registry, lines } = newNode(log);
		const { room } = await registry.hold(board);
		for (const update of diverging()) {
			const { seq, epoch } = room;
			await log.append(board, { seq, epoch }, update);
			await settled();
		}
		const host = new Screen(room, 'write');
		const text = (doc: Y.Doc) => String(doc.getMap('cards').get('c_1'));
		const shown = room.read(text);
		await room.compact(1);
		expect(lines.events).toContain('snapshot.diverged');
		expect(host.closed).toBe(CLOSE.restored);
		const after = (await registry.hold(board)).room.read(text);
		expect(after).not.toBe(shown);
		const screen = new Screen((await registry.hold(board)).room, 'read');
		expect(text(screen.doc)).toBe(after);
	});

	test('[RE4] a failing store leaves the log as it is', async () => {
		const memory = new MemoryUpdateLog();
		const log = new FaultyUpdateLog(memory);
		const { registry, clock, lines } = newNode(log, { tailEntriesMax: 1 });
		const { room } = await registry.hold(board);
		await room.write(room.epoch, (doc) => (addCard(doc.getMap('cards'), 1), {}));
		log.failReads(1);
		await clock.pass(2_000);
		expect(lines.events).toContain('snapshot.failed');
		expect((await memory.open(board)).tail).toHaveLength(1);
		await clock.pass(2_000);
		expect((await memory.open(board)).tail).toHaveLength(0);
	});
});

test('[RE5] a bell that was lost delays another node by no more than the poll', async () => {
	const memory = new MemoryUpdateLog();
	const deaf = new FaultyUpdateLog(memory);
	deaf.onBell = () => () => undefined;
	const clock = new VirtualClock();
	const [a, b] = [newNode(deaf, { pollMs: 2_000 }, clock), newNode(memory, {}, clock)];
	const screen = new Screen((await a.registry.hold(board)).room, 'read');
	const { room } = await b.registry.hold(board);
	await room.write(room.epoch, (doc) => (write(doc, 1), {}));
	await settled();
	expect(info(screen.doc)).toEqual({});
	await clock.pass(2_000);
	expect(info(screen.doc)).toEqual({ schema: 1 });
});

test('[RE5] a node that was far behind loads the snapshot, and its screens catch up', async () => {
	const memory = new MemoryUpdateLog();
	const deaf = new FaultyUpdateLog(memory);
	deaf.onBell = () => () => undefined;
	const clock = new VirtualClock();
	const [a, b] = [newNode(deaf, { pollMs: 2_000 }, clock), newNode(memory, {}, clock)];
	const { room: behind } = await a.registry.hold(board);
	const screen = new Screen(behind, 'write');
	const { room } = await b.registry.hold(board);
	for (let value = 1; value <= 400; value++)
		await room.write(room.epoch, (doc) => (write(doc, value), {}));
	await room.compact(1);
	expect(await memory.read(board, 0)).toBe('trimmed');
	await clock.pass(2_000);
	expect([info(screen.doc), behind.seq]).toEqual([{ schema: 400 }, 400]);
	write(screen.doc, 401);
	await settled();
	expect(room.read(info)).toEqual({ schema: 401 });
});

/** Three updates whose text depends on the order in which they come, although the encodings of both are equal. */
function diverging(): Uint8Array[] {
	const character = (written: string, at: object) =>
		item({ ...at, kind: 4, content: (encoder) => encoding.writeVarString(encoder, written) });
	return [
		[1, type(2), character('a', { parent: [1, 0] })] as const,
		[13, character('b', { origin: [1, 1] })] as const,
		[19, character('c', { origin: [1, 1] })] as const,
		// no page stands left of everything and right of b: a page would name a as what is left of it
		[30, character('d', { rightOrigin: [13, 0] })] as const,
	].map(([client, ...structs]) => rawUpdate({ sections: [{ client, structs }] }));
}
