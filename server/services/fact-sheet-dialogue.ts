import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import { factSheetPath } from '#shared/addresses.ts';
import type { FactSheetAnswer, FactSheetBody } from '#shared/api.ts';
import { factSheetOf } from '#shared/fact-sheet.ts';
import { isId, type DialogueId } from '#shared/ids.ts';
import words from '#shared/messages/sheet/de.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { dialogueFor, NO_DIALOGUE } from './access.ts';
import type { createExportResults } from './export-results.ts';
import { noSheetPage, sheetPage } from './fact-sheet-page.ts';
import { writeIfThere } from './write-if-there.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly exportResults: ReturnType<typeof createExportResults>;
}

/** A page of HTML, and whether there is something to read on it. */
export interface PublicPage {
	readonly found: boolean;
	readonly listed: boolean;
	readonly html: string;
}

/**
 * The fact sheet for everybody: only what the organiser has published, as it was then; withdrawn it is gone at once. Rules
 * FA1–FA4 in SPEC.md.
 */
export function createFactSheetDialogue({ records, clock, exportResults }: Needs) {
	async function read(caller: Grant, id: string): Promise<Result<FactSheetAnswer>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		return found.ok ? answer(found.value.value.id) : found;
	}

	/** `published`: false withdraws it. */
	async function change(
		caller: Grant,
		id: string,
		{ published, listed }: FactSheetBody,
	): Promise<Result<FactSheetAnswer>> {
		const found = await dialogueFor(records, caller, id, ['organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value.id;
		const results = await exportResults.results(dialogue);
		if (!results.ok) return results;
		const { title, place, date } = results.value.dialogue;
		const value = published
			? {
					title,
					place,
					date,
					listed,
					entries: factSheetOf(results.value, words),
					publishedAtMs: clock.nowMs(),
				}
			: null;
		const write = { kind: 'factSheet', id: dialogue, dialogue, was: 'any', value } as const;
		const written = await writeIfThere(records, dialogue, [write]);
		return written === 'gone' ? NO_DIALOGUE : answer(dialogue);
	}

	async function answer(dialogue: DialogueId): Promise<Result<FactSheetAnswer>> {
		const kept = (await records.get('factSheet', dialogue))?.value;
		if (!kept) return ok({});
		const { listed, publishedAtMs } = kept;
		return ok({ path: factSheetPath(dialogue), listed, publishedAtMs });
	}

	/** What everybody reads. */
	async function page(id: string): Promise<PublicPage> {
		const kept = isId('d_', id) ? (await records.get('factSheet', id))?.value : undefined;
		if (!kept) return { found: false, listed: false, html: noSheetPage(words) };
		return { found: true, listed: kept.listed, html: sheetPage(kept, words) };
	}

	return { read, change, page };
}
export type FactSheetDialogue = ReturnType<typeof createFactSheetDialogue>;
