import type { Grant, Records } from '#server/ports/records.ts';
import type { Watcher } from '#server/ports/report-renderer.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { ResultsModel } from '#shared/results.ts';
import { dialogueFor } from './access.ts';
import type { createExportResults, FileOrder, ReportFile } from './export-results.ts';

interface Needs {
	readonly records: Records;
	readonly exportResults: ReturnType<typeof createExportResults>;
}

/** The results for whoever may see them. Rule DI12 in SPEC.md. */
export function createReadResults({ records, exportResults }: Needs) {
	/** @param uncorrected - for the results editor: all that the day has left, before anything was changed in the minutes */
	return async function readResults(
		caller: Grant,
		id: string,
		{ uncorrected = false }: { readonly uncorrected?: boolean } = {},
	): Promise<Result<ResultsModel>> {
		const roles = uncorrected
			? (['organiser'] as const)
			: (['host', 'moderator', 'organiser', 'observer'] as const);
		const found = await dialogueFor(records, caller, id, roles);
		if (!found.ok) return found;
		const edition = uncorrected ? 'internal' : 'public';
		return exportResults.results(found.value.value.id, edition, { uncorrected });
	};
}

/** The results as a file for whoever may take them away; the internal edition for the organiser alone. Rule DI12. */
export function createReadReport({ records, exportResults }: Needs) {
	return async function readReport(
		caller: Grant,
		id: string,
		order: FileOrder,
		watcher?: Watcher,
	): Promise<Result<ReportFile>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		if (!found.ok) return found;
		if (order.edition === 'internal' && caller.role !== 'organiser')
			return reject('command/not-allowed', 'the internal edition is for the organiser');
		return exportResults.report(found.value.value.id, order, watcher);
	};
}
