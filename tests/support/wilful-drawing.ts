// Stands in for the process that draws reports: does what the title of the dialogue says.
import type { Drawn, ReportDrawing } from '#server/adapters/reports/drawing.ts';
import type { ResultsModel } from '#shared/results.ts';

process.on('disconnect', () => process.exit());
process.on('message', ({ format, results }: ReportDrawing) => {
	const { title, place } = (JSON.parse(results) as ResultsModel).dialogue;
	if (title === 'never') return;
	if (title === 'exit') process.exit(3);
	if (title === 'throw') throw new Error(`secret of ${place}`);
	if (title === 'memory') {
		const held: string[][] = [];
		for (;;) held.push(Array.from({ length: 100_000 }, (_, at) => `${at}`));
	}
	const answer: Drawn =
		title === 'fault'
			? { stack: `Error: secret of ${place}\n    at draw (/x/server/adapters/reports/docx.ts:1:2)` }
			: {
					report: {
						bytes: new TextEncoder().encode(
							title === 'environment' ? Object.keys(process.env).join(' ') : title,
						),
						mediaType: '',
						extension: format,
					},
				};
	process.send?.(answer);
});
