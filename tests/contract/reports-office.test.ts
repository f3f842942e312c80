import { beforeAll, expect, test } from 'vitest';
import { drawCsv } from '#server/adapters/reports/csv.ts';
import { drawDocx } from '#server/adapters/reports/docx.ts';
import { drawXlsx } from '#server/adapters/reports/xlsx.ts';
import {
	fullestResults,
	hostileResults,
	hostileTable,
	manyCards,
} from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { shownByLibreOffice } from '#tests/support/libre-office.ts';
import { bare } from '#tests/support/pdf-text.ts';
import { richResults, sampleResults } from '#tests/support/sample-results.ts';

let shown: Map<string, string>;

beforeAll(async () => {
	const empty = { ...sampleResults(), tables: [], counts: { cards: 0, groups: 0, late: 0 } };
	const order = { edition: 'full', language: 'de' } as const;
	const files: Record<string, Uint8Array> = {
		'empty.docx': (await drawDocx(empty)).bytes,
		'rich.docx': (await drawDocx(richResults(), { ...order, edition: 'internal' })).bytes,
		'brief.docx': (await drawDocx(richResults(), { ...order, edition: 'brief' })).bytes,
		'press.docx': (await drawDocx(richResults(), { ...order, edition: 'press', language: 'en' }))
			.bytes,
		'brief-fullest.docx': (await drawDocx(fullestResults(), { ...order, edition: 'brief' })).bytes,
		'press-fullest.docx': (await drawDocx(fullestResults(), { ...order, edition: 'press' })).bytes,
		'hostile.docx': (await drawDocx(hostileTable())).bytes,
		'many.docx': (await drawDocx(manyCards(150))).bytes,
		'hostile-table.xlsx': (await drawXlsx(hostileResults())).bytes,
		'hostile-cells.csv': (await drawCsv(hostileResults())).bytes,
	};
	shown = shownByLibreOffice(files);
	expect([...shown.keys()].sort()).toEqual(Object.keys(files).sort());
}, 180_000);

/** Written from left to right, in letters that fonts of any machine have: others Poppler puts in an order of its own. */
const isPlain = (text: string) =>
	/^[\p{Script=Latin}\p{N}\p{P}\p{Zs}=+<>|$^~`]+$/u.test(text) && !/-{20}|\S{60}/.test(text);

test('[RP12] LibreOffice opens the minutes without repair and shows every card, title, note and number', () => {
	expect(bare(shown.get('rich.docx')!)).toContain(bare('Mehr Sprachkurse am Abend finanzieren'));
	expect(shown.get('press.docx')).toContain('Press information');
	expect(shown.get('empty.docx')).toContain('Ergebnisprotokoll');
	const many = bare(shown.get('many.docx')!);
	for (const { questions } of manyCards(150).tables)
		for (const { groups, cards } of questions)
			for (const { text, lang } of [...cards, ...groups.flatMap((group) => group.cards)])
				if (['de', 'tr'].includes(lang)) expect(many).toContain(bare(text));
});

test('[RP9] the editions for the mayor and the press have at most two pages there, too', () => {
	for (const name of ['brief', 'brief-fullest', 'press', 'press-fullest'])
		// each page ends with a form feed
		expect(shown.get(`${name}.docx`)!.split('\f').length - 1, name).toBeLessThanOrEqual(2);
});

test('[RP12] the page numbers in the contents are those that LibreOffice comes to', () => {
	const pages = shown.get('many.docx')!.split('\f');
	for (const { theme } of manyCards(150).tables) {
		const entry = new RegExp(`${theme}[ .]+(\\d+)`).exec(pages[1]!);
		expect(pages[Number(entry![1]) - 1]).toContain(theme);
	}
});

test('[RP12, SX03] hostile texts stand there literally, in the minutes and as cells', () => {
	const plain = HOSTILE_TEXTS.filter(isPlain);
	expect(plain.length).toBeGreaterThan(120);
	for (const name of ['hostile.docx', 'hostile-table.xlsx'] as const) {
		const text = bare(shown.get(name)!);
		expect(
			plain.filter((one) => !text.includes(bare(one))),
			name,
		).toEqual([]);
	}
	// a formula would show what came of it, or an error
	expect(shown.get('hostile-cells.csv')).not.toMatch(/#NAME\?|#VALUE!|#REF!\s|Err:\d{3}/);
	expect(bare(shown.get('hostile-cells.csv')!)).toContain(bare("'=1+1"));
});
