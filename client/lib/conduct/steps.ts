import type { TableId } from '#shared/ids.ts';
import { textEntry } from '#shared/languages.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { Step } from '#shared/schemas.ts';
import type { State } from '#shared/state.ts';

/** A step's name by its kind, in the person's language. */
export function stepName(kind: Step['kind'], m: Messages<'conduct'>): string {
	const names: Record<Step['kind'], () => string> = {
		arrival: m.stepArrival,
		plenary: m.stepPlenary,
		write: m.stepWrite,
		sort: m.stepSort,
		vote: m.stepVote,
		switch: m.stepSwitch,
		break: m.stepBreak,
		commit: m.stepCommit,
		feedback: m.stepFeedback,
	};
	return names[kind]();
}

/**
 * [SL7] What to do in a step. `written`: the instruction as it was typed, in the nearest language there is, which comes
 * first. `plain`: what is done in any step of its kind, in the person's own language, where the instruction is in another.
 */
export function stepWords(
	{ kind, instruction }: Pick<Step, 'kind' | 'instruction'>,
	language: string,
	m: Messages<'conduct'>,
): { readonly written?: [lang: string, text: string]; readonly plain?: string } {
	const written = instruction && textEntry(instruction, language);
	if (!written) return {};
	const base = (tag: string) => (tag === 'prs' ? 'fa' : tag.split('-', 1)[0]);
	if (base(written[0]) === base(language)) return { written };
	const plain: Record<Step['kind'], () => string> = {
		arrival: m.toDoArrival,
		plenary: m.toDoPlenary,
		write: m.toDoWrite,
		sort: m.toDoSort,
		vote: m.toDoVote,
		switch: m.toDoSwitch,
		break: m.toDoBreak,
		commit: m.toDoCommit,
		feedback: m.toDoFeedback,
	};
	return { written, plain: plain[kind]() };
}

/** The running step with its plan, as far as it concerns this table. Without a table: the running one, wherever it is. */
export function stepHere(
	{ step: inHall, steps, tables }: Pick<State, 'step' | 'steps'> & Partial<Pick<State, 'tables'>>,
	table: TableId | undefined,
): { readonly plan: Step; readonly startedAtMs: number; readonly endsAtMs: number } | undefined {
	// a table may have time of its own
	const step = tables?.find(({ id }) => id === table)?.step ?? inHall;
	const plan = steps.find(({ id }) => id === step?.id);
	if (!step || !plan) return undefined;
	if (table !== undefined && plan.table !== undefined && plan.table !== table) return undefined;
	return { plan, startedAtMs: step.startedAtMs, endsAtMs: step.endsAtMs };
}

/** [SL6] The step as it is told to the hall: when the day is over, none is running any more. */
export function stepTold(
	state: Parameters<typeof stepHere>[0] & { readonly dialogue: Pick<State['dialogue'], 'phase'> },
	table: TableId | undefined,
): ReturnType<typeof stepHere> {
	return state.dialogue.phase === 'open' ? stepHere(state, table) : undefined;
}

const WRITING: readonly Step['kind'][] = ['write', 'arrival', 'commit'];

/** [SL3] Whether the running step lets participants write at this table (as CA2 decides it on the server). */
export function stepLetsWrite(
	state: Pick<State, 'step' | 'steps'> & Partial<Pick<State, 'tables'>>,
	table: TableId | undefined,
): boolean {
	const here = stepHere(state, table);
	return here === undefined || WRITING.includes(here.plan.kind);
}

/** What comes before and after the running step; without one, the first step is next. */
export function neighbours({ step, steps }: Pick<State, 'step' | 'steps'>): {
	readonly before: Step | undefined;
	readonly next: Step | undefined;
} {
	const at = steps.findIndex(({ id }) => id === step?.id);
	return { before: at > 0 ? steps[at - 1] : undefined, next: steps[at + 1] };
}
