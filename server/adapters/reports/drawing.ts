import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import type { ExportFormat } from '#shared/api.ts';

/** What the drawing process is asked, one at a time. */
export type Drawing = ReportDrawing | SheetDrawing;

export interface ReportDrawing {
	readonly format: ExportFormat;
	readonly order: ReportOrder;
	/** The results as JSON. */
	readonly results: string;
}

/** What is printed for the day. */
export interface SheetDrawing {
	readonly format: 'sheet';
	readonly order: SheetOrder;
}

/** What it answers. `stack` is of an exception, without its message: that could hold what people wrote. */
export type Drawn = { readonly report: Report } | { readonly stack: string };
