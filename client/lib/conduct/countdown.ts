/** The moments at which a countdown says how much is left, in seconds before the end; 0 is the end itself. */
const WARNINGS_S = [300, 60, 20, 0] as const;
export type Warning = (typeof WARNINGS_S)[number];

/** [SL1] What is left, in whole seconds, rounded up: it reads 0:00 exactly when the time is up, and never less. */
export function secondsLeft(endsAtMs: number, nowMs: number): number {
	return Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000));
}

/** `4:05`, with hours `1:04:05`. */
export function clockText(seconds: number): string {
	const two = (n: number): string => String(n).padStart(2, '0');
	const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	return h > 0 ? `${h}:${two(min)}:${two(s)}` : `${min}:${two(s)}`;
}

/** The warning that holds now: the last one that has been reached. Undefined: there is time enough. */
export function warningAt(seconds: number): Warning | undefined {
	return WARNINGS_S.filter((at) => seconds <= at).at(-1);
}

/**
 * [SL2] What has to be said now: each warning once, when it is reached while somebody looks on. What was reached before
 * (a page that opens, a device that wakes) is only said as the newest of them.
 *
 * @param before - the seconds when it was looked last; undefined: never
 */
export function warningReached(before: number | undefined, seconds: number): Warning | undefined {
	const now = warningAt(seconds);
	if (now === undefined || before === undefined) return undefined;
	return warningAt(before) === now || before < seconds ? undefined : now;
}

/** When the number changes next, in milliseconds from now. */
export function nextChangeMs(endsAtMs: number, nowMs: number): number {
	const restMs = (endsAtMs - nowMs) % 1000;
	return restMs > 0 ? restMs : restMs + 1000;
}
