import type { ExportFormat } from '#shared/api.ts';
import type { ResultsModel } from '#shared/results.ts';

export interface Report {
	readonly bytes: Uint8Array;
	readonly mediaType: string;
	/** Of the file, without a dot: `csv`. */
	readonly extension: string;
}

/**
 * Draws the results in one format. Sees the model and nothing else; the same model gives the same bytes. Throws
 * RejectedError where it cannot be done now: `export/busy`, `export/too-slow`.
 */
export interface ReportRenderer {
	readonly format: ExportFormat;
	render(results: ResultsModel): Promise<Report>;
}
