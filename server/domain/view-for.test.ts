import { describe, expect, test } from 'vitest';
import type { Deed } from '#shared/deeds.ts';
import type { Role } from '#shared/roles.ts';
import { ROLES } from '#shared/roles.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import type { Translating } from '#shared/state.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import type { Dialogue } from './dialogue.ts';
import { viewFor, type Viewer } from './view-for.ts';

const waiting = (['t_1', 't_2'] as const).map((tableId) => ({
	cardId: `c_${tableId}` as const,
	tableId,
	question: 'good',
	text: `canary-waiting-${tableId}`,
	lang: 'de',
	state: 'waiting' as const,
}));
const full: Dialogue = sampleDialogue(
	{
		commands: ['canary-command'],
		messages: [{ id: 'canary-sent', text: 'canary-message', atMs: 1 }],
		own: [{ tableId: 't_1', id: 'write', startedAtMs: 1, endsAtMs: 3 }],
		help: [
			{ tableId: 't_1', reason: 'technology', atMs: 1, answered: false },
			{ tableId: 't_2', reason: 'interpreting', atMs: 2, answered: false },
		],
		vote: {
			id: 'v_1',
			open: true,
			revealed: false,
			dots: 3,
			perItemMax: 1,
			criterion: '?',
			tableIds: ['t_1'],
		},
		step: { id: 'table-two', startedAtMs: 1, endsAtMs: 2 },
	},
	{ code: 'CANARY' },
);
const counts = (['t_1', 't_2'] as const).map((tableId, n) => ({
	tableId,
	dots: { c_1: 8_150 + n },
}));
const deeds: readonly Deed[] = [{ id: 'canary-deed', atMs: 1, role: 'host', what: 'table:freeze' }];
const translating: readonly Translating[] = [
	{ interpreterId: 'i_canary', tableId: 't_1', cardId: 'c_1', untilMs: 1 },
];
const viewer = (role: Role): Viewer => ({
	role,
	...(role === 'host' && { table: 't_1' }),
	...(role === 'participant' && { seat: 's_canary' }),
});
const see = (who: Viewer, dialogue = full) =>
	viewFor(who, dialogue, 7, 99, { waiting, ballots: 4711, counts, deeds, translating });

describe('view', () => {
	test.each(ROLES)('[TL2] whether a %s is told what is being translated', (role) => {
		const sent = JSON.stringify(see(viewer(role)));
		const isTold = ['interpreter', 'moderator', 'organiser'].includes(role);
		expect(sent.includes('i_canary')).toBe(isTold);
	});

	test.each(ROLES)(
		'[VI1] [VI2] [VI3] [VI5] [VI6] [VI10] what a %s gets, and nothing else',
		(role) => {
			const sent = JSON.stringify(see(viewer(role)));
			const has = (text: string) => sent.includes(text);
			const conducting = role === 'moderator' || role === 'organiser';
			expect(has('canary-waiting-t_1')).toBe(conducting || role === 'host');
			expect(has('canary-waiting-t_2')).toBe(conducting);
			expect(has('"technology"')).toBe(conducting || role === 'host');
			expect(has('"interpreting"')).toBe(conducting);
			expect(has('4711')).toBe(conducting);
			expect(has('CANARY')).toBe(role !== 'observer' && role !== 'interpreter');
			expect(has('s_canary')).toBe(role === 'participant');
			expect(has('canary-command')).toBe(false);
			expect(has('canary-message')).toBe(false);
			expect(has('canary-deed')).toBe(conducting);
			expect(has('8150')).toBe(conducting || role === 'host');
			expect(has('8151')).toBe(conducting);
			expect('waiting' in see(viewer(role))).toBe(conducting || role === 'host');
		},
	);
	test('[VI1] the whole state of a participant', () => {
		expect(see(viewer('participant'))).toEqual({
			version: 7,
			serverTimeMs: 99,
			dialogue: {
				id: 'd_1',
				title: 'Zusammen leben',
				place: 'Musterstadt',
				date: '2026-11-21',
				language: 'de',
				phase: 'open',
				code: 'CANARY',
			},
			questions: full.questions,
			tables: [
				{
					id: 't_1',
					theme: 'Arbeit',
					frozen: false,
					revealed: false,
					step: { id: 'write', kind: 'write', startedAtMs: 1, endsAtMs: 3 },
					may: { write: true, sort: false, vote: true },
				},
				{
					id: 't_2',
					theme: 'Frauen',
					frozen: false,
					revealed: false,
					may: { write: false, sort: false, vote: false },
				},
			],
			steps: full.steps,
			step: { id: 'table-two', kind: 'plenary', startedAtMs: 1, endsAtMs: 2 },
			settings: DEFAULT_SETTINGS,
			vote: {
				id: 'v_1',
				open: true,
				revealed: false,
				dots: 3,
				perItemMax: 1,
				criterion: '?',
				tableIds: ['t_1'],
			},
			spotlight: null,
			projector: null,
			me: {
				role: 'participant',
				seatId: 's_canary',
				may: { write: true, sort: false, vote: true },
			},
		});
	});
	test('[VI8] what may be done stands at each table, too', () => {
		const may = (who: Viewer) => see(who).tables.map((table) => table.may.write);
		expect(may(viewer('participant'))).toEqual([true, false]);
		expect(may(viewer('host'))).toEqual([true, false]);
		expect(may(viewer('moderator'))).toEqual([true, true]);
		expect(may(viewer('projector'))).toEqual([false, false]);
	});
	test('[VI9] a table with time of its own says so, the others do not', () => {
		for (const role of ROLES) {
			const [one, two] = see(viewer(role)).tables;
			expect(one!.step).toEqual({ id: 'write', kind: 'write', startedAtMs: 1, endsAtMs: 3 });
			expect(two).not.toHaveProperty('step');
		}
	});
	test('[VI4] may: at one table at least; a host at the own one', () => {
		const frozen = sampleDialogue({ frozen: ['t_1'] });
		expect(see(viewer('participant'), frozen).me.may.write).toBe(true);
		expect(see(viewer('host'), frozen).me.may.write).toBe(false);
		expect(see({ role: 'host', table: 't_2' }, frozen).me.may.write).toBe(true);
		expect(see(viewer('moderator'), frozen).me.may.write).toBe(true);
		const both = sampleDialogue({ frozen: ['t_1', 't_2'] });
		for (const role of ROLES) expect(see(viewer(role), both).me.may.write).toBe(false);
	});
	test('[CA4] in a closed dialogue every table shows as frozen', () => {
		const { tables } = see(viewer('projector'), sampleDialogue({}, { phase: 'closed' }));
		expect(tables.every(({ frozen }) => frozen)).toBe(true);
	});
});
