import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import { packed } from './archive.ts';
import type { ReportDocument } from './blocks.ts';
import { bodyOf, entriesOf, headOf, pageLine, type Entry } from './docx-body.ts';
import { pagesOf } from './docx-pages.ts';
import { atSide, DRAWING, inLine, pictureOf, type Picture } from './docx-picture.ts';
import { NUMBERING, PAGE_PROPERTIES, STYLE, stylesIn } from './docx-styles.ts';
import { field, frameRun, paragraph, runsOf, TAB, tagOf } from './docx-text.ts';
import { minutesOf, PLAIN_ORDER } from './minutes.ts';
import { escapedXml, XML_HEAD } from './xml.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const NAMESPACES =
	`xmlns:w="${W}" xmlns:r="${OFFICE}/relationships" xmlns:a="${DRAWING}/main"` +
	` xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:pic="${DRAWING}/picture"`;

/** The minutes as an office goes on writing them: real headings, a table of contents, header rows, languages. */
export function drawDocx(results: ResultsModel, order: ReportOrder = PLAIN_ORDER): Promise<Report> {
	const document = minutesOf(results, order);
	const picture = document.logo && pictureOf(document.logo);
	const files = new Map<string, Uint8Array>();
	const put = (path: string, xml: string) => files.set(path, new TextEncoder().encode(xml));
	put('[Content_Types].xml', contentTypes());
	put('_rels/.rels', relations(ROOT_RELATIONS));
	put('docProps/core.xml', coreProperties(document));
	put('word/styles.xml', stylesIn(document));
	put('word/numbering.xml', NUMBERING);
	put('word/settings.xml', SETTINGS);
	put('word/header1.xml', headerOf(document, picture));
	put('word/footer1.xml', footerOf(document));
	const image = picture && (['logo', 'image', `media/${picture.name}`] as const);
	put('word/_rels/document.xml.rels', relations([...PARTS, ...(image ? [image] : [])]));
	if (image) put('word/_rels/header1.xml.rels', relations([image]));
	if (picture) files.set(`word/media/${picture.name}`, picture.bytes);
	files.set('word/document.xml', mainPart(document, picture));
	return Promise.resolve({
		bytes: packed(files),
		mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		extension: 'docx',
	});
}

/** Written piece by piece: 5,000 cards are ten million characters. */
function mainPart(document: ReportDocument, picture: Picture | undefined): Uint8Array {
	const encoder = new TextEncoder();
	const pieces: Uint8Array[] = [];
	let waiting = '';
	const write = (xml: string) => {
		waiting += xml;
		if (waiting.length < PIECE_CHARS) return;
		pieces.push(encoder.encode(waiting));
		waiting = '';
	};
	const logo = picture ? LOGOS[document.look](picture, document.logoAlt) : '';
	write(`${XML_HEAD}<w:document ${NAMESPACES}><w:body>${headOf(document, logo)}`);
	if (document.look === 'minutes') write(contentsOf(document));
	for (const piece of bodyOf(document.blocks)) write(piece);
	const marks = '<w:headerReference w:type="default" r:id="header"/>';
	const feet = '<w:footerReference w:type="default" r:id="footer"/>';
	const cover = document.look === 'minutes' ? '<w:titlePg/>' : '';
	write(`<w:sectPr>${marks}${feet}${PAGE_PROPERTIES}${cover}</w:sectPr></w:body></w:document>`);
	pieces.push(encoder.encode(waiting));
	return Buffer.concat(pieces);
}

const PIECE_CHARS = 256 * 1024;
/** In millimetres. */
const HEADER_LOGO = { width: 50, height: 8 };
/** Above the title on a cover, beside it on a sheet. */
const LOGOS = {
	minutes: (picture: Picture, alt: string) => inLine(picture, alt, { width: 110, height: 24 }),
	sheet: (picture: Picture, alt: string) => atSide(picture, alt, { width: 50, height: 16 }),
};

/**
 * The contents as a field with the page numbers of our own layout. Word counts them anew when it prints, and when somebody
 * asks for it; it is not told to do so on opening, because then it asks first, in words about other files that nobody
 * understands. Every entry leads to its page.
 */
