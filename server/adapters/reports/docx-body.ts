import type { BarsBlock, Block, CardBlock, Fact, ReportDocument, TableBlock } from './blocks.ts';
import { STYLE, TEXT_WIDTH } from './docx-styles.ts';
import { ACCENT, frameRun, paragraph, runsOf, saidIn, TAB } from './docx-text.ts';
import { fill } from './frame/frame.ts';
import type { Words } from './words.ts';

/** A heading of the contents, with the name of its bookmark. */
export interface Entry {
	readonly level: 1 | 2;
	readonly words: Words;
	readonly mark: string;
}

/** The blocks of a document as WordprocessingML, piece by piece. */
export function* bodyOf(blocks: readonly Block[]): Generator<string> {
	let marks = 0;
	for (const block of blocks)
		switch (block.kind) {
			case 'heading': {
				const { level, words, begins } = block;
				const mark = level < 3 ? ++marks : 0;
				yield saidIn(`Heading${level}`, words, { newPage: begins !== undefined }, markStart(mark));
				break;
			}
			case 'text':
				yield saidIn(block.look ? LOOKS[block.look] : STYLE.text, block.words);
				break;
			case 'list':
				for (const words of block.items) yield saidIn(STYLE.item, words);
				break;
			case 'card':
				yield* cardOf(block);
				break;
			case 'table':
				yield tableOf(block);
				break;
			case 'bars':
				yield barsOf(block);
				break;
			case 'facts':
				for (const fact of block.rows) yield factOf(fact);
		}
}

const LOOKS = { quiet: STYLE.quiet, large: STYLE.large } as const;

/** What `bodyOf` marks, in the same order. */
export function entriesOf(blocks: readonly Block[]): Entry[] {
	const entries: Entry[] = [];
	for (const block of blocks)
		if (block.kind === 'heading' && block.level < 3)
			entries.push({
				level: block.level as 1 | 2,
				words: block.words,
				mark: markName(entries.length + 1),
			});
	return entries;
}

function markName(mark: number): string {
	return `_Toc${mark}`;
}

function markStart(mark: number): string {
	return mark === 0
		? ''
		: `<w:bookmarkStart w:id="${mark}" w:name="${markName(mark)}"/><w:bookmarkEnd w:id="${mark}"/>`;
}

/** From left to right the number stands beside the text; from right to left it stands above. What belongs together stays so. */
function* cardOf({ label, words, about, more }: CardBlock): Generator<string> {
	const number = label === '' ? '' : frameRun(label, { bold: true, accent: true });
	const last = more.length - 1;
	const keepNext = last >= 0;
	if (words.direction === 'rtl') {
		if (label + about !== '')
			yield paragraph(
				STYLE.card,
				`${number}${TAB}${about === '' ? '' : frameRun(about, { quiet: true })}`,
				{ keepNext: true },
			);
		yield saidIn(STYLE.moreRtl, words, { keepNext });
	} else {
		yield saidIn(
			label === '' ? STYLE.text : STYLE.card,
			words,
			{ keepNext: keepNext || about !== '' },
			label === '' ? '' : number + TAB,
		);
		if (about !== '')
			yield paragraph(label === '' ? STYLE.quiet : STYLE.about, frameRun(about), { keepNext });
	}
	for (const [at, one] of more.entries())
		yield saidIn(
			one.words.direction === 'rtl' ? STYLE.moreRtl : STYLE.more,
			one.words,
			{ keepNext: at < last },
			frameRun(`${one.label} `, { quiet: true }),
		);
}

function tableOf({ columns, rows }: TableBlock): string {
	const sum = columns.reduce((all, { share }) => all + share, 0);
	const widths = columns.map(({ share }) => Math.round((share / sum) * TEXT_WIDTH));
	const head = columns
		.map(({ name }, at) => cell(widths[at]!, paragraph(STYLE.columnHead, frameRun(name)), HEAD))
		.join('');
	const body = rows.map((row) => {
		const cells = row.map((paragraphs, at) => {
			const [first, ...rest] = paragraphs;
			const content = first
				? saidIn(STYLE.cell, first) + rest.map((one) => saidIn(STYLE.cellQuiet, one)).join('')
				: paragraph(STYLE.cell, '');
			return cell(widths[at]!, content, LINE);
		});
		return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
	});
	return (
		tableStart(widths) +
		`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head}</w:tr>` +
		`${body.join('')}</w:tbl>${paragraph(STYLE.gap, '')}`
	);
}

