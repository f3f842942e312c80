import type { Report } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import { CARD_COLUMNS, cardRows } from './card-table.ts';
import { safeCell } from './safe-cell.ts';

/**
 * One row a card, as a German Excel opens it by a double click: UTF-8 with byte order mark, semicolons, CRLF, every cell
 * in quotes, no cell a formula (`safe-cell.ts`). Other programs ask for the separator or find it by themselves.
 */
export function drawCsv(results: ResultsModel): Promise<Report> {
	const rows = cardRows(results).map((row) => CARD_COLUMNS.map((name) => String(row[name] ?? '')));
	const lines = [CARD_COLUMNS, ...rows].map(
		(row) => `${row.map((cell) => quoted(safeCell(cell))).join(';')}\r\n`,
	);
	return Promise.resolve({
		bytes: new TextEncoder().encode(`\uFEFF${lines.join('')}`),
		mediaType: 'text/csv; charset=utf-8',
		extension: 'csv',
	});
}

function quoted(cell: string): string {
	return `"${cell.replaceAll('"', '""')}"`;
}