function contentsOf(document: ReportDocument): string {
	const { contents, blocks } = document;
	const entries = entriesOf(blocks);
	if (entries.length === 0) return '';
	const title = paragraph(STYLE.contents, frameRun(contents), { newPage: true });
	const pages = pagesOf(
		blocks,
		entries.map(({ level }) => level),
	);
	const lines = entries.map((entry, at) => {
		const begin = at === 0 ? CONTENTS_BEGIN : '';
		const end = at === entries.length - 1 ? CONTENTS_END : '';
		return paragraph(`TOC${entry.level}`, begin + link(entry, pages[at]!) + end);
	});
	return title + lines.join('');
}

const CONTENTS_BEGIN =
	'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
	'<w:r><w:instrText xml:space="preserve">TOC \\h \\o "1-2"</w:instrText></w:r>' +
	'<w:r><w:fldChar w:fldCharType="separate"/></w:r>';
const CONTENTS_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';

function link({ words, mark }: Entry, page: number): string {
	const content = runsOf(words) + TAB + field(`PAGEREF ${mark} \\h`, String(page));
	return `<w:hyperlink w:anchor="${mark}">${content}</w:hyperlink>`;
}

function headerOf({ place, title, logoAlt, look }: ReportDocument, picture?: Picture): string {
	const logo = picture ? TAB + inLine(picture, logoAlt, HEADER_LOGO) : '';
	const content =
		look === 'sheet'
			? ''
			: paragraph(STYLE.header, runsOf(place) + frameRun(' · ') + runsOf(title) + logo);
	return `${XML_HEAD}<w:hdr ${NAMESPACES}>${content === '' ? '<w:p/>' : content}</w:hdr>`;
}

function footerOf({ name, page, facts }: ReportDocument): string {
	const number = pageLine(page, field('PAGE', '1'), field('NUMPAGES', '1'));
	const day = frameRun(' · ') + runsOf(facts[1]!.value);
	const content = paragraph(STYLE.footer, frameRun(name) + day + TAB + number);
	return `${XML_HEAD}<w:ftr ${NAMESPACES}>${content}</w:ftr>`;
}

type Relation = readonly [id: string, type: string, target: string];
const ROOT_RELATIONS: readonly Relation[] = [
	['main', 'officeDocument', 'word/document.xml'],
	['core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
];
const PARTS: readonly Relation[] = [
	['styles', 'styles', 'styles.xml'],
	['numbering', 'numbering', 'numbering.xml'],
	['settings', 'settings', 'settings.xml'],
	['header', 'header', 'header1.xml'],
	['footer', 'footer', 'footer1.xml'],
];

function relations(all: readonly Relation[]): string {
	const items = all.map(([id, type, target]) => {
		const uri = type.startsWith('http') ? type : `${OFFICE}/relationships/${type}`;
		return `<Relationship Id="${id}" Type="${uri}" Target="${target}"/>`;
	});
	return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(): string {
	const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
	const part = (name: string, type: string) =>
		`<Override PartName="/${name}.xml" ContentType="${type}+xml"/>`;
	return (
		`${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">` +
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
		'<Default Extension="xml" ContentType="application/xml"/>' +
		'<Default Extension="png" ContentType="image/png"/>' +
		'<Default Extension="jpeg" ContentType="image/jpeg"/>' +
		part('word/document', `${word}.document.main`) +
		part('word/styles', `${word}.styles`) +
		part('word/numbering', `${word}.numbering`) +
		part('word/settings', `${word}.settings`) +
		part('word/header1', `${word}.header`) +
		part('word/footer1', `${word}.footer`) +
		part('docProps/core', 'application/vnd.openxmlformats-package.core-properties') +
		'</Types>'
	);
}

const SETTINGS =
	`${XML_HEAD}<w:settings xmlns:w="${W}"><w:compat>` +
	'<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>' +
	'</w:compat></w:settings>';

/** With the day of the dialogue instead of the time of making. */
function coreProperties({ title, day, language }: ReportDocument): string {
	const at = `xsi:type="dcterms:W3CDTF">${day}T00:00:00Z`;
	return (
		`${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
		' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
		' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
		`<dc:title>${escapedXml(title.lines.join(' '))}</dc:title><dc:creator>Thementisch</dc:creator>` +
		`<dc:language>${tagOf(language)}</dc:language>` +
		`<dcterms:created ${at}</dcterms:created><dcterms:modified ${at}</dcterms:modified>` +
		'</cp:coreProperties>'
	);
}
