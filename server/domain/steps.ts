import type { TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Conduct, Dialogue, OwnStep, Running } from './dialogue.ts';

/** What steps change in the conduct. */
type Steps = Pick<Conduct, 'step' | 'own'>;

/** [ST4] What runs at this table: its own, or the hall's as far as that concerns it. */
export function runningAt({ conduct, steps }: Dialogue, table: TableId): Running | null {
	const own = conduct.own?.find(({ tableId }) => tableId === table);
	if (own) return own;
	const step = steps.find(({ id }) => id === conduct.step?.id);
	return step && (step.table === undefined || step.table === table) ? conduct.step : null;
}

/** [ST1] The step runs from now for its minutes; whatever ran before is over, but at tables with time of their own left. */
export function startStep(
	{ conduct, steps }: Dialogue,
	stepId: string,
	nowMs: number,
): Result<Steps, 'step/unknown'> {
	const step = steps.find(({ id }) => id === stepId);
	if (!step) return reject('step/unknown', stepId);
	const running = { id: step.id, startedAtMs: nowMs, endsAtMs: nowMs + step.minutes * 60_000 };
	const own = conduct.own?.filter(({ id, tableId }) => id !== step.id && tableId !== step.table);
	return ok(settled({ step: running, own }, nowMs));
}

/**
 * [ST2] Moves the planned end, and with it the own ends of tables in the same step. More time for a step that is already
 * over its time counts from now; less time takes the end no further back than to now.
 */
export function extendStep(
	{ step, own }: Conduct,
	seconds: number,
	nowMs: number,
): Result<Steps, 'step/none-running'> {
	if (!step) return reject('step/none-running');
	const moved = (running: Running) => movedEndMs(running, seconds, nowMs);
	return ok(
		settled(
			{
				step: { ...step, endsAtMs: moved(step) },
				own: own?.map((one) => (isSameRun(one, step) ? { ...one, endsAtMs: moved(one) } : one)),
			},
			nowMs,
		),
	);
}

/** [ST4] The same for one table alone, from its own end; its end never comes before the hall's. */
export function extendTable(
	dialogue: Dialogue,
	tableId: TableId,
	seconds: number,
	nowMs: number,
): Result<Steps, 'step/none-running'> {
	const running = runningAt(dialogue, tableId);
	if (!running) return reject('step/none-running', tableId);
	const { id, startedAtMs } = running;
	const own = { tableId, id, startedAtMs, endsAtMs: movedEndMs(running, seconds, nowMs) };
	const { step, own: all } = dialogue.conduct;
	return ok(settled({ step, own: [...without(all, tableId), own] }, nowMs));
}

/** [ST3] No step runs any more; [ST5] tables with time of their own left keep theirs. */
export function endStep({ step, own }: Conduct, nowMs: number): Result<Steps, 'step/none-running'> {
	return step ? ok(settled({ step: null, own }, nowMs)) : reject('step/none-running');
}

/** [ST5] The table is where the hall is. */
export function endTable(
	{ step, own }: Conduct,
	tableId: TableId,
): Result<Steps, 'step/none-running'> {
	if (!own?.some((one) => one.tableId === tableId)) return reject('step/none-running', tableId);
	return ok({ step, own: without(own, tableId) });
}

/** [ST6] The tables whose own time is over and that the hall has left behind. */
export function overdueTables({ conduct }: Dialogue, nowMs: number): readonly TableId[] {
	return (conduct.own ?? [])
		.filter((own) => !isSameRun(own, conduct.step) && own.endsAtMs <= nowMs)
		.map(({ tableId }) => tableId);
}

/** [ST6] The dialogue after those tables have followed the hall; the same one if there are none. */
export function caughtUp(dialogue: Dialogue, nowMs: number): Dialogue {
	if (overdueTables(dialogue, nowMs).length === 0) return dialogue;
	const { step, own } = dialogue.conduct;
	return { ...dialogue, conduct: { ...dialogue.conduct, ...settled({ step, own }, nowMs) } };
}

/** Own ends that say nothing of their own are dropped: not later than the hall's in its step, or over in an earlier one. */
function settled({ step, own }: Steps, nowMs: number): Steps {
	const hasOwn = (one: OwnStep) =>
		one.endsAtMs > (step && isSameRun(one, step) ? step.endsAtMs : nowMs);
	return { step, ...(own && { own: own.filter(hasOwn) }) };
}

function isSameRun(own: OwnStep, step: Running | null): boolean {
	return own.id === step?.id && own.startedAtMs === step.startedAtMs;
}

function movedEndMs({ endsAtMs }: Running, seconds: number, nowMs: number): number {
	const changeMs = seconds * 1_000;
	return changeMs >= 0
		? Math.max(endsAtMs, nowMs) + changeMs
		: Math.max(endsAtMs + changeMs, Math.min(endsAtMs, nowMs));
}

function without(own: readonly OwnStep[] | undefined, table: TableId): readonly OwnStep[] {
	return (own ?? []).filter(({ tableId }) => tableId !== table);
}
