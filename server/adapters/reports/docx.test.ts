import { expect, test, vi } from 'vitest';
import { hostileResults } from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { card, PIXEL, richResults, sampleResults } from '#tests/support/sample-results.ts';
import { unzip } from '#tests/support/unzip.ts';
import { elementsOf, parseXml, textOf, type XmlElement } from '#tests/support/xml.ts';
import { drawDocx } from './docx.ts';
import { minutesOf } from './minutes.ts';
import type { Words } from './words.ts';

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
		'Ort\tMusterstadt',
		'Datum\t21. November 2026',
		'Thementische\t2',
		'Leitfragen\t1',
		'Karten\t3',
		'Gruppen\t1',
	]);
	const from = lines.findIndex(({ style }) => style === 'Heading1');
	expect(lines.slice(from, from + 14)).toEqual([
		{ style: 'Heading1', text: 'Arbeit', lang: 'de-DE', isRtl: false },
		{ style: 'Heading2', text: 'Was läuft gut?', lang: 'de-DE', isRtl: false },
		{ style: 'Heading3', text: 'Sprache', lang: 'de-DE', isRtl: false },
		{ style: 'Angaben', text: '4 Punkte', lang: 'de-DE', isRtl: false },
		{ style: 'Karte', text: 'Nr. 1\tDeutschkurse\nam Abend', lang: 'de-DE', isRtl: false },
		{
			style: 'KarteAngaben',
			text: 'Projektidee, Runde 2, 5 Punkte (davon 2 von Hand gezählt)',
			lang: '',
			isRtl: false,
		},
		{ style: 'KarteWeiteres', text: 'Ursprünglich: Deutschkurs', lang: 'de-DE', isRtl: false },
		{ style: 'Karte', text: 'Nr. 2\tArabisch', lang: '', isRtl: false },
		{ style: 'KarteWeiteresRechts', text: 'مقاعد أكثر', lang: 'ar-SA', isRtl: true },
		{
			style: 'KarteWeiteres',
			text: 'Deutsch, maschinell, ungeprüft: Mehr Bänke',
			lang: 'de-DE',
			isRtl: false,
		},
		{ style: 'Heading3', text: 'Ohne Gruppe', lang: 'de-DE', isRtl: false },
		{ style: 'Karte', text: 'Nr. 3\tMehr Licht', lang: 'de-DE', isRtl: false },
		{ style: 'Heading1', text: 'Frauen', lang: 'de-DE', isRtl: false },
		{ style: 'Angaben', text: 'Keine Karten.', lang: 'de-DE', isRtl: false },
	]);
});

test('[A24] the annex has all cards by number; tables have a header row', async () => {
	const body = await bodyOf();
	const lines = linesIn(body);
	const from = lines.findIndex(
		({ style, text }) => style === 'Heading1' && text.startsWith('Anhang'),
	);
	expect(lines.slice(from + 1).map(({ text }) => text)).toEqual([
		'Arbeit',
		'Nr. 1\tDeutschkurse\nam Abend',
		'Was läuft gut? · Sprache',
		'Nr. 2\tWas läuft gut? · Sprache',
		'مقاعد أكثر',
		'Nr. 3\tMehr Licht',
		'Was läuft gut?',
	]);
	const tables = elementsOf(await bodyOf(richResults()), 'w:tbl').map((table) =>
		elementsOf(table, 'w:tr').map((row) => elementsOf(row, 'w:tblHeader').length),
	);
	// agenda, ranking, a theme of the hall, agreements, recommendations; bars are no table to be read by columns
	expect(tables).toEqual([
		[1, 0, 0, 0],
		[1, 0, 0, 0],
		[1, 0, 0],
		[1, 0],
		[1, 0],
		[0, 0, 0],
	]);
});

test('[A24] agreements with carer and date, recommendations with addressee, ranking, evaluation, what was not shown', async () => {
	const text = linesIn(await bodyOf(richResults()))
		.map((line) => line.text)
		.join('\n');
	for (const part of [
		'Wir wollen hören, was gut läuft',
		'Geflüchtete: 41',
		'96 Personen',
		'Freies Büro für Moderation',
		'Was ist am dringendsten?, je 3 Punkte, 87 Stimmzettel',
		'1.\nDeutschkurse am Abend\nArbeit\n5',
		'Sprachtreff am Mittwoch\nAus: Sprache\nVolkshochschule\n31. Januar 2027',
		'Mehr Sprachkurse am Abend finanzieren\nAus: Deutschkurse am Abend\nLandkreis\n1. März 2027',
		'Offene Fragen\nFrauen\nNr. 7\tWer zahlt den Bus?',
		'1 Karte kam nach Schluss.',
		'62 Antworten, Mittelwert 3,4',
		'zu wenige Antworten',
		'Beiseitegelegt\nNr. 8\tBeiseite',
		'Zu spät\nDeutsch, nach Schluss gekommen',
	])
		expect(text).toContain(part);
});

