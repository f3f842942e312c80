import type { Report, ReportRenderer } from '#server/ports/report-renderer.ts';
import { ResultsModelSchema } from '#shared/results.ts';

/** The model itself, as other programs read it: keys in the order of the schema, two blanks, a newline at the end. */
export const jsonRenderer: ReportRenderer = {
	format: 'json',
	render(results): Promise<Report> {
		const inOrder = ResultsModelSchema.parse(results);
		return Promise.resolve({
			bytes: new TextEncoder().encode(`${JSON.stringify(inOrder, recordsSorted, 2)}\n`),
			mediaType: 'application/json',
			extension: 'json',
		});
	},
};

/** What the schema leaves open: the texts of a question and the translations of a card go by language. */
function recordsSorted(key: string, value: unknown): unknown {
	if (key !== 'translations' && !(key === 'text' && typeof value === 'object')) return value;
	return Object.fromEntries(
		Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}
