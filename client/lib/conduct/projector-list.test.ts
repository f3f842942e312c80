import { expect, test } from 'vitest';
import { viewOf, withLight } from '#lib/projector/view-of.ts';
import type { ProjectorState } from '#shared/state.ts';
import { listProjectors } from './projector-list.ts';

const one = (id: `p_${string}`, more: Partial<ProjectorState> = {}): ProjectorState => ({
	id,
	label: null,
	view: null,
	black: false,
	...more,
});
const AGENDA = { kind: 'agenda' } as const;
const JOIN = { kind: 'join' } as const;
const hall = (projectors: readonly ProjectorState[], projector: typeof AGENDA | null = AGENDA) => ({
	projector,
	projectors,
	spotlight: null,
});

test('[CK7] those that are there come first, then those with a name', () => {
	const state = hall([one('p_3', { label: 'Foyer' }), one('p_2', { label: 'Bühne', view: JOIN })]);
	const list = listProjectors(state, { projectors: ['p_1', 'p_2'] });
	expect(list.map(({ id, isConnected, isOwn }) => [id, isConnected, isOwn])).toEqual([
		['p_2', true, true],
		['p_1', true, false],
		['p_3', false, false],
	]);
	expect(list[0]!.view).toEqual(JOIN);
	expect(list[1]!.view).toEqual(AGENDA);
});

test('[PJ6] black covers everything, the own view goes before that of all', () => {
	const state = hall([one('p_1', { view: JOIN }), one('p_2', { view: JOIN, black: true })]);
	expect(viewOf(state, 'p_1')).toEqual(JOIN);
	expect(viewOf(state, 'p_2')).toEqual({ kind: 'black' });
	expect(viewOf(state, 'p_9')).toEqual(AGENDA);
	expect(viewOf(hall([], null), 'p_9')).toEqual({ kind: 'tables' });
	expect(viewOf({ ...state, projector: { kind: 'black' } }, 'p_1')).toEqual({ kind: 'black' });
});

test('[PJ7] the light is shown in place of tables, and of nothing else', () => {
	const state = { ...hall([]), spotlight: { tableId: 't_1', cardId: 'c_1' } } as const;
	expect(withLight({ kind: 'tables' }, state)).toEqual({ kind: 'spotlight' });
	expect(withLight({ kind: 'table', tableId: 't_2' }, state)).toEqual({ kind: 'spotlight' });
	for (const view of [AGENDA, JOIN, { kind: 'black' } as const])
		expect(withLight(view, state)).toBe(view);
	expect(withLight({ kind: 'tables' }, { ...state, spotlight: { tableId: 't_1' } })).toEqual({
		kind: 'table',
		tableId: 't_1',
	});
});