test('[A24] the frame speaks English, the cards stay as they are; a logo stands on every page', async () => {
	const logo = { type: 'image/png', base64: PIXEL } as const;
	const order = { edition: 'internal', language: 'en', logo } as const;
	const files = unzip((await drawDocx(richResults(), order)).bytes);
	const body = parseXml(files.get('word/document.xml')!);
	const lines = linesIn(body).map(({ text }) => text);
	for (const part of [
		'Agreements',
		'Recommendations',
		'Ranking over all tables',
		'No. 7\tWer zahlt den Bus?',
	])
		expect(lines).toContain(part);
	expect(lines).toContain(
		'For internal use only: this version also has cards that were not shown in the hall.',
	);
	expect(Buffer.from(files.get('word/media/logo.png')!).toString('base64')).toBe(PIXEL);
	const header = parseXml(files.get('word/header1.xml')!);
	for (const part of [body, header])
		expect(elementsOf(part, 'wp:docPr').map(({ attributes }) => attributes['descr'])).toEqual([
			'Logo: Musterstadt',
		]);
});

test('[A24] the table of contents is a field, and filled already; header and footer stand on the other pages', async () => {
	const body = await bodyOf();
	expect(elementsOf(body, 'w:instrText').map(textOf)[0]).toBe('TOC \\h \\o "1-2"');
	const entries = linesIn(body).filter(({ style }) => /^TOC/.test(style));
	expect(entries.map(({ style, text }) => [style, text.trim()])).toEqual([
		['TOC1', 'Arbeit\t3'],
		['TOC2', 'Was läuft gut?\t3'],
		['TOC1', 'Frauen\t3'],
		['TOC1', 'Anhang: Alle Karten nach Nummer\t4'],
		['TOC2', 'Arbeit\t4'],
	]);
	const files = unzip((await drawDocx(sampleResults())).bytes);
	// Word would ask first, in words about other files
	for (const file of files.values())
		expect(Buffer.from(file).toString()).not.toMatch(/updateFields|w:dirty/);
	const part = (name: string) => parseXml(files.get(`word/${name}1.xml`)!);
	expect(textOf(part('header'))).toBe('Musterstadt · Zusammen leben');
	expect(elementsOf(part('footer'), 'w:instrText').map(textOf)).toEqual(['PAGE', 'NUMPAGES']);
	expect(elementsOf(body, 'w:titlePg')).toHaveLength(1);
});

test('[SX03] hostile texts stay texts, in every place', { timeout: 20_000 }, async () => {
	const results = hostileResults();
	const lines = linesIn(await bodyOf(results));
	const { blocks } = minutesOf(results);
	const headings = (level: number) =>
		blocks.flatMap((block) =>
			block.kind === 'heading' && block.level === level ? [plain(block.words)] : [],
		);
	expect(inStyle(lines, 'Heading1')).toEqual(headings(1));
	expect(inStyle(lines, 'Heading3')).toEqual(headings(3));
	expect(headings(3).length).toBe(HOSTILE_TEXTS.length);
	const cards = blocks.flatMap((block) => {
		if (block.kind !== 'card') return [];
		const { label, words, about, more } = block;
		const first =
			words.direction === 'ltr'
				? [`${label}\t${plain(words)}`]
				: [`${label}\t${about}`, plain(words)];
		return [...first, ...more.map((one) => `${one.label} ${plain(one.words)}`)];
	});
	expect(inStyle(lines, 'Karte', 'KarteWeiteres', 'KarteWeiteresRechts')).toEqual(cards);
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
	expect(inStyle(lines, 'Karte')).toEqual(['Nr. 3\tMehr Licht', 'Nr. 3\tMehr Licht']);
});

test('[RS8] the same results give the same bytes at any time', async () => {
	vi.useFakeTimers({ now: Date.UTC(2026, 10, 21), toFake: ['Date'] });
	const before = await drawDocx(sampleResults());
	vi.setSystemTime(Date.UTC(2031, 1, 1));
	expect(Buffer.compare((await drawDocx(sampleResults())).bytes, before.bytes)).toBe(0);
	vi.useRealTimers();
});
