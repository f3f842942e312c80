import type { Block } from './blocks.ts';
import { heightOf } from './heights.ts';

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
