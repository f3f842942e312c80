import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block, CardBlock, Fact, TableBlock } from './blocks.ts';
import { minutesOf, PLAIN_ORDER } from './minutes.ts';
import type { Words } from './words.ts';

/** The minutes for a website: headings, and one list item a card. Whatever people wrote stays text (`escaped`). */
export function drawMarkdown(
	results: ResultsModel,
	order: ReportOrder = PLAIN_ORDER,
): Promise<Report> {
	return Promise.resolve({
		bytes: new TextEncoder().encode(pageOf(results, order)),
		mediaType: 'text/markdown; charset=utf-8',
		extension: 'md',
	});
}

function pageOf(results: ResultsModel, order: ReportOrder): string {
	const { name, title, facts, notice, blocks } = minutesOf(results, order);
	const pieces = [
		`# ${oneLine(title)}`,
		`**${inline(name)}**`,
		factsOf(facts),
		...(notice === undefined ? [] : [`**${inline(notice)}**`]),
		...pieced(blocks),
	];
	return `${pieces.join('\n\n')}\n`;
}

/** Cards that follow each other are one list. */
function* pieced(blocks: readonly Block[]): Generator<string> {
	let items: string[] = [];
	for (const block of blocks) {
		if (block.kind === 'card') {
			items.push(itemOf(block));
			continue;
		}
		if (items.length > 0) yield items.join('\n');
		items = [];
		yield pieceOf(block);
	}
	if (items.length > 0) yield items.join('\n');
}

function pieceOf(block: Exclude<Block, CardBlock>): string {
	switch (block.kind) {
		case 'heading':
			return `${'#'.repeat(block.level + 1)} ${oneLine(block.words)}`;
		case 'text':
			return lines(block.words, 0);
		case 'list':
			return block.items.map((words) => `- ${lines(words, 1)}`).join('\n');
		case 'bars':
			return block.rows
				.map(({ words, about, label }) => {
					const where = about === '' ? '' : ` (${inline(about)})`;
					return `- ${oneLine(words)}${where}: **${inline(label)}**`;
				})
				.join('\n');
		case 'facts':
			return factsOf(block.rows);
		case 'table':
			return tableOf(block);
	}
}

function factsOf(facts: readonly Fact[]): string {
	return facts.map(({ label, value }) => `- ${inline(label)}: ${lines(value, 1)}`).join('\n');
}

function tableOf({ columns, rows }: TableBlock): string {
	const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		row(columns.map(({ name }) => inline(name))),
		row(columns.map(() => '---')),
		...rows.map((cells) => row(cells.map((cell) => cell.map(oneLine).join('; ')))),
	].join('\n');
}

function itemOf({ label, words, about, more }: CardBlock): string {
	const number = label === '' ? '' : `**${inline(label)}**`;
	const inBrackets = about === '' ? '' : ` (${inline(about)})`;
	const head = number + inBrackets === '' ? '' : `${(number + inBrackets).trim()}: `;
	const notes = more.map((one) => `  - ${inline(one.label)} ${lines(one.words, 2)}`);
	return [`- ${head}${lines(words, 1)}`, ...notes].join('\n');
}

function oneLine(words: Words): string {
	return inline(words.lines.join(' '));
}

/** Within a list item of this depth: line breaks stay, and every line belongs to the item. */
function lines({ lines: all }: Words, depth: number): string {
	return all.map((line) => escaped(line.trim())).join(`\\\n${'  '.repeat(depth)}`);
}

/** A text within a line. */
function inline(text: string): string {
	return escaped(text.replace(/\s+/g, ' ').trim());
}

/**
 * A line of text that stays text in Markdown, GitHub's and Pandoc's included: a backslash in front of all that could mark
 * something up, start a block, or make an address a link.
 */
export function escaped(line: string): string {
	return line
		.replace(/[\\`*_[\]<>&~|$^{}#@+=]/g, '\\$&')
		.replace(/:(?=[\w+/\\-])|^[-:%]/g, '\\$&')
		.replace(/^(\d+)([.)])/, '$1\\$2')
		.replace(/(www)\./gi, '$1\\.');
}
