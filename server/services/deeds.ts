import type { Records, Write } from '#server/ports/records.ts';
import type { Deed, LogAnswer } from '#shared/deeds.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { writeIfThere } from './write-if-there.ts';

/** [DE4] Full pages are never written again; only the newest is. */
const DEEDS_PER_PAGE = 64;
const PAGES_MAX = Math.ceil(LIMITS.deedsPerDialogueMax / DEEDS_PER_PAGE);
/** What those who conduct see without asking. */
const DEEDS_SHOWN = 20;
const TRIES_MAX = 50;

/**
 * [DE3] The writes that put these deeds on the record of conduct, to be done in one step with the deeds themselves: both
 * or neither. They do not hold if somebody else puts a deed there meanwhile; then ask again.
 */
export async function deedWrites(
	records: Records,
	dialogue: DialogueId,
	deeds: readonly Deed[],
): Promise<readonly Write[]> {
	if (deeds.length === 0) return [];
	const newest = await records.get('deeds', dialogue);
	const was = newest?.version ?? null;
	const { page, deeds: there } = newest?.value ?? { page: 0, deeds: [] };
	const all = [...there, ...deeds];
	if (all.length <= DEEDS_PER_PAGE)
		return [{ kind: 'deeds', id: dialogue, dialogue, was, value: { page, deeds: all } }];
	const full = { page, deeds: all.slice(0, DEEDS_PER_PAGE) };
	const next = { page: page + 1, deeds: all.slice(DEEDS_PER_PAGE) };
	const old = page + 1 - PAGES_MAX;
	return [
		{ kind: 'deeds', id: dialogue, dialogue, was, value: next },
		{ kind: 'deeds', id: pageId(dialogue, page), dialogue, was: 'any', value: full },
		...(old < 0
			? []
			: [
					{
						kind: 'deeds',
						id: pageId(dialogue, old),
						dialogue,
						was: 'any',
						value: null,
					} as const,
				]),
	];
}

/**
 * [DE3] Puts on record what was kept somewhere else already; what stands there is passed over. Whoever is told twice of
 * the same thing tells it within a page. False: the dialogue is gone.
 */
export async function noteDeeds(
	records: Records,
	dialogue: DialogueId,
	deeds: readonly Deed[],
): Promise<boolean> {
	for (let tries = 0; tries < TRIES_MAX; tries++) {
		const known = new Set((await lastPages(records, dialogue)).map(({ id }) => id));
		const writes = await deedWrites(
			records,
			dialogue,
			deeds.filter(({ id }) => !known.has(id)),
		);
		const written = await writeIfThere(records, dialogue, writes);
		if (written !== 'taken') return written === 'ok';
	}
	throw new Error('others put deeds on record all the time');
}

/** The last of them, newest first. */
export function createLastDeeds({ records }: { readonly records: Records }) {
	return async function lastDeeds(dialogue: DialogueId): Promise<readonly Deed[]> {
		return (await lastPages(records, dialogue)).slice(-DEEDS_SHOWN).reverse();
	};
}

/** So many at least, if there are so many; oldest first. */
async function lastPages(records: Records, dialogue: DialogueId): Promise<readonly Deed[]> {
	const newest = (await records.get('deeds', dialogue))?.value;
	if (!newest) return [];
	const isShort = newest.deeds.length < DEEDS_SHOWN && newest.page > 0;
	const before = isShort
		? (await records.get('deeds', pageId(dialogue, newest.page - 1)))?.value.deeds
		: undefined;
	return [...(before ?? []), ...newest.deeds];
}

/**
 * One page of the record, newest first.
 *
 * @param before - the page behind which to read on; undefined: from the newest
 */
export async function readDeeds(
	records: Records,
	dialogue: DialogueId,
	before: number | undefined,
): Promise<LogAnswer> {
	const newest = (await records.get('deeds', dialogue))?.value;
	if (!newest) return { deeds: [], dropped: 0 };
	const oldest = Math.max(0, newest.page + 1 - PAGES_MAX);
	const dropped = oldest * DEEDS_PER_PAGE;
	const at = before === undefined ? newest.page : before - 1;
	const page =
		at === newest.page ? newest : (await records.get('deeds', pageId(dialogue, at)))?.value;
	const deeds = [...(page?.deeds ?? [])].reverse();
	return { deeds, dropped, ...(page && at > oldest && { before: at }) };
}

function pageId(dialogue: DialogueId, page: number): string {
	return `${dialogue}/${page}`;
}
