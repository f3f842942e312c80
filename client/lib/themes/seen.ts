import type { Board, CardView, GroupView } from '#lib/board/board.svelte.ts';
import { mergedOf, textIn } from '#lib/board/columns.ts';
import { isId, type TableId } from '#shared/ids.ts';
import type { KeyedMember } from '#shared/themes.ts';

/** A member as its table shows it now. `loading`: the board has not come yet. [TH3] `gone`: it is not to be seen there. */
export type Seen =
	| { readonly is: 'group'; readonly group: GroupView; readonly cards: readonly CardView[] }
	| { readonly is: 'card'; readonly card: CardView }
	| { readonly is: 'gone' }
	| { readonly is: 'loading' };

export type BoardOf = (
	table: TableId,
) => { readonly board: Board; readonly sync: { readonly opened: boolean } } | undefined;

/** [TH2] What a member is now. */
export function seen({ id, table }: Pick<KeyedMember, 'id' | 'table'>, boardOf: BoardOf): Seen {
	const wall = boardOf(table);
	if (!wall?.sync.opened) return { is: 'loading' };
	const { board } = wall;
	if (isId('c_', id)) {
		const card = board.card(id);
		return card?.state === 'shown' ? { is: 'card', card } : { is: 'gone' };
	}
	const group = board.group(id);
	// what was laid together hangs as one card
	const hanging = group ? mergedOf(board.cards()).hanging : [];
	const cards = hanging.filter(({ fields }) => textIn(fields, 'group') === id);
	return group && cards.length > 0 ? { is: 'group', group, cards } : { is: 'gone' };
}

/** The cards that a member brings. */
export function cardsIn(one: Seen): readonly CardView[] {
	if (one.is === 'group') return one.cards;
	return one.is === 'card' ? [one.card] : [];
}

/** [TH3] How many cards of which table stand among these members, in the order of the tables; those with none are left out. */
export function countsByTable(
	members: readonly Pick<KeyedMember, 'id' | 'table'>[],
	tables: readonly { readonly id: TableId; readonly theme: string }[],
	boardOf: BoardOf,
): readonly { readonly id: TableId; readonly theme: string; readonly cards: number }[] {
	const cards = new Map<TableId, Set<CardView>>();
	for (const member of members) {
		const known = cards.get(member.table) ?? new Set();
		// a card on its own and in its group is one card
		for (const card of cardsIn(seen(member, boardOf))) known.add(card);
		cards.set(member.table, known);
	}
	return tables
		.map(({ id, theme }) => ({ id, theme, cards: cards.get(id)?.size ?? 0 }))
		.filter((table) => table.cards > 0);
}
