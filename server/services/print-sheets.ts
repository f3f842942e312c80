import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { Watcher } from '#server/ports/report-renderer.ts';
import type { SheetPrinter } from '#server/ports/sheet-printer.ts';
import type { TableId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { SHEETS_OF_A_TABLE, type Sheet } from '#shared/print.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { FrameLanguage } from '#shared/results.ts';
import { dialogueFor } from './access.ts';
import type { createExportResults, ReportFile } from './export-results.ts';
import { fileName } from './report-name.ts';

interface Needs {
	readonly records: Records;
	readonly exportResults: Pick<ReturnType<typeof createExportResults>, 'results'>;
	readonly printer: SheetPrinter;
}

/** Which sheets are wanted. */
export interface SheetWish {
	readonly sheet: Sheet;
	readonly language: FrameLanguage;
	/** For this table alone; absent: for all. */
	readonly table?: TableId | undefined;
	/** Of paper cards: sheets for each table and question, and the number of the first card. */
	readonly each: number;
	readonly from: number;
}

/** What files are called. */
const NAMES: Record<FrameLanguage, Record<Sheet, string>> = {
	de: {
		'table-signs': 'Tischschilder',
		'paper-cards': 'Papierkarten',
		'wall-cards': 'Pinnwandkarten',
		'host-guide': 'Anleitung-Tische',
		'join-hint': 'So-machen-Sie-mit',
		'test-page': 'Testseite',
	},
	en: {
		'table-signs': 'Table-signs',
		'paper-cards': 'Paper-cards',
		'wall-cards': 'Wall-cards',
		'host-guide': 'Host-guide',
		'join-hint': 'How-to-join',
		'test-page': 'Test-page',
	},
};

/** What is printed for the day, as a file. Rules PD1–PD3 in SPEC.md. */
export function createPrintSheets({ records, exportResults, printer }: Needs) {
	return async function printSheets(
		caller: Grant,
		id: string,
		wish: SheetWish,
		origin: string,
		watcher: Watcher = {},
	): Promise<Result<ReportFile>> {
		const found = await dialogueFor(records, caller, id, ['host', 'moderator', 'organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value;
		const tables = tablesFor(caller, dialogue, wish);
		if (!tables.ok) return tables;
		const { sheet, language, each, from } = wish;
		const pages = tables.value.length * dialogue.questions.length * each;
		if (sheet === 'paper-cards' && pages > LIMITS.printedSheetsMax)
			return reject('request/too-large', `at most ${LIMITS.printedSheetsMax} sheets`);
		watcher.told?.('reading');
		const results = sheet === 'wall-cards' ? await exportResults.results(dialogue.id) : undefined;
		if (results && !results.ok) return results;
		const { title, place, date, code, questions } = dialogue;
		const order = {
			...{ sheet, language, each, from, origin, questions },
			tables: tables.value,
			dialogue: { title, place, date, code, language: dialogue.language },
			// hosts are not told it elsewhere, either
			...(caller.role !== 'host' && dialogue.wlan && { wlan: dialogue.wlan }),
			...(results && { results: results.value }),
		};
		const { bytes, mediaType, extension } = await printer.print(order, watcher);
		return ok({ name: fileName(NAMES[language][sheet], dialogue, extension), mediaType, bytes });
	};
}

/** [PD1] A host's own table; for others the one that is named, or all. */
function tablesFor(caller: Grant, dialogue: Dialogue, { sheet, table }: SheetWish) {
	const all = dialogue.tables.map(({ id, theme }, at) => ({ id, theme, number: at + 1 }));
	const own = caller.role === 'host' ? caller.table : undefined;
	if (own !== undefined && table !== undefined && table !== own)
		return reject('command/not-allowed', 'a host prints for the own table');
	const wanted = own ?? table;
	if (wanted === undefined || !SHEETS_OF_A_TABLE.includes(sheet)) return ok(all);
	const chosen = all.filter(({ id }) => id === wanted);
	return chosen.length > 0 ? ok(chosen) : reject('table/unknown', wanted);
}
