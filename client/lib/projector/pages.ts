import type { CardView, Column, GroupView } from '#lib/board/board.svelte.ts';
import type { Translation } from '#shared/board.ts';

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
			/** How many cards hang here as one; 1: it hangs alone. */
			readonly together: number;
			/** The card that carries this one and hangs in front of it. */
			readonly carrier?: CardView;
			/** It is the first behind a group, and must not look like one of it. */
			readonly apart?: boolean;
			/** Of a card taller than a page: the words that stand here, in its place. */
			readonly piece?: Piece;
	  };

/** Some of a card's words, or of its translation. */
export interface Piece {
	readonly text: string;
	readonly lang: string;
	/** At the end of a translation: whose it is. */
	readonly by: Translation['by'] | undefined;
	readonly isLast: boolean;
}

/** A page of one column. `continued`: the group whose cards began on an earlier page. */
export interface Page {
	readonly items: readonly Item[];
	readonly continued: GroupView | undefined;
}

/**
 * Cards in a row, each followed by what it carries, so that nothing that was laid together is out of sight.
 *
 * @param parts - what each card carries, by its id
 */
export function cardItems(
	cards: readonly CardView[],
	parts: Column['parts'],
	group: GroupView | undefined,
): readonly Item[] {
	return cards.flatMap((card): Item[] => {
		const carried = parts.get(card.id) ?? [];
		return [
			{ kind: 'card', id: card.id, card, group, together: carried.length + 1 },
			...carried.map(
				(part) =>
					({ kind: 'card', id: part.id, card: part, group, together: 1, carrier: card }) as const,
			),
		];
	});
}

/** A column as one row of things: each group's title and cards, then the cards in no group. Empty groups are not shown. */
export function itemsOf(column: Column): readonly Item[] {
	return setApart([
		...column.groups
			.filter(({ cards }) => cards.length > 0)
			.flatMap(({ group, cards }): Item[] => [
				{ kind: 'title', id: group.id, group },
				...cardItems(cards, column.parts, group),
			]),
		...cardItems(column.loose, column.parts, undefined),
	]);
}

/** Marks each card in no group that follows one in a group. */
export function setApart(items: readonly Item[]): readonly Item[] {
	return items.map((item, at) => {
		const before = items[at - 1];
		const isBehind = item.kind === 'card' && !item.group && before?.kind === 'card' && before.group;
		return isBehind ? { ...item, apart: true } : item;
	});
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
		pages.flatMap(({ items }) =>
			// of a card in pieces the first stands for all
			items.filter(({ kind, id }) => kind === 'card' && !id.includes(' ')).map(({ id }) => id),
		),
	);
}
