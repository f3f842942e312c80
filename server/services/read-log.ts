import type { Grant, Records } from '#server/ports/records.ts';
import type { LogAnswer } from '#shared/deeds.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { dialogueFor } from './access.ts';
import { readDeeds } from './deeds.ts';

/**
 * The record of conduct for those who conduct: rules DE1–DE5 in `server/domain/SPEC.md`. `before`: as in the answer of
 * the page before; NaN: somebody made it up.
 */
export function createReadLog({ records }: { readonly records: Records }) {
	return async function readLog(
		caller: Grant,
		id: string,
		before: number | undefined,
	): Promise<Result<LogAnswer, 'dialogue/not-found' | 'request/invalid'>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		if (!found.ok) return found;
		if (Number.isNaN(before)) return reject('request/invalid', 'before');
		return ok(await readDeeds(records, found.value.value.id, before));
	};
}
