import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import { entry, gc, rawUpdate } from '#tests/support/raw-update.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { board, replay, Screen, seat } from '#tests/support/room-screens.ts';
import { addCard } from '#tests/support/worked-documents.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { info, smallHall, write } from '#tests/support/small-hall.ts';

const content = (raw: Parameters<typeof rawUpdate>[0]) => syncFrame('update', rawUpdate(raw));

describe('frames', () => {
	test('[SC1] one message of a known type without trailing bytes, else 4400; beyond the limit 4413', async () => {
		const good = content({});
		const cases: [number | undefined, Uint8Array][] = [
			[CLOSE.malformed, new Uint8Array()],
			[CLOSE.malformed, Uint8Array.of(9)],
			[CLOSE.malformed, Uint8Array.of(100, 1)],
			[CLOSE.malformed, Uint8Array.of(2, 0, 0)],
			[CLOSE.malformed, Uint8Array.of(0, 3, 0)],
			[CLOSE.malformed, Uint8Array.of(...good, 0)],
			[CLOSE.malformed, Uint8Array.of(...good, ...good)],
			[CLOSE.malformed, Uint8Array.of(0, 0, 200, 1)],
			[CLOSE.malformed, syncFrame('one', Uint8Array.of(255, 255, 255, 15))],
			[CLOSE.tooLarge, syncFrame('one', new Uint8Array(LIMITS.stateVectorBytesMax + 1))],
			[CLOSE.tooLarge, syncFrame('update', new Uint8Array(LIMITS.updateBytesMax + 1))],
			[CLOSE.tooLarge, syncFrame('two', new Uint8Array(LIMITS.boardSyncStep2BytesMax + 1))],
			[undefined, good],
			[undefined, Uint8Array.of(3)],
		];
		const { room } = await smallHall();
		for (const [code, frame] of cases) {
			const peer = new Screen(room, 'write');
			await settled();
			peer.post(frame);
			await settled();
			expect(peer.closed, `${frame.length}: ${frame.slice(0, 8).join()}`).toBe(code);
		}
		expect(room.seq).toBe(0);
	});

	test('[SC1] a reader may send a step 2 of 1 MiB at most', async () => {
		const { screen } = await smallHall();
		screen.post(syncFrame('two', new Uint8Array(LIMITS.syncStep2BytesMax + 1)));
		expect(screen.closed).toBe(CLOSE.tooLarge);
	});
});

describe('gaps', () => {
	test('[SC4] what comes before its predecessors is asked for, and nothing is lost', async () => {
		const { room, host, memory } = await smallHall();
		const edits: Uint8Array[] = [];
		const away = new Y.Doc();
		away.on('update', (update: Uint8Array) => edits.push(update));
		write(away, 1);
		write(away, 2);
		write(away, 3);
		const tablet = new Screen(room, 'write', { doc: away, join: false });
		tablet.isPrompt = false;
		tablet.join();
		tablet.post(syncFrame('update', edits[2]!));
		const stepOne = tablet.asked;
		tablet.deliver();
		await settled();
		expect(stepOne).toBe(1);
		expect(info(host.doc)).toEqual({ schema: 3 });
		expect(tablet.closed).toBeUndefined();
		expect(tablet.saved).toBe(tablet.sent);
		expect(info(await replay(memory, board))).toEqual({ schema: 3 });
	});

	test('[SC4] 4,000 gaps: asked again once a second, nothing logged, nothing pending', async () => {
		const { room, clock, log } = await smallHall(seat);
		const owner = new Screen(room, 'write', { role: 'participant' });
		await settled();
		const asked = owner.asked;
		const frame = content({ sections: [{ client: 7, clock: 5, structs: [entry(1)] }] });
		const deletesAhead = content({ deletes: [{ client: 7, ranges: [[0, 9]] }] });
		for (let i = 0; i < 2_000; i++) {
			owner.post(frame);
			owner.post(deletesAhead);
			if (i % 500 === 0) await clock.pass(100);
		}
		await clock.pass(5_000);
		expect(owner.asked - asked).toBeLessThanOrEqual(6);
		expect(owner.asked - asked).toBeGreaterThan(0);
		expect(owner.closed).toBeUndefined();
		expect(room.read(({ store }) => [store.pendingStructs, store.pendingDs])).toEqual([null, null]);
		expect(log.appends).toBe(0);
	});

	test('[RO7, SC4] a gap holds the count back until a step 2 has brought it', async () => {
		const { room, clock } = await smallHall();
		const tablet = new Screen(room, 'write');
		await clock.pass(2_000);
		expect(tablet.saved).toBe(1);
		const away = new Y.Doc();
		write(away, 1);
		const first = Y.encodeStateVector(away);
		write(away, 2);
		Y.applyUpdate(tablet.doc, Y.encodeStateAsUpdate(away), tablet); // it has both, the first never went out
		tablet.isPrompt = false;
		tablet.post(syncFrame('update', Y.encodeStateAsUpdate(away, first)));
		tablet.deliver();
		await settled();
		expect(tablet.saved).toBe(1);
		tablet.deliver(); // the answer to the step 1
		await settled();
		expect([tablet.saved, tablet.sent]).toEqual([3, 3]);
		expect(room.read(info)).toEqual({ schema: 2 });
	});
});

