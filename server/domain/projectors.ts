import type { AnyCommand, ProjectorView } from '#shared/commands.ts';
import type { ProjectorId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { ProjectorState } from '#shared/state.ts';
import type { Conduct } from './dialogue.ts';

export type ProjectorCommand = AnyCommand<'projector:show' | 'projector:black' | 'projector:name'>;

/**
 * What the projectors show after a command. Rules LW1–LW6 in SPEC.md.
 *
 * @returns the part of the conduct that changes
 */
export function direct(now: Conduct, command: ProjectorCommand): Partial<Conduct> {
	switch (command.name) {
		case 'projector:show': {
			const { view, projectorId } = command;
			if (projectorId === undefined) return showOnAll(now, view);
			if (view?.kind === 'black') return change(now, projectorId, { black: true });
			return change(now, projectorId, { view, black: false });
		}
		case 'projector:black': {
			const { black, projectorId } = command;
			return projectorId === undefined ? { black } : change(now, projectorId, { black });
		}
		case 'projector:name':
			return change(now, command.projectorId, { label: command.label });
	}
}

/** [LW1] [LW3] What goes to all replaces what single ones showed; black covers it and replaces nothing. */
function showOnAll(now: Conduct, view: ProjectorView | null): Partial<Conduct> {
	if (view?.kind === 'black') return { black: true };
	const projectors = (now.projectors ?? []).map((one) => ({ ...one, view: null, black: false }));
	return { projector: view, black: false, projectors: kept(projectors) };
}

/**
 * [LW6] A message goes with its step: where one stands, the tables are to be seen again.
 *
 * @returns the part of the conduct that changes; nothing where no message stands
 */
export function messagesGone({ projector, projectors = [] }: Conduct): Partial<Conduct> {
	const isMessage = (view: ProjectorView | null) => view?.kind === 'message';
	return {
		...(isMessage(projector) && { projector: null }),
		...(projectors.some(({ view }) => isMessage(view)) && {
			projectors: kept(
				projectors.map((one) => (isMessage(one.view) ? { ...one, view: null } : one)),
			),
		}),
	};
}

/** [LW2] The projector that was spoken of last stands at the end; beyond the limit the first ones are forgotten. */
function change(
	{ projectors = [] }: Conduct,
	id: ProjectorId,
	to: Partial<ProjectorState>,
): Partial<Conduct> {
	const before = projectors.find((one) => one.id === id);
	const others = projectors.filter((one) => one.id !== id);
	const after = { id, label: null, view: null, black: false, ...before, ...to };
	return { projectors: kept([...others, after]).slice(-LIMITS.projectorsPerDialogueMax) };
}

/** A projector without a name that shows what all show need not be remembered. */
function kept(projectors: readonly ProjectorState[]): readonly ProjectorState[] {
	return projectors.filter(({ label, view, black }) => label !== null || view !== null || black);
}
