import { describe, expect, test } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Fate } from '#tests/support/faulty-update-log.ts';
import { board, Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { info, smallHall, write } from '#tests/support/small-hall.ts';

describe('a log that is silent, or lies', () => {
	test('[RO3] after a second every screen is told, and again when it is over', async () => {
		const { host, screen, log, clock, registry } = await smallHall(board, 'silent');
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
		const { room, host, clock } = await smallHall(board, 'silent');
		write(host.doc, 1);
		await clock.pass(1_500);
		expect(new Screen(room, 'read').paused).toBe(true);
	});

	test('[RO3, RO18] what waits is bounded: who does not stop is closed with 1013', async () => {
		const { host, room, screen } = await smallHall(board, 'silent');
		const writer = new Screen(room, 'write');
		await settled();
		write(writer.doc, 1);
		const enough = LIMITS.waitingFramesPerDocumentMax + 1_000;
		for (let i = 0; i < enough && host.closed === undefined; i++) write(host.doc, i);
		expect([host.closed, host.isHeld]).toEqual([CLOSE.busy, true]);
		expect([writer.closed, writer.isHeld, screen.closed]).toEqual([undefined, false, undefined]);
	});

	test('[RO18] who writes while much waits is not read; when little does, it goes on, and all is kept', async () => {
		const { host, room, screen, log, clock } = await smallHall(board, 'silent');
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
		const { host, screen, log, clock, memory } = await smallHall(
			board,
			...Array<Fate>(20).fill('refuse'),
		);
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
		const { room, host, screen, clock, memory } = await smallHall(board, 'lose-answer');
		write(host.doc, 1);
		await clock.pass(200);
		expect([room.seq, host.saved]).toEqual([1, 2]);
		expect(info(screen.doc)).toEqual({ schema: 1 });
		expect((await memory.open(board)).tail).toHaveLength(1);
	});

	test('[RO5] an append that hangs for ever is asked for again', async () => {
		const { room, host, clock, memory } = await smallHall(board, 'silent-written', 'silent');
		write(host.doc, 1);
		await clock.pass(6_000);
		expect([room.seq, host.saved]).toEqual([1, 2]);
		expect((await memory.open(board)).tail).toHaveLength(1);
	});

	test('[RO5] a lost answer before the rights moved counts as kept', async () => {
		const { room, host, clock, memory, log } = await smallHall(board, 'silent-written');
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
		const { room, host, clock, memory, log } = await smallHall(board, 'silent', 'silent');
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
		const { room, clock, log } = await smallHall(board, 'lose-answer');
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
