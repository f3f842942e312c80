import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ExportFormat } from '#shared/api.ts';

/** What the drawing process is asked, one at a time. */
export interface Drawing {
	readonly format: ExportFormat;
	readonly order: ReportOrder;
	/** The results as JSON. */
	readonly results: string;
}

/** What it answers. `stack` is of an exception, without its message: that could hold what people wrote. */
export type Drawn = { readonly report: Report } | { readonly stack: string };
