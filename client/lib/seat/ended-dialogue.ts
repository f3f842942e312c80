import { isWebAddress } from '#shared/addresses.ts';
import type { EndedDialogue } from '#shared/problems.ts';
import { ApiError } from '#lib/hall/api.ts';

/** What the server tells of an event that is over; undefined: that is not what has happened, or it does not tell. */
export function endedDialogue(failure: unknown): EndedDialogue | undefined {
	if (!(failure instanceof ApiError) || failure.code !== 'dialogue/closed') return undefined;
	const { title, place, date, resultsUrl, sheetPath } = failure.about;
	if (typeof title !== 'string' || typeof place !== 'string' || typeof date !== 'string')
		return undefined;
	if (Number.isNaN(Date.parse(date))) return undefined;
	return {
		title,
		place,
		date,
		...(typeof resultsUrl === 'string' && isWebAddress(resultsUrl) && { resultsUrl }),
		...(typeof sheetPath === 'string' && /^\/s\/\w+$/.test(sheetPath) && { sheetPath }),
	};
}
