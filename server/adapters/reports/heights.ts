import type { Block, CardBlock } from './blocks.ts';
import type { Words } from './words.ts';

/** Of the base font, in points and characters on a line. */
const LINE_POINTS = 12.65;
const LINE_CHARS = 96;
const CARD_CHARS = 86;
const QUIET = { points: 11, chars: 100 };
/** With the room above; that below is part of what follows, for of two such rooms the larger one holds. */
const HEADINGS = { 1: 38, 2: 33, 3: 26 } as const;
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
			return HEADINGS[block.level] + (linesIn(block.words, 70) - 1) * 20;
		case 'text':
			return block.look === 'quiet'
				? linesIn(block.words, QUIET.chars) * QUIET.points + 3
				: linesIn(block.words, LINE_CHARS) * LINE_POINTS + 7;
		case 'list':
			return block.items.reduce((sum, one) => sum + linesIn(one, 92) * LINE_POINTS + 4, 0);
		case 'bars':
			return block.rows.reduce(
				(sum, { words, about }) => sum + linesIn(words, 44) * 11.5 + (about === '' ? 5 : 15),
				6,
			);
		case 'facts':
			return block.rows.reduce((sum, { value }) => sum + linesIn(value, 66) * 17, 8);
		case 'table':
			return tablePoints(
				block.rows,
				block.columns.map(({ share }) => share),
			);
		case 'card': {
			const own = 6 + linesIn(block.words, CARD_CHARS) * LINE_POINTS;
			const about = block.about === '' ? 0 : QUIET.points + 2;
			return block.more.reduce(
				(sum, { label, words }) =>
					sum + 2 + linesIn(words, CARD_CHARS - label.length) * LINE_POINTS,
				own + about,
			);
		}
	}
}

function tablePoints(
	rows: readonly (readonly (readonly Words[])[])[],
	shares: readonly number[],
): number {
	const all = shares.reduce((sum, share) => sum + share, 0);
	return rows.reduce((sum, row) => {
		const cells = row.map((cell, at) =>
			cell.reduce((lines, one) => lines + linesIn(one, (shares[at]! / all) * QUIET.chars), 0),
		);
		return sum + Math.max(1, ...cells) * 11.5 + 5;
	}, 22);
}

function linesIn({ lines }: Words, chars: number): number {
	return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / chars)), 0);
}
