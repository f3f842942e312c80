import {
	AlignmentType,
	Document,
	Footer,
	Header,
	HeadingLevel,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableOfContents,
	TableRow,
	Tab,
	TabStopType,
	TextRun,
	WidthType,
	type IParagraphOptions,
	type IRunOptions,
} from 'docx';
import type { Report } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import { packed, unpacked } from './archive.ts';
import { DOCX_STYLES, FACTS_AT, PAGE, STYLE, TEXT_AT } from './docx-styles.ts';
import { FRAME, minutesOf, type Minutes, type MinutesCard, type Words } from './minutes.ts';

type Block = Paragraph | Table | TableOfContents;

/** The minutes as an office goes on writing them: real headings, a table of contents, header rows, languages. */
export async function drawDocx(results: ResultsModel): Promise<Report> {
	const minutes = minutesOf(results);
	const title = textOf(minutes.title);
	const document = new Document({
		title,
		creator: 'Thementisch',
		styles: DOCX_STYLES,
		sections: [
			{
				properties: { page: PAGE, titlePage: true },
				headers: { default: header(minutes) },
				footers: { default: footer() },
				children: [...titlePage(minutes), ...minutes.tables.flatMap(tablePart), ...annex(minutes)],
			},
		],
	});
	const files = new Map(unpacked(await Packer.pack(document, 'uint8array')));
	files.set('docProps/core.xml', encoded(coreProperties(title, results.dialogue.date)));
	const body = new TextDecoder().decode(files.get('word/document.xml'));
	files.set('word/document.xml', encoded(bookmarksFromOne(body)));
	return {
		bytes: packed(files),
		mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		extension: 'docx',
	};
}

function titlePage({ title, facts }: Minutes): Block[] {
	return [
		new Paragraph({ style: STYLE.kind, children: frame(FRAME.kind) }),
		said(title, { heading: HeadingLevel.TITLE }),
		...facts.map(
			({ label, value }) =>
				new Paragraph({
					style: STYLE.fact,
					tabStops: [{ type: TabStopType.LEFT, position: FACTS_AT }],
					children: [new TextRun({ children: [`${label}:`, new Tab(), value] })],
				}),
		),
		new Paragraph({
			style: STYLE.contents,
			pageBreakBefore: true,
			children: frame(FRAME.contents),
		}),
		new TableOfContents(FRAME.contents, { hyperlink: true, headingStyleRange: '1-2' }),
	];
}

function tablePart({ theme, questions }: Minutes['tables'][number]): Block[] {
	const head = said(theme, {
		heading: HeadingLevel.HEADING_1,
		pageBreakBefore: questions.length > 0,
	});
	if (questions.length === 0) return [head, new Paragraph({ children: frame(FRAME.noCards) })];
	return [
		head,
		...questions.flatMap(({ text, groups }) => [
			said(text, { heading: HeadingLevel.HEADING_2 }),
			...groups.flatMap(({ title, about, cards }) => [
				...(title ? [said(title, { heading: HeadingLevel.HEADING_3 })] : []),
				...(about === ''
					? []
					: [new Paragraph({ style: STYLE.groupAbout, children: frame(about) })]),
				...cards.flatMap(cardBlocks),
			]),
		]),
	];
}

/** From left to right the number stands beside the text; from right to left it stands above. What belongs together stays so. */
function cardBlocks({ number, words, about, more }: MinutesCard): Block[] {
	const label = new TextRun({ text: `Nr. ${number}`, bold: true });
	const tab = new TextRun({ children: [new Tab()] });
	const aboutLine = about === '' ? [] : [about];
	const notes = more.map((one, at) =>
		said(one.words, { style: STYLE.more, keepNext: at < more.length - 1 }, [
			new TextRun({ text: `${one.label} `, italics: true }),
		]),
	);
	const keepNext = notes.length > 0;
	if (words.direction === 'rtl')
		return [
			new Paragraph({ style: STYLE.card, keepNext: true, children: [label, tab, ...frame(about)] }),
			said(words, { style: STYLE.more, keepNext }),
			...notes,
		];
	return [
		said(words, { style: STYLE.card, keepNext: keepNext || about !== '' }, [label, tab]),
		...aboutLine.map(
			(text) => new Paragraph({ style: STYLE.about, keepNext, children: frame(text) }),
		),
		...notes,
	];
}

