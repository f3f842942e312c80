import type { CardView, Column, GroupView } from '#lib/board/board.svelte.ts';

/** One thing that hangs in a column: a group's title or a card. */
export type Item =
	| {
			readonly kind: 'title';
			readonly id: string;
			readonly group: GroupView;
			/** The table from which it comes, where several are shown together. */
			readonly beside?: string;
	  }
	| {
			readonly kind: 'card';
			readonly id: string;
			readonly card: CardView;
			readonly group: GroupView | undefined;
	  };

/** A page of one column. `continued`: the group whose cards began on an earlier page. */
export interface Page {
	readonly items: readonly Item[];
	readonly continued: GroupView | undefined;
}

/** A column as one row of things: each group's title and cards, then the cards in no group. Empty groups are not shown. */
export function itemsOf(column: Column): readonly Item[] {
	return [
		...column.groups
			.filter(({ cards }) => cards.length > 0)
			.flatMap(({ group, cards }): Item[] => [
				{ kind: 'title', id: group.id, group },
				...cards.map((card) => ({ kind: 'card', id: card.id, card, group }) as const),
			]),
		...column.loose.map((card) => ({ kind: 'card', id: card.id, card, group: undefined }) as const),
	];
}

/**
 * Cuts a column into pages. Rules PJ1 and PJ2.
 *
 * @param heightOf - what an item takes, its gap included, in CSS pixels
 * @param room - the height of a page, in CSS pixels
 * @param titleHeight - what a repeated title takes, in CSS pixels
 */
export function paginate(
	items: readonly Item[],
	heightOf: (item: Item) => number,
	room: number,
	titleHeight: number,
): readonly Page[] {
	const pages: Page[] = [];
	let page: Item[] = [];
	let continued: GroupView | undefined;
	let used = 0;
	const turn = (next: Item): void => {
		// a title whose cards do not fit goes with them
		const carried = page.at(-1)?.kind === 'title' ? page.pop() : undefined;
		if (page.length > 0) pages.push({ items: page, continued });
		continued = !carried && next.kind === 'card' ? next.group : undefined;
		page = carried ? [carried] : [];
		used = (carried ? heightOf(carried) : 0) + (continued ? titleHeight : 0);
	};
	for (const item of items) {
		const height = heightOf(item);
		const onlyTitle = page.length === 1 && page[0]!.kind === 'title';
		if (page.length > 0 && !onlyTitle && used + height > room) turn(item);
		page.push(item);
		used += height;
	}
	if (page.length > 0) pages.push({ items: page, continued });
	return pages;
}

/** Pages side by side: as many as stand on the wall at once, as one. */
export function screensOf(pages: readonly Page[], across: number): readonly (readonly Page[])[] {
	const screens: Page[][] = [];
	for (let at = 0; at < pages.length; at += across) screens.push(pages.slice(at, at + across));
	return screens;
}

/** The ids of all cards on these pages. */
export function cardsOn(pages: readonly Page[]): ReadonlySet<string> {
	return new Set(
		pages.flatMap(({ items }) => items.filter(({ kind }) => kind === 'card').map(({ id }) => id)),
	);
}
