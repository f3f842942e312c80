import type { EndedDialogue } from '#shared/problems.ts';
import { ApiError } from '#lib/hall/api.ts';

/** What the server tells of an event that is over; undefined: that is not what has happened, or it does not tell. */
export function endedDialogue(failure: unknown): EndedDialogue | undefined {
	if (!(failure instanceof ApiError) || failure.code !== 'dialogue/closed') return undefined;
	const { title, place, date } = failure.about;
	if (typeof title !== 'string' || typeof place !== 'string' || typeof date !== 'string')
		return undefined;
	return Number.isNaN(Date.parse(date)) ? undefined : { title, place, date };
}