function annex({ tables }: Minutes): Block[] {
	const filled = tables.filter(({ rows }) => rows.length > 0);
	if (filled.length === 0) return [];
	return [
		new Paragraph({
			heading: HeadingLevel.HEADING_1,
			pageBreakBefore: true,
			children: frame(FRAME.annex),
		}),
		...filled.flatMap(({ theme, rows }) => [
			said(theme, { heading: HeadingLevel.HEADING_2 }),
			new Table({
				layout: TableLayoutType.FIXED,
				columnWidths: [...COLUMNS],
				width: { size: COLUMNS.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
				margins: { top: 40, bottom: 40, left: 80, right: 80 },
				rows: [
					new TableRow({
						tableHeader: true,
						cantSplit: true,
						children: FRAME.columns.map((name, column) =>
							cell(column, new Paragraph({ style: STYLE.columnHead, children: frame(name) }), true),
						),
					}),
					...rows.map(
						({ number, words, question, group }) =>
							new TableRow({
								cantSplit: true,
								children: [
									cell(0, new Paragraph({ style: STYLE.cell, children: frame(String(number)) })),
									cell(1, said(words, { style: STYLE.cell })),
									cell(2, said(question, { style: STYLE.cell })),
									cell(
										3,
										group
											? said(group, { style: STYLE.cell })
											: new Paragraph({ style: STYLE.cell }),
									),
								],
							}),
					),
				],
			}),
		]),
	];
}

/** Twips; together the width of the text. */
const COLUMNS = [800, 4_754, 2_000, 1_800] as const;

function cell(column: number, content: Paragraph, isHead = false): TableCell {
	return new TableCell({
		width: { size: COLUMNS[column]!, type: WidthType.DXA },
		children: [content],
		...(isHead && { shading: { fill: 'E6E6E6' } }),
	});
}

function header({ place, title }: Minutes): Header {
	const children = [...runs(place), ...frame(' · '), ...runs(title)];
	return new Header({ children: [new Paragraph({ style: STYLE.header, children })] });
}

function footer(): Footer {
	const children = ['Seite ', PageNumber.CURRENT, ' von ', PageNumber.TOTAL_PAGES];
	return new Footer({
		children: [
			new Paragraph({
				style: STYLE.footer,
				alignment: AlignmentType.CENTER,
				children: [new TextRun({ children })],
			}),
		],
	});
}

/** A paragraph of somebody's words, in their direction. */
function said(
	words: Words,
	options: Omit<IParagraphOptions, 'children' | 'text'>,
	before: readonly TextRun[] = [],
): Paragraph {
	const isRtl = words.direction === 'rtl';
	return new Paragraph({
		...options,
		...(isRtl && { bidirectional: true }),
		// a note begins at the right margin and ends where the others begin
		...(isRtl && options.style === STYLE.more && { indent: { start: 0, end: TEXT_AT } }),
		children: [...before, ...runs(words)],
	});
}

function runs({ lines, lang, direction }: Words): TextRun[] {
	return lines.map(
		(text, at) => new TextRun({ text, ...(at > 0 && { break: 1 }), ...run(lang, direction) }),
	);
}

/** Words of the frame: German, as the document's default says. */
function frame(text: string): TextRun[] {
	return [new TextRun({ text })];
}

/** Word knows these by language and country. */
const COUNTRIES: Readonly<Record<string, string>> = {
	...{ de: 'DE', en: 'GB', fr: 'FR', ar: 'SA', fa: 'IR', prs: 'AF', uk: 'UA', ru: 'RU', tr: 'TR' },
	...{ ti: 'ER', am: 'ET', ps: 'AF', ur: 'PK', pl: 'PL', ro: 'RO', bg: 'BG', sq: 'AL', it: 'IT' },
};

function run(lang: string, direction: 'ltr' | 'rtl'): IRunOptions {
	const turn = direction === 'rtl' ? { rightToLeft: true } : {};
	if (lang === 'und') return turn;
	const tag = Object.hasOwn(COUNTRIES, lang) ? `${lang}-${COUNTRIES[lang]!}` : lang;
	return {
		...turn,
		language: direction === 'rtl' ? { bidirectional: tag } : { value: tag },
	};
}

function textOf({ lines }: Words): string {
	return lines.join(' ');
}

/** The writer counts bookmarks on from the report before; they begin at one here, so that the same results give the same. */
function bookmarksFromOne(xml: string): string {
	const numbers = new Map<string, number>();
	// in tags and instructions only: no text of people has a `<` of its own
	return xml.replace(
		/<w:(?:hyperlink|bookmarkStart|bookmarkEnd) [^>]*>|<w:instrText[^>]*>PAGEREF _Toc\d+/g,
		(tag) =>
			tag.replace(/(_Toc|w:id=")(\d+)/g, (_, name: string, number: string) => {
				const from = numbers.get(number) ?? numbers.size + 1;
				numbers.set(number, from);
				return `${name}${from}`;
			}),
	);
}

function encoded(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** With the day of the dialogue instead of the time of making. */
function coreProperties(title: string, date: string): string {
	const escaped = title.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
	const day = `xsi:type="dcterms:W3CDTF">${date}T00:00:00Z`;
	return (
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
		'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
		' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
		' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
		`<dc:title>${escaped}</dc:title><dc:creator>Thementisch</dc:creator><dc:language>de-DE</dc:language>` +
		`<dcterms:created ${day}</dcterms:created><dcterms:modified ${day}</dcterms:modified>` +
		'</cp:coreProperties>'
	);
}
