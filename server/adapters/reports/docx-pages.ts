import type { Block } from './blocks.ts';
import { heightOf } from './heights.ts';

/**
 * On which pages the headings will stand, before a program has laid the document out: from the widths of the letters and
 * the sizes of the styles. Every part begins on a new page, so it cannot run far from the truth.
 */
export function pagesOf(blocks: readonly Block[], levels: readonly (1 | 2)[]): number[] {
	const contents = levels.reduce((sum, level) => sum + ENTRY_POINTS[level], CONTENTS_POINTS);
	const page = new Page(1 + Math.ceil(contents / PAGE_POINTS));
	const pages: number[] = [];
	for (const part of partsOf(blocks)) {
		const last = part.at(-1)!;
		const height = heightOf(last);
		const above = part.slice(0, -1).reduce((sum, one) => sum + heightOf(one), 0);
		if (beginsPage(part[0]!)) page.turn();
		page.take(above, SPLIT.has(last.kind) ? SPLIT_NEEDS : height);
		for (const one of part) if (one.kind === 'heading' && one.level < 3) pages.push(page.number);
		page.flow(height);
	}
	return pages;
}

/** What stays on one page: headings, and what is said beside them, with the block that follows. */
function* partsOf(blocks: readonly Block[]): Generator<readonly Block[]> {
	let part: Block[] = [];
	for (const [at, block] of blocks.entries()) {
		part.push(block);
		const next = blocks[at + 1];
		if (next && isKeptWithNext(block) && !beginsPage(next)) continue;
		yield part;
		part = [];
	}
}

function beginsPage(block: Block): boolean {
	return block.kind === 'heading' && block.begins !== undefined;
}

function isKeptWithNext(block: Block): boolean {
	return block.kind === 'heading' || (block.kind === 'text' && block.look === 'quiet');
}

/** Points: the height of the text on an A4 page of ours. */
const PAGE_POINTS = 700;
/** The heading of the contents, and each of its lines. */
const CONTENTS_POINTS = 30;
const ENTRY_POINTS = { 1: 20, 2: 13.7 } as const;
/** These go on over the page's end, line by line. */
const SPLIT: ReadonlySet<Block['kind']> = new Set(['table', 'list', 'bars', 'facts']);
/** So much of it stands below its heading. */
const SPLIT_NEEDS = 30;

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
