import type { ReportDocument } from './blocks.ts';
import { ACCENT, GREY, tagOf } from './docx-text.ts';
import { XML_HEAD } from './xml.ts';

/** The ids of our own styles beside Word's headings. */
export const STYLE = {
	logo: 'Logo',
	kind: 'Dokumentart',
	fact: 'Angabe',
	notice: 'Hinweis',
	contents: 'Inhaltsueberschrift',
	text: 'Textabsatz',
	large: 'Leitsatz',
	quiet: 'Angaben',
	item: 'Aufzaehlung',
	card: 'Karte',
	about: 'KarteAngaben',
	more: 'KarteWeiteres',
	moreRtl: 'KarteWeiteresRechts',
	columnHead: 'Spaltenkopf',
	cell: 'Zelle',
	cellQuiet: 'ZelleAngaben',
	bar: 'Balken',
	gap: 'Abstand',
	header: 'Kopfzeile',
	footer: 'Fusszeile',
	sheetName: 'BlattArt',
	sheetTitle: 'BlattTitel',
	sheetPlace: 'BlattOrt',
} as const;

/** A4 in twips, and its margins. */
const PAGE = { width: 11_906, height: 16_838, side: 1_276, top: 1_530, bottom: 1_300 };
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;
/** Where a card's text begins, beside its number. */
const TEXT_AT = 900;
/** Where the values stand on the title page. */
const FACTS_AT = 2_600;

export const PAGE_PROPERTIES =
	`<w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/>` +
	`<w:pgMar w:top="${PAGE.top}" w:right="${PAGE.side}" w:bottom="${PAGE.bottom}" w:left="${PAGE.side}"` +
	' w:header="680" w:footer="600" w:gutter="0"/>';

interface Style {
	readonly id: string;
	readonly name: string;
	/** Half points. */
	readonly size?: number;
	readonly bold?: boolean;
	readonly color?: string;
	/** Twips above and below. */
	readonly before?: number;
	readonly after?: number;
	readonly keepNext?: boolean;
	/** Of an outline, from 0. */
	readonly outline?: number;
	/** More properties of the paragraph: behind the spacing. */
	readonly more?: string;
	/** Borders, shading and stops: before the spacing. */
	readonly frame?: string;
}

const card = `<w:ind w:left="${TEXT_AT}" w:hanging="${TEXT_AT}"/>`;
const beside = `<w:ind w:left="${TEXT_AT}"/>`;
const ruled = (edge: 'top' | 'bottom', color: string) =>
	`<w:pBdr><w:${edge} w:val="single" w:sz="8" w:space="6" w:color="${color}"/></w:pBdr>`;
const stop = (value: string, at: number, leader = '') =>
	`<w:tabs><w:tab w:val="${value}"${leader} w:pos="${at}"/></w:tabs>`;
const toPage = stop('right', TEXT_WIDTH, ' w:leader="dot"');
const heading = { bold: true, color: ACCENT, keepNext: true };

