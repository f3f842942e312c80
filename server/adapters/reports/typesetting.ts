import { createDrawBoards } from './boards.ts';
import { coverageOf } from './font-coverage.ts';
import { createDrawPdf } from './pdf.ts';
import { createDrawSheet } from './print/sheets.ts';
import { loadTypst, type Typst } from './typst.ts';

/** Everything that Typst draws, on one compiler; `only` for tests. */
export async function loadTypesetting(only?: Typst['kind']) {
	const typst = await loadTypst(only);
	const needs = { typst, covered: coverageOf(typst.fonts) };
	return { pdf: createDrawPdf(needs), ...createDrawBoards(needs), sheet: createDrawSheet(needs) };
}
