import type { Board, CardView, GroupView } from '#lib/board/board.svelte.ts';
import { countOf, mergedOf, textIn } from '#lib/board/columns.ts';
import { isId, type TableId } from '#shared/ids.ts';
import type { KeyedMember } from '#shared/themes.ts';

/** A member as its table shows it now. `loading`: the board has not come yet. [TH3] `gone`: it is not to be seen there. */
export type Seen =
	| {
			readonly is: 'group';
			readonly group: GroupView;
			/** Those that hang by themselves. */
			readonly cards: readonly CardView[];
			/** [MG5] With those that they carry. */
			readonly count: number;
	  }
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
	if (!group) return { is: 'gone' };
	const { hanging, parts } = mergedOf(board.cards());
	const cards = hanging.filter(({ fields }) => textIn(fields, 'group') === id);
	if (cards.length === 0) return { is: 'gone' };
	return { is: 'group', group, cards, count: countOf(cards, parts) };
}

/** The cards that a member brings. */
export function cardsIn(one: Seen): readonly CardView[] {
	if (one.is === 'group') return one.cards;
	return one.is === 'card' ? [one.card] : [];
}

/**
 * [TH3] [MG5] How many cards of which table stand among these members, with those that they carry, in the order of the
 * tables; those with none are left out.
 */
export function countsByTable(
	members: readonly Pick<KeyedMember, 'id' | 'table'>[],
	tables: readonly { readonly id: TableId; readonly theme: string }[],
	boardOf: BoardOf,
): readonly { readonly id: TableId; readonly theme: string; readonly cards: number }[] {
	const cards = new Map<TableId, Set<string>>();
	for (const member of members) {
		// a card on its own and in its group, or below another one, is one card
		const known = cards.get(member.table) ?? new Set();
		const parts = boardOf(member.table)?.board.parts();
		for (const { id } of cardsIn(seen(member, boardOf)))
			for (const one of [id, ...(parts?.get(id) ?? []).map((part) => part.id)]) known.add(one);
		cards.set(member.table, known);
	}
	return tables
		.map(({ id, theme }) => ({ id, theme, cards: cards.get(id)?.size ?? 0 }))
		.filter((table) => table.cards > 0);
}
