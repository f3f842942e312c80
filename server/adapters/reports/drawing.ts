import type { Report } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';

/** The formats that take their time: drawn in a process of their own, so that the hall never waits for one. */
export const OFFICE_FORMATS = ['docx', 'pdf', 'xlsx'] as const;
export type OfficeFormat = (typeof OFFICE_FORMATS)[number];

/** What the drawing process is asked, one at a time. */
export interface Drawing {
	readonly format: OfficeFormat;
	readonly results: ResultsModel;
}

/** What it answers. `stack` is of an exception, without its message: that could hold what people wrote. */
export type Drawn = { readonly report: Report } | { readonly stack: string };
