import type { Board, CardView, GroupView } from '#lib/board/board.svelte.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import type { Tally } from '#shared/state.ts';

export type ItemId = CardId | GroupId;
/** Dots by card or group; what has none is absent. */
export type Dots = Readonly<Record<ItemId, number>>;

/** What can be weighed at a table: a group as one thing, and each card in no group. */
export type VoteItem =
	| { readonly id: GroupId; readonly group: GroupView; readonly cards: readonly CardView[] }
	| { readonly id: CardId; readonly card: CardView };

/** [BT1] What hangs at a table, question by question, groups first; a group without a card is none. */
export function itemsOf(
	board: Board,
	questions: readonly string[],
): readonly { readonly question: string; readonly items: readonly VoteItem[] }[] {
	return board.columns(questions).map(({ question, groups, loose }) => ({
		question,
		items: [
			...groups
				.filter(({ cards }) => cards.length > 0)
				.map(({ group, cards }) => ({ id: group.id, group, cards })),
			...loose.map((card) => ({ id: card.id, card })),
		],
	}));
}

export function sumOf(dots: Dots): number {
	return Object.values(dots).reduce((sum, n) => sum + n, 0);
}

/** What an item has got, by device and by hand. */
export interface Weighed {
	readonly id: ItemId;
	readonly dots: number;
	readonly counted: number;
}

/** [BT6] A revealed tally, most dots first; of equals the one that hangs first. */
export function ranking(tally: Tally, inOrder: readonly ItemId[]): readonly Weighed[] {
	const place = new Map(inOrder.map((id, at) => [id, at]));
	return (Object.entries(tally.items) as [ItemId, { dots: number; counted: number }][])
		.filter(([id]) => place.has(id))
		.map(([id, { dots, counted }]) => ({ id, dots, counted }))
		.sort((a, b) => b.dots + b.counted - a.dots - a.counted || place.get(a.id)! - place.get(b.id)!);
}
