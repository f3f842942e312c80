import type { Block } from './blocks.ts';
import type { Words } from './words.ts';

/**
 * On which pages the headings will stand, before a program has laid the document out: an estimate from the lengths of the
 * texts and the sizes of the styles. Every part begins on a new page, so it cannot run far from the truth.
 */
export function pagesOf(blocks: readonly Block[], entries: number): number[] {
	const page = new Page(1 + Math.ceil((entries + 2) / CONTENTS_LINES));
	const pages: number[] = [];
	for (const block of blocks) {
		if (block.kind === 'heading' && block.newPage) page.turn();
		page.take(heightOf(block), block.kind === 'heading' ? HEADING_NEEDS : 0);
		if (block.kind === 'heading' && block.level < 3) pages.push(page.number);
	}
	return pages;
}

/** Points: the height of the text on an A4 page of ours. */
const PAGE_POINTS = 700;
const CONTENTS_LINES = 40;
/** A heading stays with what follows. */
const HEADING_NEEDS = 30;
/** Of the base font, in points and characters on a line. */
const LINE_POINTS = 12.65;
const LINE_CHARS = 96;
const CARD_CHARS = 86;
const QUIET = { points: 11, chars: 100 };
/** Above and below. */
const HEADINGS = { 1: 46, 2: 39, 3: 29 } as const;

class Page {
	number: number;
	#used = PAGE_POINTS;

	/** The contents fill the pages before. */
	constructor(contentsEnd: number) {
		this.number = contentsEnd;
	}

	turn(): void {
		if (this.#used === 0) return;
		this.number += 1;
		this.#used = 0;
	}

	/** `more`: what has to have room on the same page. */
	take(points: number, more: number): void {
		if (this.#used + points + more > PAGE_POINTS) this.turn();
		this.#used += points;
		while (this.#used > PAGE_POINTS) {
			this.number += 1;
			this.#used -= PAGE_POINTS;
		}
	}
}

function heightOf(block: Block): number {
	switch (block.kind) {
		case 'heading':
			return HEADINGS[block.level] + (linesIn(block.words, 70) - 1) * 20;
		case 'text':
			return linesIn(block.words, LINE_CHARS) * LINE_POINTS + 7;
		case 'list':
			return block.items.reduce((sum, one) => sum + linesIn(one, 92) * LINE_POINTS + 4, 0);
		case 'bars':
			return block.rows.reduce(
				(sum, { words, about }) => sum + linesIn(words, 44) * 11.5 + (about === '' ? 5 : 15),
				12,
			);
		case 'table':
			return tablePoints(
				block.rows,
				block.columns.map(({ share }) => share),
			);
		case 'card': {
			const own = 8 + linesIn(block.words, CARD_CHARS) * LINE_POINTS;
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
