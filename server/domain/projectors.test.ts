import { describe, expect, test } from 'vitest';
import type { ProjectorView } from '#shared/commands.ts';
import type { ProjectorId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { mayCommand } from './command-roles.ts';
import { UNTOUCHED, type Conduct } from './dialogue.ts';
import { direct, type ProjectorCommand } from './projectors.ts';
import { pruned } from './pruned.ts';

const id = '00000000-0000-4000-8000-000000000000';
const show = (view: ProjectorView | null, projectorId?: ProjectorId): ProjectorCommand => ({
	name: 'projector:show',
	id,
	view,
	...(projectorId && { projectorId }),
});
const black = (isBlack: boolean, projectorId?: ProjectorId): ProjectorCommand => ({
	name: 'projector:black',
	id,
	black: isBlack,
	...(projectorId && { projectorId }),
});
const name = (projectorId: ProjectorId, label: string | null): ProjectorCommand => ({
	name: 'projector:name',
	id,
	projectorId,
	label,
});
const after = (...commands: ProjectorCommand[]): Conduct =>
	commands.reduce<Conduct>((now, command) => ({ ...now, ...direct(now, command) }), UNTOUCHED);
const AGENDA = { kind: 'agenda' } as const;
const JOIN = { kind: 'join' } as const;

describe('projectors', () => {
	test('[LW1] what goes to all replaces what single ones showed, and keeps their names', () => {
		const { projector, projectors } = after(
			name('p_1', 'Bühne'),
			show(JOIN, 'p_1'),
			show(JOIN, 'p_2'),
			show(AGENDA),
		);
		expect(projector).toEqual(AGENDA);
		expect(projectors).toEqual([{ id: 'p_1', label: 'Bühne', view: null, black: false }]);
	});
	test('[LW2] one projector shows something of its own until it is told to follow again', () => {
		const one = after(show(AGENDA), show(JOIN, 'p_1'));
		expect(one).toMatchObject({ projector: AGENDA, projectors: [{ id: 'p_1', view: JOIN }] });
		expect(direct(one, show(null, 'p_1'))).toEqual({ projectors: [] });
	});
	test('[LW2] beyond the limit those that nobody spoke of for longest are forgotten', () => {
		const many = Array.from({ length: LIMITS.projectorsPerDialogueMax + 3 }, (_, n) =>
			name(`p_${n}`, `Leinwand ${n}`),
		);
		const { projectors } = after(...many, name('p_4', 'noch da'), name('p_new', 'neu'));
		expect(projectors).toHaveLength(LIMITS.projectorsPerDialogueMax);
		expect(projectors?.at(-1)).toMatchObject({ label: 'neu' });
		expect(projectors?.at(-2)).toMatchObject({ id: 'p_4', label: 'noch da' });
		expect(projectors?.some(({ id }) => id === 'p_0')).toBe(false);
	});
	test('[LW3] black covers all or one, and what is behind it comes back', () => {
		const before = after(show(AGENDA), show(JOIN, 'p_1'));
		for (const dark of [black(true), show({ kind: 'black' })]) {
			const now = { ...before, ...direct(before, dark) };
			expect(now.black).toBe(true);
			const light = { ...now, ...direct(now, black(false)) };
			expect(light).toEqual({ ...before, black: false });
		}
		const one = { ...before, ...direct(before, black(true, 'p_1')) };
		expect(one.projectors).toEqual([{ id: 'p_1', label: null, view: JOIN, black: true }]);
		expect({ ...one, ...direct(one, black(false, 'p_1')) }).toEqual(before);
	});
	test('[LW3] a new picture ends the black of those to whom it goes', () => {
		const dark = after(black(true), black(true, 'p_1'), show(JOIN));
		expect(dark).toMatchObject({ black: false, projectors: [] });
		const one = after(black(true, 'p_1'), show(JOIN, 'p_1'));
		expect(one.projectors).toEqual([{ id: 'p_1', label: null, view: JOIN, black: false }]);
	});
	test('[LW4] whoever stands at a projector directs one at a time, never all', () => {
		const actor = { role: 'projector', projector: 'p_1' } as const;
		const role = (command: ProjectorCommand) => mayCommand(actor, command);
		expect([show(JOIN), black(true), show(JOIN, 'p_1'), black(true, 'p_1')].map(role)).toEqual([
			false,
			false,
			true,
			true,
		]);
		expect(role(name('p_1', 'Bühne'))).toBe(true);
	});
	test('[LW5] a table that goes takes its picture with it', () => {
		const view = { kind: 'table', tableId: 't_9' } as const;
		const { conduct } = pruned(sampleDialogue(after(show(view), show(view, 'p_1'))));
		expect(conduct.projector).toBeNull();
		expect(conduct.projectors).toEqual([{ id: 'p_1', label: null, view: null, black: false }]);
	});
});
