import type { Block } from './blocks.ts';
import { heightOf } from './heights.ts';

/**
 * On which pages the headings will stand, before a program has laid the document out: an estimate from the lengths of the
 * texts and the sizes of the styles. Every part begins on a new page, so it cannot run far from the truth.
 */
export function pagesOf(blocks: readonly Block[], levels: readonly (1 | 2)[]): number[] {
	const contents = levels.reduce((sum, level) => sum + ENTRY_POINTS[level], CONTENTS_POINTS);
	const page = new Page(1 + Math.ceil(contents / PAGE_POINTS));
	const pages: number[] = [];
	for (const block of blocks) {
		if (block.kind === 'heading' && block.begins) page.turn();
		if (SPLIT.has(block.kind)) page.flow(heightOf(block));
		else page.take(heightOf(block), block.kind === 'heading' ? HEADING_NEEDS : 0);
		if (block.kind === 'heading' && block.level < 3) pages.push(page.number);
	}
	return pages;
}

/** Points: the height of the text on an A4 page of ours. */
const PAGE_POINTS = 700;
/** The heading of the contents, and each of its lines. */
const CONTENTS_POINTS = 30;
const ENTRY_POINTS = { 1: 20, 2: 13.7 } as const;
/** These go on over the page's end, line by line. */
const SPLIT: ReadonlySet<Block['kind']> = new Set(['table', 'list', 'bars', 'facts']);
/** A heading stays with what follows. */
const HEADING_NEEDS = 30;

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
		this.flow(points);
	}

	/** What may begin here whatever its height. */
	flow(points: number): void {
		this.#used += points;
		while (this.#used > PAGE_POINTS) {
			this.number += 1;
			this.#used -= PAGE_POINTS;
		}
	}
}
