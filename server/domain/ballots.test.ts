import { describe, expect, test } from 'vitest';
import type { SeatId } from '#shared/ids.ts';
import type { Vote } from '#shared/state.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { judgeBallot, judgeCount, type Dots } from './ballot-policy.ts';
import { maySeeTally, tallyOf } from './tally.ts';

const vote: Vote = {
	id: 'v_1',
	open: true,
	revealed: false,
	dots: 3,
	perItemMax: 2,
	criterion: 'Was ist dringend?',
	tableIds: ['t_1'],
};
const voting = sampleDialogue({ vote });
const ballot = (dots: Record<string, number>, voteId = vote.id) => {
	const judged = judgeBallot(voting, { voteId, dots });
	return judged.ok ? 'ok' : judged.rejection.code;
};

describe('ballot', () => {
	test('[VO5] names the current vote and keeps to its dots', () => {
		expect(ballot({})).toBe('ok');
		expect(ballot({ c_1: 2, g_1: 1 })).toBe('ok');
		expect(ballot({ c_1: 1 }, 'v_2')).toBe('vote/unknown');
		expect(ballot({ c_1: 3 })).toBe('vote/over-budget');
		expect(ballot({ c_1: 2, c_2: 2 })).toBe('vote/over-budget');
		for (const n of [0, -1, 0.5, 1e308, NaN, Infinity])
			expect(ballot({ c_1: n })).toMatch(/^(request\/invalid|vote\/over-budget)$/);
		const closed = judgeBallot({ ...voting, phase: 'closed' }, { voteId: 'v_1', dots: {} });
		expect(!closed.ok && closed.rejection.code).toBe('dialogue/closed');
	});
	test('[VO6] its items are to be weighed at the tables of the vote', () => {
		const judged = judgeBallot(voting, { voteId: 'v_1', dots: { c_1: 1, g_1: 1 } });
		expect(judged.ok && judged.value).toEqual({ vote, tables: ['t_1'], items: ['c_1', 'g_1'] });
	});
	test('[VO8] only what the vote weighs stands on a ballot', () => {
		const taken = (weighed: Vote['weighed']) =>
			(['c_1', 'g_1', 'h_1'] as const).filter((item) => {
				const dialogue = sampleDialogue({ vote: { ...vote, ...(weighed && { weighed }) } });
				const one = { voteId: 'v_1', dots: { [item]: 1 } } as const;
				const count = judgeCount(dialogue, { ...one, tableId: 't_1' });
				expect(count.ok).toBe(judgeBallot(dialogue, one).ok);
				return count.ok;
			});
		expect(taken(undefined)).toEqual(['c_1', 'g_1']);
		expect(taken('cards')).toEqual(['c_1']);
		expect(taken('groups')).toEqual(['g_1']);
		expect(taken('themes')).toEqual(['h_1']);
	});
	test('[VO7] a hand count: one table of the current vote, open or closed', () => {
		const count = (tableId: 't_1' | 't_2', dots: Record<string, number>, open = true) => {
			const dialogue = sampleDialogue({ vote: { ...vote, open } });
			const judged = judgeCount(dialogue, { voteId: 'v_1', tableId, dots });
			return judged.ok ? judged.value.tables : judged.rejection.code;
		};
		expect(count('t_1', { c_1: 40 })).toEqual(['t_1']);
		expect(count('t_1', { c_1: 0 }, false)).toEqual(['t_1']);
		expect(count('t_2', { c_1: 1 })).toBe('table/unknown');
		expect(count('t_1', { c_1: -1 })).toBe('request/invalid');
	});
});

describe('tally', () => {
	test('[TA1] is the recount of the box (200 random histories)', () => {
		const seed = seedOf(process.env['SEED']);
		const random = new SeededRandom(seed);
		let dotsSeen = 0;
		for (let history = 0; history < 200; history++) {
			const ballots = new Map<SeatId, Dots>();
			const expected: Record<string, number> = {};
			for (let n = random.whole(0, 60); n > 0; n--) {
				const seat: SeatId = `s_${random.whole(0, 20)}`;
				const dots: Record<string, number> = {};
				for (let k = random.whole(0, 4); k > 0; k--)
					dots[`c_${random.whole(0, 9)}`] = random.whole(1, 4);
				ballots.set(seat, dots); // the last one of a seat holds
			}
			for (const dots of ballots.values())
				for (const [item, n] of Object.entries(dots)) expected[item] = (expected[item] ?? 0) + n;
			const tally = tallyOf('v_1', { ballots, counts: [{ table: 't_1', dots: { c_0: 7 } }] });
			for (let card = 0; card < 9; card++) {
				const item = tally.items[`c_${card}`] ?? { dots: 0, counted: 0 };
				expect(item, `seed ${seed}`).toEqual({
					dots: expected[`c_${card}`] ?? 0,
					counted: card === 0 ? 7 : 0,
				});
				dotsSeen += item.dots;
			}
			expect(tally.ballots).toBe(ballots.size);
		}
		expect(dotsSeen).toBeGreaterThan(1_000);
	});
	test('[TA2] does not tell who voted when: the order of ballots makes no difference', () => {
		const one: [SeatId, Dots] = ['s_1', { c_2: 1 }];
		const two: [SeatId, Dots] = ['s_2', { c_1: 1, g_1: 2 }];
		const tally = (all: [SeatId, Dots][]) =>
			JSON.stringify(tallyOf('v_1', { ballots: new Map(all), counts: [] }));
		expect(tally([one, two])).toBe(tally([two, one]));
		expect(tally([one, two])).not.toMatch(/s_/);
	});
	test('[TA3] before the reveal nobody may see it', () => {
		expect(maySeeTally(null)).toBe(false);
		expect(maySeeTally(vote)).toBe(false);
		expect(maySeeTally({ ...vote, revealed: true })).toBe(true);
	});
});
