import type { ExportFormat, LOGO_TYPES } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import type { Edition, FrameLanguage, ResultsModel } from '#shared/results.ts';

export interface Report {
	readonly bytes: Uint8Array;
	readonly mediaType: string;
	/** Of the file, without a dot: `csv`. */
	readonly extension: string;
}

/** The town's logo as it stands in documents. */
export interface Logo {
	readonly type: (typeof LOGO_TYPES)[number];
	readonly base64: string;
}

/** Which document is wanted of the results. Formats without editions or a frame of their own do not look at it. */
export interface ReportOrder {
	readonly edition: Edition;
	readonly language: FrameLanguage;
	readonly logo?: Logo;
	/** For `board-svg`: which board. */
	readonly table?: TableId;
}

/** What is being done for a report; a report passes these in this order. */
export type ReportStage = 'reading' | 'waiting' | 'drawing' | 'sending';

/** Whoever waits for a report: is told how far it is, and may give it up. */
export interface Watcher {
	readonly signal?: AbortSignal;
	readonly told?: (stage: ReportStage) => void;
}

/**
 * Draws the results in one format. Sees the model and nothing else; the same model gives the same bytes. Throws
 * RejectedError where it cannot be done now (`export/busy`, `export/too-slow`) or any more (`export/given-up`).
 */
export interface ReportRenderer {
	readonly format: ExportFormat;
	render(results: ResultsModel, order?: ReportOrder, watcher?: Watcher): Promise<Report>;
}
