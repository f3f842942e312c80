import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ExportFormat } from '#shared/api.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Drawing, Drawn, ReportDrawing } from './drawing.ts';
import type { loadTypesetting } from './typesetting.ts';

type Draw = (results: ResultsModel, order: ReportOrder) => Promise<Report>;

/** Typesetting with its fonts is loaded once. */
let typeset: ReturnType<typeof loadTypesetting> | undefined;
const typesetting = () =>
	(typeset ??= import('./typesetting.ts').then(({ loadTypesetting }) => loadTypesetting()));

// loaded when first asked for: somebody who wants a table needs no typesetting
const DRAW: Record<ExportFormat, () => Promise<Draw>> = {
	csv: async () => (await import('./csv.ts')).drawCsv,
	json: async () => (await import('./json.ts')).drawJson,
	md: async () => (await import('./markdown.ts')).drawMarkdown,
	xlsx: async () => (await import('./xlsx.ts')).drawXlsx,
	docx: async () => (await import('./docx.ts')).drawDocx,
	pdf: async () => (await typesetting()).pdf,
	'boards-pdf': async () => (await typesetting()).boardsPdf,
	preview: async () => (await import('./preview.ts')).drawPreview,
	'board-svg': async () => (await typesetting()).boardSvg,
};

process.on('message', (drawing: Drawing) => {
	void drawn(drawing).then((answer) => process.send?.(answer));
});
// the server has ended, however it ended
process.on('disconnect', () => process.exit());

async function drawn(drawing: Drawing): Promise<Drawn> {
	try {
		if (drawing.format !== 'sheet') return { report: await reportOf(drawing) };
		const { sheet } = await typesetting();
		return { report: await sheet(drawing.order) };
	} catch (error) {
		const stack = error instanceof Error ? (error.stack ?? '') : '';
		const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
		return { stack: places.join('\n') };
	}
}

async function reportOf({ format, order, results }: ReportDrawing): Promise<Report> {
	const draw = await DRAW[format]();
	return draw(JSON.parse(results) as ResultsModel, order);
}
