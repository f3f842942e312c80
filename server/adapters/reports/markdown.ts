import type { Report, ReportRenderer } from '#server/ports/report-renderer.ts';
import { textIn } from '#shared/languages.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { germanDate, isGerman, KINDS, languageName, TRANSLATED_BY } from './german.ts';

/** Headings, and one list item a card. Whatever stands on a card stays text (`escaped`). */
export const markdownRenderer: ReportRenderer = {
	format: 'md',
	render(results): Promise<Report> {
		return Promise.resolve({
			bytes: new TextEncoder().encode(pageOf(results)),
			mediaType: 'text/markdown; charset=utf-8',
			extension: 'md',
		});
	},
};

function pageOf({ dialogue, questions, tables, counts }: ResultsModel): string {
	const asked = new Map(questions.map(({ id, text }) => [id, textIn(text, dialogue.language)]));
	const blocks = [
		`# ${inline(dialogue.title)}`,
		`${inline(dialogue.place)}, ${germanDate(dialogue.date)}`,
		`${counted(counts.cards, 'Karte', 'Karten')}, ${counted(counts.groups, 'Gruppe', 'Gruppen')}`,
	];
	for (const table of tables) {
		blocks.push(`## ${inline(table.theme)}`);
		if (!table.questions.some(({ groups, cards }) => groups.length + cards.length > 0))
			blocks.push('Keine Karten.');
		for (const { id, groups, cards } of table.questions) {
			if (groups.length + cards.length === 0) continue;
			blocks.push(`### ${inline(asked.get(id) ?? id)}`);
			for (const group of groups) {
				const title = group.title ? inline(group.title) : 'Gruppe ohne Namen';
				blocks.push(`#### ${title}${dotsOf(group)}`, list(group.cards, dialogue.language));
			}
			if (cards.length === 0) continue;
			if (groups.length > 0) blocks.push('#### Ohne Gruppe');
			blocks.push(list(cards, dialogue.language));
		}
	}
	return `${blocks.join('\n\n')}\n`;
}

function list(cards: readonly ResultsCard[], language: string): string {
	return cards.map((card) => itemOf(card, language)).join('\n');
}

function itemOf(card: ResultsCard, language: string): string {
	const about = [
		card.lang === language || isGerman(card.lang) ? '' : languageName(card.lang),
		card.kind ? KINDS[card.kind] : '',
		card.round === undefined ? '' : `Runde ${card.round}`,
	].filter((word) => word !== '');
	const inBrackets = about.length > 0 ? ` (${inline(about.join(', '))})` : '';
	const lines = [`- **Nr. ${card.number}**${inBrackets}${dotsOf(card)}: ${inItem(card.text, 1)}`];
	if (card.original !== undefined) lines.push(`  - Ursprünglich: ${inItem(card.original, 2)}`);
	for (const [lang, { text, by }] of Object.entries(card.translations))
		lines.push(`  - ${inline(`${languageName(lang)}, ${TRANSLATED_BY[by]}`)}: ${inItem(text, 2)}`);
	return lines.join('\n');
}

function dotsOf(item: { readonly dots?: number; readonly counted?: number }): string {
	if (item.dots === undefined && item.counted === undefined) return '';
	return `, ${counted((item.dots ?? 0) + (item.counted ?? 0), 'Punkt', 'Punkte')}`;
}

function counted(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** A text within a line. */
function inline(text: string): string {
	return escaped(text.replace(/\s+/g, ' ').trim());
}

/** A text within a list item of this depth: its line breaks stay, and every line belongs to the item. */
function inItem(text: string, depth: number): string {
	const lines = text.trim().split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
	return lines
		.map((line) => escaped(line.replaceAll('\t', ' ').trim()))
		.join(`\\\n${'  '.repeat(depth)}`);
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
