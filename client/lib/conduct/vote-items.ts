import type { Board, CardView, GroupView } from '#lib/board/board.svelte.ts';
import type { HallThemes, ThemeView } from '#lib/themes/hall-themes.svelte.ts';
import type { CardId, GroupId, ThemeId } from '#shared/ids.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { Tally, Weighed } from '#shared/state.ts';

export type ItemId = CardId | GroupId | ThemeId;
/** Dots by card, group or theme; what has none is absent. */
export type Dots = Readonly<Record<ItemId, number>>;

/** What can be weighed: a group as one thing, a card, or a theme of the hall. */
export type VoteItem =
	| {
			readonly id: GroupId;
			readonly group: GroupView;
			/** Those that others carry right behind these. */
			readonly cards: readonly CardView[];
	  }
	| { readonly id: CardId; readonly card: CardView }
	| { readonly id: ThemeId; readonly theme: ThemeView; readonly members: number };

/**
 * [BT1] What is weighed at a table, question by question, groups first; a group without a card is none.
 *
 * @param weighed - groups or cards alone; without it each group as one thing, and each card in no group. Themes hang at no table.
 */
export function itemsOf(
	board: Board,
	questions: readonly string[],
	weighed?: Weighed,
): readonly { readonly question: string; readonly items: readonly VoteItem[] }[] {
	if (weighed === 'themes') return [];
	return board.columns(questions).map(({ question, groups, loose, parts }) => {
		const full = groups.filter(({ cards }) => cards.length > 0);
		const inGroups = weighed === 'cards' ? full.flatMap(({ cards }) => cards) : [];
		const cards = weighed === 'groups' ? [] : [...inGroups, ...loose];
		return {
			question,
			items: [
				...(weighed === 'cards' ? [] : full).map(({ group, cards }) => ({
					id: group.id,
					group,
					cards: cards.flatMap((card) => [card, ...(parts.get(card.id) ?? [])]),
				})),
				...cards.map((card) => ({ id: card.id, card })),
			],
		};
	});
}

/** [BT1] The hall's themes, for a vote that weighs them. */
export function themeItems(themes: HallThemes): readonly VoteItem[] {
	return themes.all.map((theme) => ({
		id: theme.id,
		theme,
		members: themes.membersOf(theme.id).length,
	}));
}

/** What an item is called. */
export function itemName(
	item: VoteItem,
	m: Messages<'conduct'>,
	common: Messages<'common'>,
): string {
	if ('card' in item) return common.cardNumber({ number: item.card.number });
	if ('theme' in item) return item.theme.title || m.themeUntitled();
	return item.group.title || m.groupUntitled();
}

export function sumOf(dots: Dots): number {
	return Object.values(dots).reduce((sum, n) => sum + n, 0);
}

/** What an item has got, by device and by hand. */
export interface Weighing {
	readonly id: ItemId;
	readonly dots: number;
	readonly counted: number;
}

/** [BT6] A revealed tally, most dots first; of equals the one that hangs first. */
export function ranking(tally: Tally, inOrder: readonly ItemId[]): readonly Weighing[] {
	const place = new Map(inOrder.map((id, at) => [id, at]));
	return (Object.entries(tally.items) as [ItemId, { dots: number; counted: number }][])
		.filter(([id]) => place.has(id))
		.map(([id, { dots, counted }]) => ({ id, dots, counted }))
		.sort((a, b) => b.dots + b.counted - a.dots - a.counted || place.get(a.id)! - place.get(b.id)!);
}
