import { UNTOUCHED, type Conduct, type Dialogue } from '#server/domain/dialogue.ts';
import { DEFAULT_SETTINGS, STEP_KINDS } from '#shared/schemas.ts';

/**
 * A dialogue's record for tests: two tables `t_1`, `t_2`, the question `good`, one step of each kind named after it, and
 * `table-two`, a plenary step of `t_2` alone.
 */
export function sampleDialogue(
	conduct: Partial<Conduct> = {},
	more: Partial<Dialogue> = {},
): Dialogue {
	return {
		id: 'd_1',
		code: 'ABCDEF',
		title: 'Zusammen leben',
		place: 'Musterstadt',
		date: '2026-11-21',
		language: 'de',
		phase: 'open',
		questions: [{ id: 'good', text: { de: 'Was läuft gut?' } }],
		tables: [
			{ id: 't_1', theme: 'Arbeit' },
			{ id: 't_2', theme: 'Frauen' },
		],
		steps: [
			...STEP_KINDS.map((kind) => ({ id: kind, kind, minutes: 10 })),
			{ id: 'table-two', kind: 'plenary', minutes: 5, table: 't_2' },
		],
		settings: DEFAULT_SETTINGS,
		createdAtMs: 0,
		conduct: { ...UNTOUCHED, ...conduct },
		...more,
	};
}
