import type { Report, ReportRenderer } from '#server/ports/report-renderer.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { textIn } from '#shared/languages.ts';
import { isGerman, KINDS, languageName, TRANSLATED_BY } from './german.ts';
import { safeCell } from './safe-cell.ts';

export const CSV_COLUMNS = [
	'Tisch',
	'Leitfrage',
	'Gruppe',
	'Nr.',
	'Text',
	'Sprache',
	'Ursprünglicher Text',
	'Übersetzung',
	'Übersetzt von',
	'Art',
	'Runde',
	'Punkte',
	'Punkte der Gruppe',
	'Kennung',
] as const;

/**
 * One row a card, as a German Excel opens it by a double click: UTF-8 with byte order mark, semicolons, CRLF, every cell
 * in quotes, no cell a formula (`safe-cell.ts`). Other programs ask for the separator or find it by themselves.
 */
export const csvRenderer: ReportRenderer = {
	format: 'csv',
	render(results): Promise<Report> {
		const lines = [CSV_COLUMNS, ...rowsOf(results)].map(
			(row) => `${row.map((cell) => quoted(safeCell(cell))).join(';')}\r\n`,
		);
		return Promise.resolve({
			bytes: new TextEncoder().encode(`\uFEFF${lines.join('')}`),
			mediaType: 'text/csv; charset=utf-8',
			extension: 'csv',
		});
	},
};

function quoted(cell: string): string {
	return `"${cell.replaceAll('"', '""')}"`;
}

function rowsOf({ dialogue, questions, tables }: ResultsModel): string[][] {
	const asked = new Map(questions.map(({ id, text }) => [id, textIn(text, dialogue.language)]));
	return tables.flatMap(({ theme, questions: answered }) =>
		answered.flatMap(({ id, groups, cards }) => {
			const row = (card: ResultsCard, group: string, groupDots: string): string[] => [
				theme,
				asked.get(id) ?? id,
				group,
				String(card.number),
				card.text,
				languageName(card.lang),
				card.original ?? '',
				...translation(card, dialogue.language),
				card.kind ? KINDS[card.kind] : '',
				card.round === undefined ? '' : String(card.round),
				dotsOf(card),
				groupDots,
				card.id,
			];
			return [
				...groups.flatMap((group) =>
					group.cards.map((card) => row(card, group.title || 'Gruppe ohne Namen', dotsOf(group))),
				),
				...cards.map((card) => row(card, '', '')),
			];
		}),
	);
}

/** Into the dialogue's language, and by whom. */
function translation(card: ResultsCard, language: string): [text: string, by: string] {
	const into = Object.entries(card.translations).find(
		([lang]) => lang === language || (isGerman(language) && isGerman(lang)),
	);
	return into ? [into[1].text, TRANSLATED_BY[into[1].by]] : ['', ''];
}

/** All dots, from devices and counted by hand; empty where no vote was revealed. */
function dotsOf(item: { readonly dots?: number; readonly counted?: number }): string {
	if (item.dots === undefined && item.counted === undefined) return '';
	return String((item.dots ?? 0) + (item.counted ?? 0));
}
