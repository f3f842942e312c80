import type { Report } from '#server/ports/report-renderer.ts';
import { ResultsModelSchema, type ResultsModel } from '#shared/results.ts';

/** The model itself, as other programs read it: keys in the order of the schema, two blanks, a newline at the end. */
export function drawJson(results: ResultsModel): Promise<Report> {
	const inOrder = ResultsModelSchema.parse(results);
	return Promise.resolve({
		bytes: new TextEncoder().encode(`${JSON.stringify(inOrder, recordsSorted, 2)}\n`),
		mediaType: 'application/json',
		extension: 'json',
	});
}

/** What the schema leaves open goes by its keys: texts by language, the fields of the fact sheet. */
function recordsSorted(key: string, value: unknown): unknown {
	const isOpen = OPEN.includes(key) && typeof value === 'object' && value !== null;
	if (!isOpen) return value;
	return Object.fromEntries(
		Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}
const OPEN = ['translations', 'text', 'instruction', 'sheet'];