const HEAD = `<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="${ACCENT}"/></w:tcBorders>`;
const LINE =
	'<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="B9AD9A"/></w:tcBorders>';
/** Shares of the width: words, bars, numbers. */
const BAR_COLUMNS = [0.52, 0.3, 0.18];
const BAR_INSET = 160;

/** A bar is an empty paragraph on a ground of our colour, as long as its number says. */
function barsOf({ rows, full }: BarsBlock): string {
	const widths = BAR_COLUMNS.map((share) => Math.round(share * TEXT_WIDTH));
	const most = full ?? Math.max(1, ...rows.map(({ value }) => value));
	const room = widths[1]! - BAR_INSET;
	const body = rows.map(({ words, about, value, label }) => {
		const said = about === '' ? '' : paragraph(STYLE.cellQuiet, frameRun(about));
		const end = Math.round(room * (1 - Math.max(0.01, value / most)));
		const bar = paragraph(
			STYLE.bar,
			'',
			{},
			`<w:shd w:val="clear" w:color="auto" w:fill="${ACCENT}"/><w:ind w:right="${end}"/>`,
		);
		return (
			'<w:tr><w:trPr><w:cantSplit/></w:trPr>' +
			cell(widths[0]!, saidIn(STYLE.cell, words) + said) +
			cell(widths[1]!, bar) +
			cell(widths[2]!, paragraph(STYLE.cell, frameRun(label, { bold: true }))) +
			'</w:tr>'
		);
	});
	return `${tableStart(widths)}${body.join('')}</w:tbl>${paragraph(STYLE.gap, '')}`;
}

function tableStart(widths: readonly number[]): string {
	const sum = widths.reduce((all, width) => all + width, 0);
	const margins = '<w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>';
	const ends = '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>';
	return (
		`<w:tbl><w:tblPr><w:bidiVisual w:val="0"/><w:tblW w:w="${sum}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar>${margins}${ends}</w:tblCellMar><w:tblLook w:firstRow="1" w:val="0020"/></w:tblPr>` +
		`<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`
	);
}

function cell(width: number, content: string, borders = ''): string {
	return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${borders}</w:tcPr>${content}</w:tc>`;
}

/** What stands above the blocks: the cover with its facts, or the head of a sheet. */
export function headOf(document: ReportDocument, logo: string): string {
	const { name, title, facts, look, notice } = document;
	if (look === 'sheet')
		return [
			paragraph(STYLE.sheetName, logo + frameRun(name)),
			saidIn(STYLE.sheetTitle, title),
			saidIn(STYLE.sheetPlace, {
				...facts[0]!.value,
				lines: [`${facts[0]!.value.lines.join(' ')}, ${facts[1]!.value.lines.join(' ')}`],
			}),
		].join('');
	return [
		paragraph(STYLE.logo, logo),
		paragraph(STYLE.kind, frameRun(name)),
		saidIn('Title', title),
		...facts.map(factOf),
		notice === undefined ? '' : paragraph(STYLE.notice, frameRun(notice, { bold: true })),
	].join('');
}

/** What it is about, and behind a stop the value, whose lines stand below each other. */
function factOf({ label, value }: Fact): string {
	return paragraph(STYLE.fact, frameRun(label, { grey: true }) + TAB + runsOf(value));
}

/** `Seite {n} von {all}` with Word's own fields. */
export function pageLine(page: string, number: string, all: string): string {
	return fill(page, { n: '\u0000n', all: '\u0000a' })
		.split('\u0000')
		.map((part) => {
			if (part.startsWith('n')) return number + frameRun(part.slice(1));
			if (part.startsWith('a')) return all + frameRun(part.slice(1));
			return frameRun(part);
		})
		.join('');
}
