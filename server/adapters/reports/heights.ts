import type { Block, CardBlock } from './blocks.ts';
import { linesOf } from './line-breaks.ts';
import type { Words } from './words.ts';

/** Of a line of the base font, in points; of a text's and of a card's column, in sizes of that font. */
const LINE_POINTS = 12.65;
const LINE_EM = 42.5;
const CARD_EM = 38.4;
const QUIET = { points: 11, em: 49 };
/** With the room above; that below is part of what follows, for of two such rooms the larger one holds. */
const HEADINGS = { 1: 38, 2: 33, 3: 26 } as const;
const HEADING_EM = 28;
/** A card up to this height, in points, stands on one page, */
const WHOLE_POINTS_MAX = 300;
/** and three lines do so by themselves: no program leaves a single line of a paragraph on a page. */
const THREE_LINES_POINTS = 6 + 3 * LINE_POINTS;

/** Whether a card has to be held together to stand on one page. */
export function isHeld(card: CardBlock): boolean {
	const points = heightOf(card);
	const isOneParagraph = card.words.direction === 'ltr' || (card.about === '' && !card.more.length);
	return points < WHOLE_POINTS_MAX && !(isOneParagraph && points <= THREE_LINES_POINTS);
}

/** About how high a block stands on a page of ours, in points, before any program has laid it out. */
export function heightOf(block: Block): number {
	switch (block.kind) {
		case 'heading':
			return HEADINGS[block.level] + (linesIn(block.words, HEADING_EM) - 1) * 20;
		case 'text':
			return block.look === 'quiet'
				? linesIn(block.words, QUIET.em) * QUIET.points + 3
				: linesIn(block.words, LINE_EM) * LINE_POINTS + 7;
		case 'list':
			return block.items.reduce((sum, one) => sum + linesIn(one, 40.5) * LINE_POINTS + 4, 0);
		case 'bars':
			return block.rows.reduce(
				(sum, { words, about }) => sum + linesIn(words, 23) * 11.5 + (about === '' ? 5 : 15),
				6,
			);
		case 'facts':
			return block.rows.reduce((sum, { value }) => sum + linesIn(value, 28) * 17, 8);
		case 'table':
			return tablePoints(
				block.rows,
				block.columns.map(({ share }) => share),
			);
		case 'card': {
			const own = 6 + linesIn(block.words, CARD_EM) * LINE_POINTS;
			const about = block.about === '' ? 0 : QUIET.points + 2;
			return block.more.reduce(
				(sum, { label, words }) => sum + 2 + linesIn(words, CARD_EM, `${label} `) * LINE_POINTS,
				own + about,
			);
		}
	}
}

/** Of all cells of a row together. */
const CELL_EM = 46.7;

function tablePoints(
	rows: readonly (readonly (readonly Words[])[])[],
	shares: readonly number[],
): number {
	const all = shares.reduce((sum, share) => sum + share, 0);
	return rows.reduce((sum, row) => {
		const cells = row.map((cell, at) =>
			cell.reduce((lines, one) => lines + linesIn(one, (shares[at]! / all) * CELL_EM - 0.8), 0),
		);
		return sum + Math.max(1, ...cells) * 11.5 + 5;
	}, 22);
}

/** @param before - what stands before the words, in their first line */
function linesIn({ lines }: Words, widthEm: number, before = ''): number {
	return lines.reduce(
		(sum, line, at) => sum + linesOf(at === 0 ? before + line : line, widthEm),
		0,
	);
}
