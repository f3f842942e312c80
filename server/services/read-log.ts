import type { Grant, Records } from '#server/ports/records.ts';
import type { LogAnswer } from '#shared/deeds.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { dialogueFor } from './access.ts';
import { readDeeds } from './deeds.ts';

/** The record of conduct for those who conduct: rules DE1–DE5 in `server/domain/SPEC.md`. */
export function createReadLog({ records }: { readonly records: Records }) {
	return async function readLog(
		caller: Grant,
		id: string,
		before: number | undefined,
	): Promise<Result<LogAnswer, 'dialogue/not-found'>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		return found.ok ? ok(await readDeeds(records, found.value.value.id, before)) : found;
	};
}
