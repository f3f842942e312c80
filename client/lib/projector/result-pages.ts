import type { WeighedName } from './weighed-names.ts';

/** So many rows can be read from the last seat, and so many lines stand on the wall in a size that can. */
const ROWS_MAX = 6;
const LINES_MAX = 12;
/** On the narrowest wall. */
const LINE_CHARS = 36;
/** A longer text is shortened here: all of it stands on its table's wall, and in the light. */
export const NAME_LINES_MAX = 4;

/** Cuts a result into pages: as many rows as can be read, fewer where names are long. At least one row a page, in order. */
export function resultPages<Row extends { readonly name: WeighedName | undefined }>(
	rows: readonly Row[],
): readonly (readonly Row[])[] {
	const pages: Row[][] = [];
	let lines = 0;
	for (const row of rows) {
		const needed = linesOf(row.name?.text) + linesOf(row.name?.translation);
		const page = pages.at(-1);
		if (page && page.length < ROWS_MAX && lines + needed <= LINES_MAX) {
			page.push(row);
			lines += needed;
		} else {
			pages.push([row]);
			lines = needed;
		}
	}
	return pages;
}

function linesOf(text: string | undefined): number {
	if (text === undefined) return 0;
	return Math.max(1, Math.min(NAME_LINES_MAX, Math.ceil(text.length / LINE_CHARS)));
}
