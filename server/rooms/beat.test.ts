import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { board, newNode, Screen } from '#tests/support/room-screens.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Beat } from './beat.ts';

const BEAT_MS = 12;
const OTHER: DocName = { dialogue: board.dialogue, kind: 'board', id: 't_women' };

async function node() {
	const log = new FaultyUpdateLog(new MemoryUpdateLog());
	const { registry, clock } = newNode(log, { beatMs: BEAT_MS });
	const { room } = await registry.hold(board);
	const [host, screen] = [new Screen(room, 'write'), new Screen(room, 'read')];
	await clock.pass(100);
	return { log, registry, clock, room, host, screen };
}
const write = ({ doc }: Screen, value: number) => void doc.getMap('info').set('schema', value);

test('[RO16] after a rest the first change is kept and shown at once, the next ones a beat later and together', async () => {
	const { clock, room, host, screen } = await node();
	const heard = screen.heard;
	write(host, 1);
	await settled();
	expect([room.seq, screen.heard]).toEqual([1, heard + 1]);
	for (let value = 2; value <= 9; value++) {
		write(host, value);
		await clock.pass(1);
	}
	expect([room.seq, screen.heard]).toEqual([1, heard + 1]);
	await clock.pass(BEAT_MS - 8);
	expect([room.seq, screen.heard]).toEqual([2, heard + 2]);
	expect(screen.doc.getMap('info').toJSON()).toEqual({ schema: 9 });
	expect(host.saved).toBe(host.sent);
});

test('[RO16] all rooms of a node have the same beat', async () => {
	const { registry, clock, room, host } = await node();
	const { room: other } = await registry.hold(OTHER);
	const otherHost = new Screen(other, 'write');
	await clock.pass(100);
	write(host, 1);
	await clock.pass(5);
	write(otherHost, 1);
	write(host, 2);
	await settled();
	expect([room.seq, other.seq]).toEqual([1, 0]);
	await clock.pass(BEAT_MS - 5);
	expect([room.seq, other.seq]).toEqual([2, 1]);
});

test('[RO16] a beat grows while the process cannot follow, and shrinks when it can', async () => {
	const clock = new VirtualClock();
	let lateMs = 0;
	// a busy process comes to its timers late
	const beat = new Beat(
		{ nowMs: () => clock.nowMs(), after: (ms, call) => clock.after(ms + lateMs, call) },
		BEAT_MS,
	);
	const beats = async (count: number): Promise<void> => {
		for (let nth = 0; nth < count; nth++) {
			const next = beat.next();
			await clock.pass(500);
			await next;
			void beat.next();
		}
	};
	await beats(1);
	expect(beat.everyMs).toBe(BEAT_MS);
	lateMs = 30;
	await beats(20);
	expect(beat.everyMs).toBeGreaterThan(4 * BEAT_MS);
	lateMs = 0;
	await beats(120);
	expect(beat.everyMs).toBe(BEAT_MS);
});

test('[RE3] a drain waits for the beat', async () => {
	const { registry, clock, room, host } = await node();
	write(host, 1);
	await settled();
	write(host, 2);
	const drained = registry.drain();
	await clock.pass(BEAT_MS);
	await drained;
	expect(room.seq).toBe(2);
});
