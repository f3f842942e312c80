import { expect, test } from 'vitest';
import { AGENDA_TEMPLATES, minutesOf } from './agenda-templates.ts';
import { CreateDialogueBody } from './api.ts';

test.each(AGENDA_TEMPLATES.map((template) => [template.id, template] as const))(
	'[AG1] %s is taken by the server as it stands',
	(_id, { steps, tableMode }) => {
		const body = CreateDialogueBody.safeParse({
			title: 'Zusammen leben',
			place: 'Musterstadt',
			date: '2026-11-22',
			tables: [{ theme: 'Arbeit' }],
			steps,
			settings: { tableMode },
		});
		expect(body.error?.issues).toBeUndefined();
		for (const { instruction } of steps)
			expect(Object.keys(instruction).toSorted()).toEqual(['de', 'en']);
	},
);

test('[AG2] an evening of 240 minutes with three rotations of 25, a Saturday of 360, a short format of 150', () => {
	const minutes = Object.fromEntries(
		AGENDA_TEMPLATES.map(({ id, steps }) => [id, minutesOf(steps)]),
	);
	expect(minutes).toEqual({ evening: 240, saturday: 360, short: 150 });
	expect(AGENDA_TEMPLATES.map(({ tableMode }) => tableMode)).toEqual(['rotation', 'fixed', 'free']);
	const rounds = AGENDA_TEMPLATES[0]!.steps.filter(
		({ kind, minutes: long }) => kind === 'write' && long === 25,
	);
	expect(rounds).toHaveLength(3);
});

test('[AG3] each day begins with arriving, sorts before it weighs, and asks how it was', () => {
	for (const { steps } of AGENDA_TEMPLATES) {
		const kinds = steps.map(({ kind }) => kind);
		expect(kinds[0]).toBe('arrival');
		expect(kinds.indexOf('sort')).toBeGreaterThan(kinds.lastIndexOf('write'));
		expect(kinds.indexOf('vote')).toBe(kinds.indexOf('sort') + 1);
		expect(kinds).toContain('feedback');
	}
});
