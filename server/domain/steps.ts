import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Conduct, Dialogue } from './dialogue.ts';

type Running = NonNullable<Conduct['step']>;

/** [ST1] The step runs from now for its minutes; whatever ran before is over. */
export function startStep(
	dialogue: Dialogue,
	stepId: string,
	nowMs: number,
): Result<Running, 'step/unknown'> {
	const step = dialogue.steps.find(({ id }) => id === stepId);
	if (!step) return reject('step/unknown', stepId);
	return ok({ id: step.id, startedAtMs: nowMs, endsAtMs: nowMs + step.minutes * 60_000 });
}

/**
 * [ST2] Moves the planned end. More time for a step that is already over its time counts from now;
 * less time takes the end no further back than to now.
 */
export function extendStep(
	running: Conduct['step'],
	seconds: number,
	nowMs: number,
): Result<Running, 'step/none-running'> {
	if (!running) return reject('step/none-running');
	const { endsAtMs } = running;
	const changeMs = seconds * 1_000;
	return ok({
		...running,
		endsAtMs:
			changeMs >= 0
				? Math.max(endsAtMs, nowMs) + changeMs
				: Math.max(endsAtMs + changeMs, Math.min(endsAtMs, nowMs)),
	});
}
