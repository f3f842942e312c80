import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Clock } from '#server/ports/clock.ts';
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

/** A beat of a process whose timers come as late as one says. */
function slowBeat() {
	const clock = new VirtualClock();
	const busy = { lateMs: 0 };
	const after: Clock['after'] = (ms, call) => clock.after(ms + busy.lateMs, call);
	const beat = new Beat({ nowMs: () => clock.nowMs(), after }, BEAT_MS);
	const turn = beat.turn();
	const beats = async (count: number): Promise<void> => {
		for (let nth = 0; nth < count; nth++) {
			const next = turn.next();
			await clock.pass(500);
			await next;
			void turn.next();
		}
	};
	return { clock, busy, beat, beats };
}

test('[RO16] a beat grows while the process cannot follow, and shrinks when it can', async () => {
	const { busy, beat, beats } = slowBeat();
	await beats(1);
	expect(beat.everyMs).toBe(BEAT_MS);
	busy.lateMs = 30;
	await beats(20);
	expect(beat.everyMs).toBeGreaterThan(4 * BEAT_MS);
	busy.lateMs = 0;
	await beats(120);
	expect(beat.everyMs).toBe(BEAT_MS);
});

test('[RO16] when a beat has grown, rooms do not wait for each other: each has its own turn among the strikes', async () => {
	const { clock, busy, beat, beats } = slowBeat();
	busy.lateMs = 30;
	await beats(20);
	busy.lateMs = 0;
	await clock.pass(500);
	const startMs = clock.nowMs();
	const [a, b] = [beat.turn(), beat.turn()];
	const struckMs: Record<string, number> = {};
	const note = async (who: string, next: Promise<void> | undefined): Promise<void> => {
		await next;
		struckMs[who] = clock.nowMs() - startMs;
	};
	await note('a, first', a.next());
	const both = [note('a, second', a.next())];
	await clock.pass(2 * BEAT_MS);
	both.push(note('b, first', b.next()));
	await clock.pass(500);
	await Promise.all(both);
	expect(struckMs['a, first']).toBe(0);
	expect(struckMs['b, first']).toBeLessThanOrEqual(3 * BEAT_MS);
	expect(struckMs['a, second']).toBeGreaterThan(3 * BEAT_MS);
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