describe('hostile changes', () => {
	test('[RO9, SC5] what passes the scan and throws or stays pending harms its sender alone', async () => {
		const { room, host, screen, memory } = await smallHall();
		write(host.doc, 1);
		await settled();
		const circle = content({
			sections: [
				{ client: 7, structs: [entry(1, { origin: [8, 0] })] },
				{ client: 8, structs: [entry(1, { origin: [7, 0] })] },
			],
		});
		const attacker = new Screen(room, 'write');
		await settled();
		write(host.doc, 2);
		attacker.post(circle);
		write(host.doc, 3);
		await settled();
		expect(attacker.closed).toBe(CLOSE.malformed);
		expect([host.closed, screen.closed, host.saved]).toEqual([undefined, undefined, host.sent]);
		expect(info(screen.doc)).toEqual({ schema: 3 });
		expect(info(await replay(memory, board))).toEqual({ schema: 3 });
	});

	test('[SC5] a document beyond its size: 4413, and what was there stays', async () => {
		const { room, memory } = await smallHall(seat);
		const owner = new Screen(room, 'write', { role: 'participant' });
		await settled();
		const rubbish = 'x'.repeat(60_000);
		for (let i = 0; i < 40 && owner.closed === undefined; i++) {
			owner.doc.getMap('cards').set(`c_${i}`, rubbish);
			await settled();
		}
		expect(owner.closed).toBe(CLOSE.tooLarge);
		const size = room.state().update.byteLength;
		expect(size).toBeGreaterThan(LIMITS.seatBytesMax - 2 * rubbish.length);
		expect(size).toBeLessThanOrEqual(LIMITS.seatBytesMax);
		expect(Y.encodeStateAsUpdate(await replay(memory, seat)).byteLength).toBe(size);
	});

	test('[SC5] overwriting for ever is no size: only what is there counts', async () => {
		const { room } = await smallHall(seat);
		const owner = new Screen(room, 'write', { role: 'participant' });
		await settled();
		for (let i = 0; i < 40; i++) {
			owner.doc.getMap('cards').set('c_1', `${i}`.repeat(30_000));
			await settled(1);
		}
		await settled();
		expect(owner.closed).toBeUndefined();
		expect(owner.saved).toBe(owner.sent);
	});

	test('[SC5] more structs than a seat may have', async () => {
		const { room } = await smallHall(seat);
		const owner = new Screen(room, 'write', { role: 'participant' });
		await settled();
		const siblings = Array.from({ length: LIMITS.seatStructsMax + 1 }, (_, i) =>
			entry(1, { parent: 'cards', key: `c_${i}` }),
		);
		owner.post(syncFrame('two', rawUpdate({ sections: [{ client: 7, structs: siblings }] })));
		const start = process.cpuUsage();
		await settled();
		expect(owner.closed).toBe(CLOSE.tooLarge);
		expect(process.cpuUsage(start).user / 1_000).toBeLessThan(200); // refused before Yjs compares each with each
	});

	test('[RO14] a host takes the next clocks of another: that one starts afresh, nothing vanishes silently', async () => {
		const { room, host } = await smallHall();
		write(host.doc, 1);
		await settled();
		const thief = new Screen(room, 'write');
		await settled();
		host.isPrompt = false;
		write(host.doc, 2);
		const next = Y.getState(
			room.read(({ store }) => store),
			host.doc.clientID,
		);
		thief.post(
			content({ sections: [{ client: host.doc.clientID, clock: next, structs: [gc(4_000)] }] }),
		);
		await settled();
		host.deliver();
		await settled();
		expect(host.closed).toBe(CLOSE.restored);
		expect(room.read(info)).toEqual({ schema: 1 });
	});

	test('[RO14] another content under a known clock is refused, an exact repeat of an edited board is welcome', async () => {
		const { room, host } = await smallHall();
		const edits: Uint8Array[] = [];
		host.doc.on('update', (update: Uint8Array) => edits.push(update));
		host.doc.transact(() => addCard(host.doc.getMap('cards'), 1));
		const text = host.doc.getMap<Y.Map<unknown>>('cards').get('c_1')!.get('text') as Y.Text;
		for (let i = 0; i < 10; i++) text.insert(i, 'x');
		text.delete(2, 4);
		host.doc.getMap<Y.Map<unknown>>('cards').get('c_1')!.set('rank', 'b');
		await settled();
		const repeater = new Screen(room, 'write');
		await settled();
		for (const edit of [...edits, Y.mergeUpdates(edits)]) repeater.post(syncFrame('update', edit));
		await settled();
		expect(repeater.closed).toBeUndefined();
		expect(repeater.saved).toBe(repeater.sent);
		repeater.post(content({ sections: [{ client: host.doc.clientID, structs: [entry(1)] }] }));
		await settled();
		expect(repeater.closed).toBe(CLOSE.restored);
	});
});
