import { expect, test, vi } from 'vitest';
import { hostileResults } from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { card, sampleResults } from '#tests/support/sample-results.ts';
import { unzip } from '#tests/support/unzip.ts';
import { elementsOf, parseXml, textOf, type XmlElement } from '#tests/support/xml.ts';
import { drawDocx } from './docx.ts';
import { minutesOf, type Words } from './minutes.ts';

/** The document's body, after every part of the file was read as XML and every reference in it was followed. */
async function bodyOf(results = sampleResults()): Promise<XmlElement> {
	const files = unzip((await drawDocx(results)).bytes);
	const xml = (path: string) => parseXml(files.get(path)!);
	for (const path of files.keys()) expect(() => xml(path), path).not.toThrow();
	for (const path of files.keys())
		if (path.endsWith('.rels'))
			for (const { attributes } of elementsOf(xml(path), 'Relationship'))
				expect(attributes['TargetMode']).toBeUndefined();
	const styles = elementsOf(xml('word/styles.xml'), 'w:style').map(
		({ attributes }) => attributes['w:styleId'],
	);
	const body = xml('word/document.xml');
	for (const { attributes } of elementsOf(body, 'w:pStyle'))
		expect(styles).toContain(attributes['w:val']);
	const marks = elementsOf(body, 'w:bookmarkStart').map(({ attributes }) => attributes['w:name']);
	for (const { attributes } of elementsOf(body, 'w:hyperlink'))
		expect(marks).toContain(attributes['w:anchor']);
	return body;
}

interface Line {
	readonly style: string;
	readonly text: string;
	readonly lang: string;
	readonly isRtl: boolean;
}

/** The paragraphs with their style; `lang` and `isRtl` of the last run. */
function linesIn(root: XmlElement): Line[] {
	return elementsOf(root, 'w:p').map((paragraph) => {
		const runs = elementsOf(paragraph, 'w:r');
		const lang = runs.flatMap((run) => elementsOf(run, 'w:lang')).at(-1)?.attributes ?? {};
		return {
			style: elementsOf(paragraph, 'w:pStyle')[0]?.attributes['w:val'] ?? '',
			text: runs
				.map((run) =>
					run.children.map((part) => (typeof part === 'string' ? '' : shown(part))).join(''),
				)
				.join(''),
			lang: lang['w:bidi'] ?? lang['w:val'] ?? '',
			isRtl:
				elementsOf(paragraph, 'w:bidi').length > 0 && elementsOf(paragraph, 'w:rtl').length > 0,
		};
	});
}

function shown(part: XmlElement): string {
	if (part.name === 'w:br') return '\n';
	if (part.name === 'w:tab') return '\t';
	return part.name === 'w:t' ? textOf(part) : '';
}

const inStyle = (lines: readonly Line[], ...styles: string[]) =>
	lines.filter(({ style }) => styles.includes(style)).map(({ text }) => text);
const plain = ({ lines }: Words) => lines.join('\n');

test('[A24] title page, real headings, cards in their language and direction, originals and translations', async () => {
	const lines = linesIn(await bodyOf());
	expect(inStyle(lines, 'Dokumentart', 'Title', 'Angabe')).toEqual([
		'Ergebnisprotokoll',
		'Zusammen leben',
		'Ort:\tMusterstadt',
		'Datum:\t21.11.2026',
		'Thementische:\t2',
		'Leitfragen:\t1',
		'Karten:\t3',
		'Gruppen:\t1',
	]);
	const from = lines.findIndex(({ style }) => style === 'Heading1');
	expect(lines.slice(from, from + 14)).toEqual([
		{ style: 'Heading1', text: 'Arbeit', lang: 'de-DE', isRtl: false },
		{ style: 'Heading2', text: 'Was läuft gut?', lang: 'de-DE', isRtl: false },
		{ style: 'Heading3', text: 'Sprache', lang: 'de-DE', isRtl: false },
		{ style: 'GruppeAngaben', text: '4 Punkte', lang: '', isRtl: false },
		{ style: 'Karte', text: 'Nr. 1\tDeutschkurse\nam Abend', lang: 'de-DE', isRtl: false },
		{ style: 'KarteAngaben', text: 'Projektidee, Runde 2, 5 Punkte', lang: '', isRtl: false },
		{ style: 'KarteWeiteres', text: 'Ursprünglich: Deutschkurs', lang: 'de-DE', isRtl: false },
		{ style: 'Karte', text: 'Nr. 2\tArabisch, 0 Punkte', lang: '', isRtl: false },
		{ style: 'KarteWeiteres', text: 'مقاعد أكثر', lang: 'ar-SA', isRtl: true },
		{
			style: 'KarteWeiteres',
			text: 'Deutsch, maschinell, ungeprüft: Mehr Bänke',
			lang: 'de-DE',
			isRtl: false,
		},
		{ style: 'Heading3', text: 'Ohne Gruppe', lang: 'de-DE', isRtl: false },
		{ style: 'Karte', text: 'Nr. 3\tMehr Licht', lang: 'de-DE', isRtl: false },
		{ style: 'Heading1', text: 'Frauen', lang: 'de-DE', isRtl: false },
		{ style: '', text: 'Keine Karten.', lang: '', isRtl: false },
	]);
});

