import type { Messages } from '#shared/messages/messages.ts';
import type { Step } from '#shared/schemas.ts';

/** A step's name on the wall, by its kind. */
export function stepName(kind: Step['kind'], m: Messages<'projector'>): string {
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
