import { expect, test } from 'vitest';
import type { State, TableState } from '#shared/state.ts';
import { HallAsks } from './hall-asks.svelte.ts';

test('[HA1] what was opened last is in view: the questionnaire also from the result of the dots', () => {
	const table = { id: 't_1' } as unknown as TableState;
	const hall = { vote: { id: 'v_1', tableIds: ['t_1'] }, evaluation: true } as unknown as State;
	const asks = new HallAsks(() => ({ hall, table }));
	asks.openVote(true);
	expect([asks.isVoting, asks.isAnswering]).toEqual([true, false]);
	asks.openQuestionnaire(true);
	expect([asks.isVoting, asks.isAnswering]).toEqual([false, true]);
	asks.openVote(true);
	expect([asks.isVoting, asks.isAnswering]).toEqual([true, false]);
	asks.openVote(false);
	// what somebody has begun to answer is still there
	expect([asks.isVoting, asks.isAnswering, asks.isAway]).toEqual([false, true, true]);
	asks.openQuestionnaire(false);
	expect(asks.isAway).toBe(false);
});
