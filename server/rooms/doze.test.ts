import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { board, LogLines, Screen } from '#tests/support/room-screens.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Beat } from './beat.ts';
import { Doze } from './doze.ts';
import { Registry } from './registry.ts';

const STRIKE_MS = 16;
const MANY = 8;

/** A doze that has seen so many frames between two strikes, with the next strike a beat away. */
function afterBeatOf(frames: number, sleptMs: number[] = []) {
	const clock = new VirtualClock();
	const doze = new Doze(clock, STRIKE_MS, (ms) => sleptMs.push(ms));
	for (let nth = 0; nth < frames; nth++) doze.came();
	doze.struck(1);
	const strikesAtMs = clock.nowMs() + STRIKE_MS;
	return { clock, doze, sleptMs, strikesAtMs };
}

test('[RO20] where many type, the process sleeps while all that has come waits for the strike', async () => {
	const { clock, doze, sleptMs, strikesAtMs } = afterBeatOf(MANY);
	doze.over();
	doze.awaits(strikesAtMs);
	doze.came();
	await clock.pass(9);
	doze.came();
	expect(sleptMs).toEqual([8, 5]);
});

test('[RO20] it does not sleep while few type, or something is on its way to the log, or nobody waits', () => {
	const few = afterBeatOf(MANY - 1);
	few.doze.over();
	few.doze.awaits(few.strikesAtMs);
	few.doze.came();
	expect(few.sleptMs).toEqual([]);

	const underWay = afterBeatOf(MANY);
	underWay.doze.awaits(underWay.strikesAtMs);
	underWay.doze.came();
	expect(underWay.sleptMs).toEqual([]);
	underWay.doze.over();
	expect(underWay.sleptMs).toEqual([8]);

	const idle = afterBeatOf(MANY);
	idle.doze.over();
	idle.doze.came();
	expect(idle.sleptMs).toEqual([]);
});

test('[RO20] it does not sleep where the work for a strike takes most of the time until the next one', async () => {
	const { clock, doze, sleptMs, strikesAtMs } = afterBeatOf(MANY);
	doze.awaits(strikesAtMs + STRIKE_MS);
	await clock.pass(STRIKE_MS / 2 + 1);
	doze.over();
	doze.came();
	expect(sleptMs).toEqual([]);
	for (let nth = 0; nth < MANY; nth++) doze.came();
	doze.struck(1);
	doze.awaits(clock.nowMs() + STRIKE_MS);
	await clock.pass(1);
	doze.over();
	expect(sleptMs).toEqual([8]);
});

test('[RO20] it is awake before a strike, and stays awake for one that must not be late', async () => {
	const { clock, doze, sleptMs, strikesAtMs } = afterBeatOf(MANY);
	doze.over();
	doze.awaits(strikesAtMs);
	await clock.pass(STRIKE_MS - 3);
	doze.came();
	doze.awaits(undefined);
	doze.came();
	expect(sleptMs).toEqual([]);
});

test('[RO20] a beat that has grown has no time to sleep', async () => {
	const clock = new VirtualClock();
	const sleptMs: number[] = [];
	let lateMs = 0;
	const after = (ms: number, call: () => void) => clock.after(ms + lateMs, call);
	const beat = new Beat({ nowMs: () => clock.nowMs(), after }, STRIKE_MS, (ms) => sleptMs.push(ms));
	const turn = beat.turn();
	const beatOfMany = async (): Promise<void> => {
		const next = turn.next();
		for (let nth = 0; nth < MANY; nth++) turn.came();
		await clock.pass(100);
		await next;
		turn.over();
	};
	for (let nth = 0; nth < 4; nth++) {
		await beatOfMany();
		void turn.next();
		turn.over();
	}
	expect(sleptMs.length).toBeGreaterThan(0);
	lateMs = 30;
	await beatOfMany();
	sleptMs.length = 0;
	for (let nth = 0; nth < 4; nth++) await beatOfMany();
	expect(beat.everyMs).toBeGreaterThan(STRIKE_MS);
	expect(sleptMs).toEqual([]);
});

test('[RO20] while the store is silent the process stays awake', async () => {
	const log = new FaultyUpdateLog(new MemoryUpdateLog());
	const sleptMs: number[] = [];
	const clock = new VirtualClock();
	const registry = new Registry({
		...{ log, clock, logger: new LogLines(), limits: { beatMs: STRIKE_MS } },
		sleep: (ms) => sleptMs.push(ms),
	});
	const { room } = await registry.hold(board);
	const host = new Screen(room, 'write');
	await clock.pass(100);
	const typeMany = async (): Promise<void> => {
		for (let value = 0; value < 2 * MANY; value++) host.doc.getMap('info').set('schema', value);
		await settled();
	};
	for (let nth = 0; nth < 3; nth++) {
		await typeMany();
		await clock.pass(STRIKE_MS);
	}
	await typeMany();
	expect(sleptMs.length).toBeGreaterThan(0);
	log.next('silent');
	await clock.pass(STRIKE_MS);
	expect(log.held).toBe(1);
	sleptMs.length = 0;
	await typeMany();
	expect(sleptMs).toEqual([]);
	await log.release();
});
