import os from 'node:os';
import type { Report } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Drawing, Drawn, OfficeFormat } from './drawing.ts';

/** Typesetting with its fonts is loaded once. */
let drawPdf: Promise<(results: ResultsModel) => Promise<Report>> | undefined;

// loaded when first asked for: somebody who wants a table needs no typesetting
const DRAW: Record<OfficeFormat, () => Promise<(results: ResultsModel) => Promise<Report>>> = {
	docx: async () => (await import('./docx.ts')).drawDocx,
	pdf: () => (drawPdf ??= import('./pdf.ts').then(({ createDrawPdf }) => createDrawPdf())),
	xlsx: async () => (await import('./xlsx.ts')).drawXlsx,
};

/** Behind the server, where the machine is busy: the hall comes first. */
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
process.on('message', (drawing: Drawing) => {
	void drawn(drawing).then((answer) => process.send?.(answer));
});
// the server has ended, however it ended
process.on('disconnect', () => process.exit());

async function drawn({ format, results }: Drawing): Promise<Drawn> {
	try {
		const draw = await DRAW[format]();
		return { report: await draw(results) };
	} catch (error) {
		const stack = error instanceof Error ? (error.stack ?? '') : '';
		const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
		return { stack: places.join('\n') };
	}
}
