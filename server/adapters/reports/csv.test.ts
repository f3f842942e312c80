import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CARD_COLUMNS } from './card-table.ts';
import { drawCsv } from './csv.ts';
import { safeCell } from './safe-cell.ts';
import { card, sampleResults } from '#tests/support/sample-results.ts';

/** The text that `safeCell` was given, told back from the cell. */
function textOf(cell: string): string {
	return cell.replace(/(^|\r\n|[\r\n\u0085\u2028\u2029])'/g, '$1');
}

/** RFC 4180 with semicolons. */
function parse(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, cell, end] of csv.matchAll(/"((?:[^"]|"")*)"(;|\r\n|$)/g)) {
		rows.at(-1)!.push(cell!.replaceAll('""', '"'));
		if (end === '\r\n') rows.push([]);
	}
	expect(rows.pop()).toEqual([]);
	return rows;
}

async function rows(results: Parameters<typeof drawCsv>[0]): Promise<string[][]> {
	const { bytes } = await drawCsv(results);
	const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
	expect(csv[0]).toBe('\uFEFF');
	expect(csv.replace(/"(?:[^"]|"")*"/g, '').slice(1)).toMatch(/^(;+\r\n)+$/);
	return parse(csv.slice(1));
}

/** Any text, with much of what could be a formula. */
const nasty = fc
	.array(
		fc.oneof(
			fc.constantFrom(...'=+-@\t\r\n\'";,| \u00A0＝＋－＠−\uFEFF\u200B\u2028\u0085\u0000\u0007a1'),
			fc.string({ unit: 'binary', maxLength: 3 }),
		),
		{ maxLength: 12 },
	)
	.map((parts) => parts.join(''));

test('[SX01] one row a card in German words, every cell in quotes', async () => {
	const [head, ...cards] = await rows(sampleResults());
	expect(head).toEqual([...CARD_COLUMNS]);
	expect(cards[0]).toEqual([
		'Arbeit',
		'Was läuft gut?',
		'Sprache',
		'1',
		'Deutschkurse\nam Abend',
		'Deutsch',
		'Deutschkurs',
		'',
		'',
		'Projektidee',
		'2',
		'5',
		'4',
		'c_1',
		'gezeigt',
		'',
	]);
	expect(cards[1]!.slice(4, 9)).toEqual([
		'مقاعد أكثر',
		'Arabisch',
		'',
		'Mehr Bänke',
		'maschinell, ungeprüft',
	]);
});

test('[SX01] no cell can be a formula, and the text can be told back', () => {
	const formula =
		/(^|[\r\n\u0085\u2028\u2029])[\s\p{Z}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠−]/u;
	fc.assert(
		fc.property(nasty, (text) => {
			const cell = safeCell(text);
			expect(cell).not.toMatch(formula);
			expect(cell).not.toMatch(/^[\t\r\n]/);
			expect(textOf(cell)).toBe(text);
		}),
		{
			numRuns: 20_000,
			examples: [["'"], ["''=1"], ['\n=1'], ['a\r\n\t=1'], ['\u00A0＝1'], ['\r']],
		},
	);
});

test('[SX01] what is harmless stays as it is', () => {
	for (const text of ['Mehr Bänke', 'a = b', '5 - 3', 'am 3.12.\n\nund später', 'ja; nein', '«=»'])
		expect(safeCell(text)).toBe(text);
});

test('[SX01] any text in any cell comes back from the file', async () => {
	await fc.assert(
		fc.asyncProperty(nasty, nasty, nasty, async (text, title, theme) => {
			const results = sampleResults({ theme, title, cards: [card({ text: text.toWellFormed() })] });
			const [, row] = await rows(results);
			expect(row!.map(textOf)).toMatchObject({
				0: theme.toWellFormed(),
				2: title.toWellFormed() || 'Gruppe ohne Namen',
				4: text.toWellFormed(),
			});
		}),
		{ numRuns: 500 },
	);
});

test('[SX01] known attacks are neutralised', () => {
	for (const attack of [
		"=cmd|' /C calc'!A0",
		'+49 170 1234567',
		'-2+3',
		'@SUM(1+1)',
		'=HYPERLINK("https://evil.example")',
		'\t=1+1',
		'\r=1+1',
		'\u00A0=1+1',
		'＝1+1',
	])
		expect(safeCell(attack)[0]).toBe("'");
	expect(safeCell('harmlos\n=1+1')).toBe("harmlos\n'=1+1");
});