test('[A24] the annex has all cards by number, in a table whose first row is a header', async () => {
	const body = await bodyOf();
	const tables = elementsOf(body, 'w:tbl');
	expect(tables).toHaveLength(1);
	const rows = elementsOf(tables[0]!, 'w:tr');
	expect(rows.map((row) => elementsOf(row, 'w:tblHeader').length)).toEqual([1, 0, 0, 0]);
	expect(rows.map((row) => elementsOf(row, 'w:tc').map((cell) => textOf(cell)))).toEqual([
		['Nr.', 'Karte', 'Leitfrage', 'Gruppe'],
		['1', 'Deutschkurseam Abend', 'Was läuft gut?', 'Sprache'],
		['2', 'مقاعد أكثر', 'Was läuft gut?', 'Sprache'],
		['3', 'Mehr Licht', 'Was läuft gut?', ''],
	]);
});

test('[A24] the table of contents is a field, and filled already; header and footer stand on the other pages', async () => {
	const body = await bodyOf();
	expect(elementsOf(body, 'w:instrText').map(textOf)[0]).toBe('TOC \\h \\o "1-2"');
	const entries = linesIn(body).filter(({ style }) => /^TOC/.test(style));
	expect(entries.map(({ style, text }) => [style, text.trim()])).toEqual([
		['TOC1', 'Arbeit'],
		['TOC2', 'Was läuft gut?'],
		['TOC1', 'Frauen'],
		['TOC1', 'Anhang: Alle Karten nach Nummer'],
		['TOC2', 'Arbeit'],
	]);
	const files = unzip((await drawDocx(sampleResults())).bytes);
	const part = (name: string) => parseXml(files.get(`word/${name}1.xml`)!);
	expect(textOf(part('header'))).toBe('Musterstadt · Zusammen leben');
	expect(elementsOf(part('footer'), 'w:instrText').map(textOf)).toEqual(['PAGE', 'NUMPAGES']);
	expect(elementsOf(body, 'w:titlePg')).toHaveLength(1);
});

test('[SX03] hostile texts stay texts, in every place', { timeout: 20_000 }, async () => {
	const results = hostileResults();
	const lines = linesIn(await bodyOf(results));
	const { tables } = minutesOf(results);
	const themes = tables.map(({ theme }) => plain(theme));
	const groups = tables.map(({ questions }) => plain(questions[0]!.groups[0]!.title!));
	expect(inStyle(lines, 'Heading1')).toEqual([...themes, 'Anhang: Alle Karten nach Nummer']);
	expect(inStyle(lines, 'Heading3')).toEqual(groups);
	const cards = tables.flatMap(({ questions }) => {
		const { number, words, about, more } = questions[0]!.groups[0]!.cards[0]!;
		const first =
			words.direction === 'ltr'
				? [`Nr. ${number}\t${plain(words)}`]
				: [`Nr. ${number}\t${about}`, plain(words)];
		return [...first, ...more.map((one) => `${one.label} ${plain(one.words)}`)];
	});
	expect(inStyle(lines, 'Karte', 'KarteWeiteres')).toEqual(cards);
});

test.each(HOSTILE_TEXTS.filter((_, at) => at % 12 === 0))(
	'[SX03] a hostile title, place and question: %j',
	async (text) => {
		const { dialogue, ...rest } = sampleResults();
		const results = {
			...rest,
			questions: [{ id: 'good', text: { ar: text } }],
			dialogue: { ...dialogue, title: text, place: text, language: 'ar' },
		};
		const lines = linesIn(await bodyOf(results));
		expect(inStyle(lines, 'Title')).toEqual([plain(minutesOf(results).title)]);
	},
);

test('[A24] no tables, one card, cards in one group only: good documents', async () => {
	const none = linesIn(await bodyOf({ ...sampleResults(), tables: [] }));
	expect(inStyle(none, 'Heading1')).toEqual([]);
	const one = sampleResults({ cards: [card()] });
	one.tables[0]!.questions[0]!.groups = [];
	const lines = linesIn(await bodyOf(one));
	expect(inStyle(lines, 'Heading3')).toEqual([]);
	expect(inStyle(lines, 'Karte')).toEqual(['Nr. 3\tMehr Licht']);
});

test('[RS8] the same results give the same bytes at any time', async () => {
	vi.useFakeTimers({ now: Date.UTC(2026, 10, 21), toFake: ['Date'] });
	const before = await drawDocx(sampleResults());
	vi.setSystemTime(Date.UTC(2031, 1, 1));
	expect(Buffer.compare((await drawDocx(sampleResults())).bytes, before.bytes)).toBe(0);
	vi.useRealTimers();
});
