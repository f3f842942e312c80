import type * as Y from 'yjs';
import { BOARD_CARD_STATES, type BoardCardState } from '#shared/board.ts';
import { mergedOf as merged } from '#shared/merging.ts';

/**
 * Where everything hangs, computed from the fields themselves: a list that asked the views would follow every keystroke
 * of every card.
 */
type Fields = Y.Map<unknown>;
type Item = { readonly id: string; readonly fields: Fields };

/** One question of a board as it hangs. */
export interface ColumnOf<Card, Group> {
	readonly question: string;
	readonly groups: readonly { readonly group: Group; readonly cards: readonly Card[] }[];
	/** In no group. */
	readonly loose: readonly Card[];
	/** [MG5] Shown cards, grouped or not, those that others carry included. */
	readonly count: number;
	/** [MG1] What a card carries: the cards that were merged into it, by their id. */
	readonly parts: ReadonlyMap<string, readonly Card[]>;
}

/**
 * The whole board, question by question. [BD3] What names no question of these hangs below the first, so that no card is
 * ever out of sight.
 *
 * @param groups - by rank
 * @param cards - the shown ones, by rank
 */
export function columnsOf<Card extends Item, Group extends Item>(
	questions: readonly string[],
	groups: readonly Group[],
	cards: readonly Card[],
): readonly ColumnOf<Card, Group>[] {
	const homes = homesOf(groups);
	const { hanging, parts } = mergedOf(cards);
	const known = (question: string): string =>
		questions.includes(question) ? question : (questions[0] ?? '');
	const groupsBelow = sortedBy(groups, ({ fields }) => known(textIn(fields, 'question')));
	const cardsBelow = sortedBy(hanging, (card) => known(homeOf(card, homes)));
	return questions.map((id) =>
		columnOf(id, groupsBelow.get(id) ?? [], cardsBelow.get(id) ?? [], parts),
	);
}

/** The same for one question, of which these are the groups and the cards that hang by themselves. */
export function columnOf<Card extends Item, Group extends Item>(
	question: string,
	groups: readonly Group[],
	cards: readonly Card[],
	parts: ReadonlyMap<string, readonly Card[]>,
): ColumnOf<Card, Group> {
	const members = sortedBy(cards, ({ fields }) => textIn(fields, 'group'));
	const inGroups = groups.map((group) => ({ group, cards: members.get(group.id) ?? [] }));
	const isGroup = new Set(groups.map(({ id }) => id));
	const loose = cards.filter(({ fields }) => !isGroup.has(textIn(fields, 'group')));
	const here = cards.flatMap(({ id }): [string, readonly Card[]][] => {
		const carried = parts.get(id);
		return carried ? [[id, carried]] : [];
	});
	return {
		question,
		groups: inGroups,
		loose,
		count: countOf(cards, parts),
		parts: new Map(here),
	};
}

/** [MG5] How many cards these are, with those that they carry. */
export function countOf(
	cards: readonly { readonly id: string }[],
	parts: ReadonlyMap<string, readonly unknown[]>,
): number {
	return cards.reduce((sum, { id }) => sum + (parts.get(id)?.length ?? 0), cards.length);
}

/**
 * [MG1, MG2] The cards that hang by themselves, and what each of them carries.
 *
 * @param cards - the shown ones, by rank
 */
export function mergedOf<Card extends Item>(cards: readonly Card[]) {
	return merged(cards, ({ fields }) => textIn(fields, 'mergedInto'));
}

/** The question of each group. */
export function homesOf(groups: readonly Item[]): ReadonlyMap<string, string> {
	return new Map(groups.map(({ id, fields }) => [id, textIn(fields, 'question')]));
}

/** [BD2] The question below which a card hangs: a group draws its cards to its own. */
export function homeOf({ fields }: Item, homes: ReadonlyMap<string, string>): string {
	return homes.get(textIn(fields, 'group')) ?? textIn(fields, 'question');
}

export function textIn(fields: Fields, key: string): string {
	const value = fields.get(key);
	return typeof value === 'string' ? value : '';
}

/** [BD4] Anything that is no state keeps a card off the screens. */
export function stateIn(fields: Fields): BoardCardState {
	const written = fields.get('state');
	return BOARD_CARD_STATES.find((state) => state === written) ?? 'aside';
}

/** [BD1] What `byRank` compares. */
export function ranked(id: string, fields: Fields): { readonly id: string; readonly rank: string } {
	return { id, rank: textIn(fields, 'rank') };
}

/** `Map.groupBy`, which tablets of before 2024 do not have. */
function sortedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
	const found = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		const there = found.get(key);
		if (there) there.push(one);
		else found.set(key, [one]);
	}
	return found;
}
