import type { Grant, Records } from '#server/ports/records.ts';
import type { Result } from '#shared/rejections.ts';
import type { ResultsModel } from '#shared/results.ts';
import { dialogueFor } from './access.ts';
import type { createExportResults, ReportFile } from './export-results.ts';

interface Needs {
	readonly records: Records;
	readonly exportResults: ReturnType<typeof createExportResults>;
}

/** The results for whoever may see them. Rule DI12 in SPEC.md. */
export function createReadResults({ records, exportResults }: Needs) {
	return async function readResults(caller: Grant, id: string): Promise<Result<ResultsModel>> {
		const roles = ['host', 'moderator', 'organiser', 'observer'] as const;
		const found = await dialogueFor(records, caller, id, roles);
		return found.ok ? exportResults.results(found.value.value.id) : found;
	};
}

/** The results as a file for whoever may take them away. Rule DI12 in SPEC.md. */
export function createReadReport({ records, exportResults }: Needs) {
	return async function readReport(
		caller: Grant,
		id: string,
		format: string,
	): Promise<Result<ReportFile>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		return found.ok ? exportResults.report(found.value.value.id, format) : found;
	};
}
