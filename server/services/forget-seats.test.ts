import { expect, test } from 'vitest';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant } from '#server/ports/records.ts';
import { FORGOTTEN_SEAT } from '#server/ports/update-log.ts';
import { LIMITS } from '#shared/limits.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { createForgetSeats, forgetSeatsInTime } from './forget-seats.ts';

const HOUR_MS = 3_600_000;
const ORGANISER = { role: 'organiser', account: 'automation' } as const;
const { id } = sampleDialogue();
const SEAT = { dialogue: id, kind: 'seat', id: 's_1' } as const;
const BOARD = { dialogue: id, kind: 'board', id: 't_1' } as const;

/** A dialogue with a seat, its card on a board, and links. */
async function house(dialogue: Partial<Dialogue> = {}) {
	const [records, log, clock] = [new MemoryRecords(), new MemoryUpdateLog(), new VirtualClock()];
	const ballots = new MemoryBallotBox();
	const condense = () => Promise.resolve();
	const value = { ...sampleDialogue(), closedAtMs: clock.nowMs(), ...dialogue };
	const row = { rev: 1, seat: 's_1', table: 't_1', outcome: 'shown', seen: '' } as const;
	const token = (hash: string, grant: Grant) =>
		({ kind: 'token', id: hash, dialogue: id, was: null, value: grant }) as const;
	await records.write([
		{ kind: 'dialogue', id, dialogue: id, was: null, value },
		token('a', { role: 'participant', dialogue: id, seat: 's_1' }),
		token('b', { role: 'participant', dialogue: id, seat: 's_2' }),
		token('p', { role: 'projector', dialogue: id }),
		token('x', { role: 'participant', dialogue: 'd_x', seat: 's_x' }),
	]);
	await log.append(SEAT, { seq: 0, epoch: '0.0' }, Uint8Array.of(1), { due: 's_1' });
	const ledger = [{ card: 'c_1', was: null, row } as const];
	await log.append(BOARD, { seq: 0, epoch: '0.0' }, Uint8Array.of(1), { ledger });
	const tokens = async () => (await records.list('token')).map((token) => token.id);
	const state = async () => (await records.get('dialogue', id))?.value;
	return { records, log, clock, ballots, condense, tokens, state };
}

test('[FS1] so long after closing and no sooner, also when the server was not there meanwhile', async () => {
	const { records, log, clock, ballots, condense, tokens, state } = await house({
		phase: 'closed',
	});
	const forgetSeats = createForgetSeats({ records, log, clock, ballots, condense });
	const told: string[] = [];
	const tell = ({ event }: { event: string }) => void told.push(event);
	const logger = { info: tell, warn: tell, error: tell };
	const stop = forgetSeatsInTime(forgetSeats, clock, logger);
	await clock.pass((LIMITS.seatsForgottenAfterCloseHours - 1) * HOUR_MS);
	stop();
	expect(await tokens()).toHaveLength(4);
	expect((await state())?.seatsForgottenAtMs).toBeUndefined();
	await clock.pass(5 * HOUR_MS);
	forgetSeatsInTime(forgetSeats, clock, logger);
	await clock.pass(0);
	expect(await tokens()).toEqual(['p', 'x']);
	expect((await state())?.seatsForgottenAtMs).toBe(clock.nowMs());
	expect(told).toEqual(['seats.forgotten']);
	expect(await forgetSeats.overdue()).toBe(0);
});

test('[FS1, FS2] at once when the organiser says so, and only of a dialogue that is closed', async () => {
	const open = await house({ phase: 'open' });
	expect(await createForgetSeats(open).now(ORGANISER, id)).toMatchObject({
		rejection: { code: 'dialogue/not-closed' },
	});
	const { records, log, clock, ballots, condense, tokens } = await house({ phase: 'closed' });
	const forgetSeats = createForgetSeats({ records, log, clock, ballots, condense });
	const moderator = { role: 'moderator', dialogue: id } as const;
	expect((await forgetSeats.now(moderator, id)).ok).toBe(false);
	expect(await tokens()).toHaveLength(4);
	expect((await forgetSeats.now(ORGANISER, id)).ok).toBe(true);
	expect(await tokens()).toEqual(['p', 'x']);
	expect((await log.open(SEAT)).tail).toEqual([]);
	expect((await log.open(BOARD)).tail).toHaveLength(1);
	expect(await log.due()).toEqual([]);
	expect((await log.ledgerOf(id)).get('c_1')?.seat).toBe(FORGOTTEN_SEAT);
});

test('[FS3] cut off after each of its steps it is done again, until the mark says that it is done', async () => {
	for (let step = 0; ; step++) {
		const { records, log, clock, ballots, condense, tokens, state } = await house({
			phase: 'closed',
		});
		let left = step;
		const cut =
			<A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
			async (...args: A): Promise<T> => {
				if (left-- <= 0) throw new Error('cut off');
				return act(...args);
			};
		const dying = createForgetSeats({
			...{ clock, condense, ballots },
			records: Object.assign(Object.create(records) as MemoryRecords, {
				list: cut(records.list.bind(records)),
				write: cut(records.write.bind(records)),
				get: cut(records.get.bind(records)),
			}),
			log: Object.assign(Object.create(log) as MemoryUpdateLog, {
				forgetSeats: cut(log.forgetSeats.bind(log)),
			}),
		});
		const isDone = await dying.now(ORGANISER, id).then(
			({ ok }) => ok,
			() => false,
		);
		if (!isDone) expect((await state())?.seatsForgottenAtMs).toBeUndefined();
		await clock.pass((LIMITS.seatsForgottenAfterCloseHours + 1) * HOUR_MS);
		expect(await createForgetSeats({ records, log, clock, ballots, condense }).overdue()).toBe(
			isDone ? 0 : 1,
		);
		expect(await tokens()).toEqual(['p', 'x']);
		expect((await log.open(SEAT)).tail).toEqual([]);
		if (isDone) return expect(step).toBeGreaterThan(4);
	}
});
