import { expect, test } from 'vitest';
import type { Messages } from '#shared/messages/messages.ts';
import type { Step } from '#shared/schemas.ts';
import { neighbours, stepHere, stepLetsWrite, stepTold, stepWords } from './steps.ts';

const steps: Step[] = [
	{ id: 'write', kind: 'write', minutes: 20 },
	{ id: 'sort', kind: 'sort', minutes: 10, table: 't_1' },
	{ id: 'plenary', kind: 'plenary', minutes: 10 },
];
const running = (id: string) => {
	const { kind } = steps.find((one) => one.id === id)!;
	return { steps, step: { id, kind, startedAtMs: 1, endsAtMs: 2 } };
};

test('[SL3] writing is possible without a step, in a writing one, and while another table has its own', () => {
	expect(stepLetsWrite({ steps, step: null }, 't_1')).toBe(true);
	expect(stepLetsWrite(running('write'), 't_1')).toBe(true);
	expect(stepLetsWrite(running('plenary'), 't_1')).toBe(false);
	expect(stepLetsWrite(running('sort'), 't_1')).toBe(false);
	expect(stepLetsWrite(running('sort'), 't_2')).toBe(true);
});

test('[SL3] a step of another table does not concern this one; one that is not planned any more is none', () => {
	expect(stepHere(running('sort'), 't_1')?.plan.id).toBe('sort');
	expect(stepHere(running('sort'), 't_2')).toBeUndefined();
	expect(stepHere(running('sort'), undefined)?.plan.id).toBe('sort');
	expect(stepHere({ ...running('sort'), steps: [] }, 't_1')).toBeUndefined();
});

test('[SL6] when the day is over, the hall is told no step and no time', () => {
	const dialogue = { phase: 'open' as const };
	expect(stepTold({ ...running('write'), dialogue }, 't_1')?.plan.id).toBe('write');
	expect(stepTold({ ...running('write'), dialogue: { phase: 'closed' } }, 't_1')).toBeUndefined();
});

test('[CK1] next is the first step while none runs; the first has none before it, the last none behind', () => {
	const ids = (state: Parameters<typeof neighbours>[0]) => {
		const { before, next } = neighbours(state);
		return [before?.id, next?.id];
	};
	expect(ids({ steps, step: null })).toEqual([undefined, 'write']);
	expect(ids(running('write'))).toEqual([undefined, 'sort']);
	expect(ids(running('sort'))).toEqual(['write', 'plenary']);
	expect(ids(running('plenary'))).toEqual(['sort', undefined]);
});

test('[SL7] who cannot read the instruction is told in their language what is done; who can reads it alone', () => {
	const m = { toDoSwitch: () => 'أخرى' } as unknown as Messages<'conduct'>;
	const say = (instruction: Step['instruction'], language: string) =>
		stepWords({ kind: 'switch', instruction }, language, m);
	const typed = { de: 'Bitte wechseln.', fa: 'میز دیگر' };
	expect(say(typed, 'ar')).toEqual({ written: ['de', 'Bitte wechseln.'], plain: 'أخرى' });
	for (const [language, lang] of [
		['de', 'de'],
		['de-x-leicht', 'de'],
		['fa', 'fa'],
		['prs', 'fa'],
	] as const)
		expect(say(typed, language)).toEqual({ written: [lang, typed[lang]] });
	expect(say(undefined, 'ar')).toEqual({});
});
