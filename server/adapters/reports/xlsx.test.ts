import { readXlsx } from 'hucre/xlsx';
import { expect, test, vi } from 'vitest';
import { hostileResults } from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { card, sampleResults } from '#tests/support/sample-results.ts';
import { unzip } from '#tests/support/unzip.ts';
import { elementsOf, parseXml, textOf } from '#tests/support/xml.ts';
import { CARD_COLUMNS, cardRows } from './card-table.ts';
import { plainText } from './plain-text.ts';
import { drawXlsx } from './xlsx.ts';

/** The sheets as rows of cells, read from the XML itself, after everything in the file was looked at. */
async function sheetsOf(results = sampleResults()): Promise<(string | number | null)[][][]> {
	const { bytes } = await drawXlsx(results);
	const files = unzip(bytes);
	const xml = (path: string) => parseXml(files.get(path)!);
	for (const path of files.keys()) expect(() => xml(path), path).not.toThrow();
	expect([...files.keys()].filter((path) => /external|macro|vba|connection/i.test(path))).toEqual(
		[],
	);
	const texts = elementsOf(xml('xl/sharedStrings.xml'), 'si').map(textOf);
	return [1, 2].map((at) => {
		const sheet = xml(`xl/worksheets/sheet${at}.xml`);
		for (const active of ['f', 'hyperlink', 'hyperlinks', 'oleObject', 'drawing'])
			expect(elementsOf(sheet, active)).toEqual([]);
		return elementsOf(sheet, 'row').map((row) =>
			elementsOf(row, 'c').map((cell) => {
				const { t: type = 'n' } = cell.attributes;
				expect(['s', 'inlineStr', 'n']).toContain(type);
				if (type === 'inlineStr') return textOf(cell);
				const value = elementsOf(cell, 'v')[0];
				if (!value) return null;
				return type === 's' ? texts[Number(textOf(value))]! : Number(textOf(value));
			}),
		);
	});
}

const asExcelReads = (text: string) =>
	text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(String(hex), 16)));

test('[SX01] one row a card in the columns of the CSV, numbers as numbers', async () => {
	const [cards] = await sheetsOf();
	expect(cards![0]).toEqual([...CARD_COLUMNS]);
	expect(cards!.slice(1)).toEqual(
		cardRows(sampleResults()).map((row) => CARD_COLUMNS.map((name) => row[name])),
	);
	expect(cards![1]!.slice(3, 5)).toEqual([1, 'Deutschkurse\nam Abend']);
	expect(cards![2]![4]).toBe('مقاعد أكثر');
});

test('[RS8] the overview counts cards and groups per table and question', async () => {
	const [, overview] = await sheetsOf();
	expect(overview).toEqual([
		['Zusammen leben'],
		['Musterstadt, 21.11.2026'],
		['Tisch', 'Was läuft gut?', 'Karten', 'Gruppen'],
		['Arbeit', 3, 3, 1],
		['Frauen', 0, 0, 0],
		['Summe', 3, 3, 1],
	]);
});

test('[EV5] the evaluation has a sheet of its own, where people were asked', async () => {
	const text = 'Der Umgang war respektvoll.';
	const evaluation = [
		{ id: 'a', text, answers: 11, mean: 3.7, isRough: true, cells: [{ label: 'ja', count: 11 }] },
		{ id: 'b', text: '=1+1', answers: null },
	];
	const { bytes } = await drawXlsx({ ...sampleResults(), evaluation });
	const { sheets } = await readXlsx(bytes);
	expect(sheets.map(({ name }) => name)).toEqual(['Karten', 'Übersicht', 'Befragung']);
	const rows = sheets[2]!.rows.slice(1).map((row) => row.filter((value) => value !== null));
	expect(rows).toEqual([
		[text, 'alle Antworten', 11, 'etwa 3,7'],
		[text, 'ja', 11],
		['=1+1', 'alle Antworten', 'zu wenige'],
	]);
});

test('[A24] the first row stays in sight, is printed on every page and filters', async () => {
	const { bytes } = await drawXlsx(sampleResults());
	const sheet = parseXml(unzip(bytes).get('xl/worksheets/sheet1.xml')!);
	expect(elementsOf(sheet, 'pane')[0]!.attributes).toMatchObject({ ySplit: '1', state: 'frozen' });
	expect(elementsOf(sheet, 'autoFilter')[0]!.attributes['ref']).toBe('A1:P4');
	const workbook = parseXml(unzip(bytes).get('xl/workbook.xml')!);
	expect(elementsOf(workbook, 'sheet').map(({ attributes }) => attributes['name'])).toEqual([
		'Karten',
		'Übersicht',
	]);
	expect(textOf(elementsOf(workbook, 'definedName')[0]!)).toBe('Karten!$1:$1');
});

test('[SX01] [SX03] hostile texts stay texts, in every place, and come back as they are', async () => {
	const [cards, overview] = await sheetsOf(hostileResults());
	const seen = cards!.slice(1).map((row) => row.map((cell) => asExcelReads(String(cell ?? ''))));
	for (const [at, text] of HOSTILE_TEXTS.entries()) {
		const wanted = plainText(text);
		const row = seen[at]!;
		for (const column of ['Tisch', 'Gruppe', 'Text', 'Übersetzung'] as const)
			expect(row[CARD_COLUMNS.indexOf(column)], column).toBe(wanted);
	}
	expect(overview).toHaveLength(HOSTILE_TEXTS.length + 4);
	expect((await sheetsOf({ ...sampleResults(), tables: [] }))[0]).toEqual([[...CARD_COLUMNS]]);
});

test('[SX01] a text keeps being one after somebody has edited its cell', async () => {
	const { bytes } = await drawXlsx(sampleResults({ cards: [card({ text: '=1+1' })] }));
	const { sheets } = await readXlsx(bytes, { readStyles: true });
	expect(sheets[0]!.cells?.get('1,4')).toMatchObject({
		value: '=1+1',
		style: { numFmt: '@', alignment: { readingOrder: 'context' } },
	});
});

test('[SX03] a text longer than a cell is cut, and says so', async () => {
	const [cards] = await sheetsOf(sampleResults({ cards: [card({ text: 'x'.repeat(1_000_000) })] }));
	expect(cards![1]![4]).toBe(`${'x'.repeat(32_766)}…`);
});

test('[RS8] the same results give the same bytes at any time', async () => {
	vi.useFakeTimers({ now: Date.UTC(2026, 10, 21), toFake: ['Date'] });
	const before = await drawXlsx(sampleResults());
	vi.setSystemTime(Date.UTC(2031, 1, 1));
	expect(Buffer.compare((await drawXlsx(sampleResults())).bytes, before.bytes)).toBe(0);
	vi.useRealTimers();
});