const STYLES: readonly Style[] = [
	{ id: 'Title', name: 'Title', size: 56, bold: true, after: 500, frame: ruled('bottom', ACCENT) },
	{ id: 'Heading1', name: 'heading 1', size: 36, before: 320, after: 180, outline: 0, ...heading },
	{ id: 'Heading2', name: 'heading 2', size: 27, before: 340, after: 120, outline: 1, ...heading },
	{
		...{ id: 'Heading3', name: 'heading 3', size: 23, bold: true, before: 260, after: 60 },
		keepNext: true,
		outline: 2,
	},
	{ id: 'TOC1', name: 'toc 1', bold: true, before: 140, after: 20, frame: toPage },
	{ id: 'TOC2', name: 'toc 2', after: 20, frame: toPage, more: '<w:ind w:left="300"/>' },
	{ id: STYLE.logo, name: 'Logo', after: 1_500 },
	{ id: STYLE.kind, name: 'Dokumentart', size: 28, bold: true, color: ACCENT, after: 120 },
	{
		...{ id: STYLE.fact, name: 'Angabe', size: 24, after: 80, frame: stop('left', FACTS_AT) },
		more: `<w:ind w:left="${FACTS_AT}" w:hanging="${FACTS_AT}"/>`,
	},
	{
		...{ id: STYLE.notice, name: 'Hinweis', before: 900, after: 0 },
		frame: '<w:shd w:val="clear" w:color="auto" w:fill="FBECC8"/>',
	},
	{
		id: STYLE.contents,
		name: 'Inhaltsüberschrift',
		size: 36,
		after: 180,
		bold: true,
		color: ACCENT,
	},
	{ id: STYLE.text, name: 'Textabsatz', after: 140 },
	{ id: STYLE.large, name: 'Leitsatz', size: 24, after: 240 },
	{ id: STYLE.quiet, name: 'Angaben', size: 19, color: GREY, after: 60, keepNext: true },
	{ id: STYLE.item, name: 'Aufzählung', after: 80, more: LIST_OF('1') },
	{ id: STYLE.card, name: 'Karte', before: 120, after: 40, more: card },
	{ id: STYLE.about, name: 'Karte Angaben', size: 19, color: GREY, after: 40, more: beside },
	{ id: STYLE.more, name: 'Karte Weiteres', after: 40, more: beside },
	{
		...{ id: STYLE.moreRtl, name: 'Karte Weiteres (von rechts)', after: 40 },
		// it begins at the right margin and ends where the others begin
		more: `<w:ind w:left="0" w:right="${TEXT_AT}"/>`,
	},
	{ id: STYLE.columnHead, name: 'Spaltenkopf', size: 20, bold: true, after: 0, keepNext: true },
	{ id: STYLE.cell, name: 'Zelle', size: 20, after: 0 },
	{ id: STYLE.cellQuiet, name: 'Zelle Angaben', size: 17, color: GREY, after: 0 },
	{ id: STYLE.bar, name: 'Balken', size: 16, before: 50, after: 0 },
	{ id: STYLE.gap, name: 'Abstand', size: 8, after: 0 },
	{
		...{ id: STYLE.header, name: 'Kopfzeile', size: 17, color: GREY, after: 0 },
		frame: ruled('bottom', 'B9AD9A') + stop('right', TEXT_WIDTH),
	},
	{
		...{ id: STYLE.footer, name: 'Fußzeile', size: 17, color: GREY, after: 0 },
		frame: stop('right', TEXT_WIDTH),
	},
	{ id: STYLE.sheetName, name: 'Blatt Art', size: 22, bold: true, color: ACCENT, after: 40 },
	{ id: STYLE.sheetTitle, name: 'Blatt Titel', size: 38, bold: true, after: 40 },
	{
		...{ id: STYLE.sheetPlace, name: 'Blatt Ort', color: GREY, after: 240 },
		frame: ruled('bottom', ACCENT),
	},
];

function LIST_OF(id: string): string {
	return `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`;
}

/** What is smaller on a sheet. */
const SMALLER: Readonly<Record<string, Partial<Style>>> = {
	Heading1: { size: 25, after: 100 },
	[STYLE.fact]: { size: 22, after: 40 },
};

/** `word/styles.xml` of a document in this language; on a sheet the headings are smaller. */
export function stylesIn({ language, look }: Pick<ReportDocument, 'language' | 'look'>): string {
	const all =
		look === 'minutes' ? STYLES : STYLES.map((style) => ({ ...style, ...SMALLER[style.id] }));
	const base =
		'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>' +
		'<w:sz w:val="22"/><w:szCs w:val="22"/>' +
		`<w:lang w:val="${tagOf(language)}" w:bidi="ar-SA"/></w:rPr>`;
	return (
		`${XML_HEAD}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
		`<w:docDefaults><w:rPrDefault>${base}</w:rPrDefault>` +
		'<w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>' +
		'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
		`${all.map(styleXml).join('')}</w:styles>`
	);
}

/** The elements stand in the order that the schema asks for. */
function styleXml(style: Style): string {
	const { id, name, size, bold, color, before, after, keepNext, outline, more = '' } = style;
	const spacing = [
		before === undefined ? '' : ` w:before="${before}"`,
		after === undefined ? '' : ` w:after="${after}"`,
	].join('');
	const isList = more.startsWith('<w:numPr>');
	const paragraph = [
		keepNext ? '<w:keepNext/>' : '',
		isList ? more : '',
		style.frame ?? '',
		spacing === '' ? '' : `<w:spacing${spacing}/>`,
		isList ? '' : more,
		outline === undefined ? '' : `<w:outlineLvl w:val="${outline}"/>`,
	].join('');
	const run = [
		bold ? '<w:b/><w:bCs/>' : '',
		color === undefined ? '' : `<w:color w:val="${color}"/>`,
		size === undefined ? '' : `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
	].join('');
	return (
		`<w:style w:type="paragraph" w:customStyle="${/^(Title|Heading|TOC)/.test(id) ? 0 : 1}" w:styleId="${id}">` +
		`<w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/>` +
		`<w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
	);
}

/** `word/numbering.xml`: one list with points. */
export const NUMBERING =
	`${XML_HEAD}<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>' +
	'<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>' +
	'</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
