// Stands in for the process that draws reports: does what the title of the dialogue says.
import type { Drawn, ReportDrawing } from '#server/adapters/reports/drawing.ts';
import type { ResultsModel } from '#shared/results.ts';

let count = 0;
process.on('disconnect', () => process.exit());
process.on('message', ({ format, results }: ReportDrawing) => {
	const { title, place } = (JSON.parse(results) as ResultsModel).dialogue;
	if (title.startsWith('never')) return;
	if (title === 'exit') process.exit(3);
	if (title === 'throw') throw new Error(`secret of ${place}`);
	if (title === 'memory') {
		const held: number[][] = [];
		for (;;) held.push(new Array<number>(2_000_000).fill(held.length));
	}
	count++;
	const answer: Drawn =
		title === 'fault'
			? { stack: `Error: secret of ${place}\n    at draw (/x/server/adapters/reports/docx.ts:1:2)` }
			: {
					report: {
						bytes: new TextEncoder().encode(words(title)),
						mediaType: '',
						extension: format,
					},
				};
	process.send?.(answer);
});

function words(title: string): string {
	if (title === 'environment') return Object.keys(process.env).join(' ');
	return title === 'counted' ? `drawn ${count}` : title;
}
