import { writeXlsx, type Cell, type CellStyle, type CellValue, type WriteSheet } from 'hucre/xlsx';
import type { Report } from '#server/ports/report-renderer.ts';
import { textIn } from '#shared/languages.ts';
import type { ResultsModel } from '#shared/results.ts';
import { packed, unpacked } from './archive.ts';
import { CARD_COLUMNS, cardRows, type CardCell } from './card-table.ts';
import { germanDate } from './german.ts';
import { plainLine, plainText } from './plain-text.ts';

/** In characters of the default font. */
const WIDTHS: Record<(typeof CARD_COLUMNS)[number], number> = {
	Tisch: 22,
	Leitfrage: 26,
	Gruppe: 24,
	'Nr.': 6,
	Text: 60,
	Sprache: 14,
	'Ursprünglicher Text': 40,
	Übersetzung: 40,
	'Übersetzt von': 18,
	Art: 18,
	Runde: 8,
	Punkte: 9,
	'Punkte der Gruppe': 12,
	Kennung: 16,
	Stand: 18,
	'Liegt auf Nr.': 9,
};
const NUMBERS: readonly string[] = ['Nr.', 'Runde', 'Punkte', 'Punkte der Gruppe', 'Liegt auf Nr.'];
/** The letter of the last column. */
const LAST_COLUMN = String.fromCharCode(64 + CARD_COLUMNS.length);
/** What a cell of a spreadsheet can hold. */
const CELL_CHARS_MAX = 32_767;

/** `@`: a text stays text, also after somebody has edited the cell. The direction follows the text's first letter. */
const TEXT: CellStyle = {
	numFmt: '@',
	alignment: { vertical: 'top', wrapText: true, readingOrder: 'context' },
};
const NUMBER: CellStyle = { alignment: { vertical: 'top', horizontal: 'center' } };
const HEADING: CellStyle = {
	numFmt: '@',
	font: { bold: true },
	fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E6E6E6' } },
	border: { bottom: { style: 'thin' } },
	alignment: { vertical: 'top', wrapText: true, readingOrder: 'context' },
};
const LEFT = { horizontal: 'left', vertical: 'top' } as const;
const TITLE: CellStyle = { numFmt: '@', font: { bold: true, size: 14 }, alignment: LEFT };
const SUM: CellStyle = { font: { bold: true }, alignment: { horizontal: 'center' } };
const PAGE = { paperSize: 'a4', orientation: 'landscape', fitToPage: true } as const;
const FOOTER = { oddFooter: '&CSeite &P von &N' };

/** A sheet with one row a card in the columns of the CSV, and one that counts them; one for the evaluation where people were asked. No cell is a formula. */
export async function drawXlsx(results: ResultsModel): Promise<Report> {
	const { title, date } = results.dialogue;
	const made = new Date(`${date}T00:00:00Z`);
	const bytes = await writeXlsx({
		sheets: [cardSheet(results), overviewSheet(results), ...evaluationSheets(results)],
		properties: { title: text(title), creator: 'Thementisch', created: made, modified: made },
	});
	return {
		bytes: packed(unpacked(bytes)),
		mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		extension: 'xlsx',
	};
}

function cardSheet(results: ResultsModel): WriteSheet {
	const rows = [
		[...CARD_COLUMNS],
		...cardRows(results).map((row) => CARD_COLUMNS.map((name) => cell(row[name]))),
	];
	const widths = CARD_COLUMNS.map((name) => WIDTHS[name]);
	return {
		name: 'Karten',
		columns: CARD_COLUMNS.map((name) => ({
			width: WIDTHS[name],
			style: NUMBERS.includes(name) ? NUMBER : TEXT,
		})),
		rows,
		cells: new Map([...styled(0, CARD_COLUMNS, HEADING), ...errorWords(rows)]),
		rowDefs: heights(rows, widths),
		freezePane: { rows: 1 },
		autoFilter: { range: `A1:${LAST_COLUMN}${rows.length}` },
		pageSetup: { ...PAGE, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
		headerFooter: FOOTER,
	};
}

function overviewSheet({ dialogue, questions, tables, counts }: ResultsModel): WriteSheet {
	const head = [
		'Tisch',
		...questions.map((question) => text(textIn(question.text, dialogue.language))),
		'Karten',
		'Gruppen',
	];
	const rows = tables.map((table): [string, ...number[]] => {
		const groups = table.questions.flatMap((question) => question.groups);
		const byQuestion = table.questions.map(({ groups: inGroups, cards }) =>
			inGroups.reduce((sum, group) => sum + group.cards.length, cards.length),
		);
		return [text(table.theme), ...byQuestion, total(byQuestion), groups.length];
	});
	const perQuestion = questions.map((_, at) => total(rows.map((row) => Number(row[at + 1]))));
	const sum = ['Summe', ...perQuestion, counts.cards, counts.groups];
	const above = [
		[text(dialogue.title)],
		[`${text(dialogue.place)}, ${germanDate(dialogue.date)}`],
		[],
	];
	const all = [...above, head, ...rows, sum];
	const widths = head.map((_, at) => (at === 0 ? 34 : 20));
	return {
		name: 'Übersicht',
		columns: widths.map((width, at) => ({ width, style: at === 0 ? TEXT : NUMBER })),
		rows: all,
		cells: new Map<string, Partial<Cell>>([
			['0,0', { style: TITLE }],
			['1,0', { style: { numFmt: '@', alignment: LEFT } }],
			...styled(above.length, head, HEADING),
			...styled(above.length + rows.length + 1, head, SUM),
			[`${all.length - 1},0`, { style: { ...SUM, alignment: LEFT } }],
			...errorWords(all),
		]),
		rowDefs: heights(all, widths, above.length),
		freezePane: { rows: above.length + 1 },
		pageSetup: { ...PAGE, fitToWidth: 1, fitToHeight: 0 },
		headerFooter: FOOTER,
	};
}

/** Stands for a number that would tell of too few people. */
const FEW = 'zu wenige';

/** One row an answer; a question with too few has one row that says so. */
function evaluationSheets({ evaluation: asked = [] }: ResultsModel): WriteSheet[] {
	if (asked.length === 0) return [];
	const rows: (readonly CellValue[])[] = [['Frage', 'Antwort', 'Anzahl', 'Mittelwert']];
	for (const { text: question, answers, mean, isRough, cells = [], texts = [] } of asked) {
		const about =
			mean === undefined ? null : isRough ? `etwa ${String(mean).replace('.', ',')}` : mean;
		const all = answers ?? FEW;
		rows.push([text(question), 'alle Antworten', all, about]);
		for (const { label, count } of cells)
			rows.push([text(question), text(label), count ?? FEW, null]);
		for (const said of texts) rows.push([text(question), text(said), null, null]);
	}
	const widths = [50, 50, 16, 14];
	return [
		{
			name: 'Befragung',
			columns: widths.map((width, at) => ({ width, style: at < 2 ? TEXT : NUMBER })),
			rows: rows.map((row) => [...row]),
			cells: new Map([...styled(0, widths, HEADING), ...errorWords(rows)]),
			rowDefs: heights(rows, widths),
			freezePane: { rows: 1 },
			pageSetup: { ...PAGE, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
			headerFooter: FOOTER,
		},
	];
}

/** The same look for every cell of a row. */
function styled(
	row: number,
	cells: readonly unknown[],
	style: CellStyle,
): [string, Partial<Cell>][] {
	return cells.map((_, column) => [`${row},${column}`, { style }]);
}

const LINE_POINTS = 14.5;
/** What a row of a spreadsheet can be. */
const ROW_POINTS_MAX = 409;

/** Rows as high as their longest cell needs; not every program looks for itself. The first ones have cells beyond their column. */
function heights(
	rows: readonly (readonly CellValue[])[],
	widths: readonly number[],
	from = 0,
): Map<number, { height: number }> {
	const linesOf = (value: CellValue, column: number): number =>
		String(value ?? '')
			.split('\n')
			.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length + 1) / widths[column]!)), 0);
	return new Map(
		rows.slice(from).map((cells, at): [number, { height: number }] => {
			const lines = Math.max(1, ...cells.map(linesOf));
			return [from + at, { height: Math.min(ROW_POINTS_MAX, lines * LINE_POINTS + 1) }];
		}),
	);
}

/** The writer makes errors of texts like `#REF!`; as a text with formats they stay texts. */
function errorWords(rows: readonly (readonly CellValue[])[]): [string, Partial<Cell>][] {
	return rows.flatMap((cells, row) =>
		cells.flatMap((value, column): [string, Partial<Cell>][] =>
			typeof value === 'string' && /^#[A-Z\d/_]+[!?]?$/.test(value)
				? [[`${row},${column}`, { richText: [{ text: value }] }]]
				: [],
		),
	);
}

function cell(value: CardCell): CellValue {
	if (typeof value !== 'string') return value;
	const clean = plainText(value);
	return clean.length > CELL_CHARS_MAX
		? `${clean.slice(0, CELL_CHARS_MAX - 1).toWellFormed()}…`
		: escaped(clean);
}

function text(value: string): string {
	return escaped(plainLine(value).slice(0, CELL_CHARS_MAX).toWellFormed());
}

/** Spreadsheets read `_x0041_` as the character with that number; this keeps it as it is written. */
function escaped(value: string): string {
	return value.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function total(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
