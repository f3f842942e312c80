import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { isId, type CardId, type GroupId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between, byRank } from '#shared/rank.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { groupIdOf, isMap, isText, questionOf, rankOf, stateOf } from './board-reading.ts';
import { cardOf, replaceText, setIfOther } from './board-writing.ts';

/**
 * Sorting by command, where everybody sorts (`card:place`, `group:create`, `group:name`): functions over the writer's
 * copy of a board, called inside a transaction (`Room.write`). A rejected one changes nothing. The caller has checked the
 * right, and that the question exists. The value of an accepted one says whether anything changed.
 */

export interface Place {
	/** Without one the card stays under its question, or goes to that of its group. */
	readonly question?: string | undefined;
	/** In front of this card of the same place; without one, or if it stands elsewhere by now, at the end. */
	readonly beforeId?: CardId | null | undefined;
	/** null: out of its group; without one it stays in its group if that belongs to the question. */
	readonly groupId?: GroupId | null | undefined;
}

/** Longer ranks come from many insertions at one spot; then the whole place is numbered afresh. */
const RANK_CHARS_MAX = 40;

type Item = { readonly id: string; readonly rank: string; readonly map: Y.Map<unknown> };

/** [BW1] Puts a shown card somewhere else on its board. */
export function placeCard(doc: Y.Doc, id: CardId, to: Place): Result<boolean> {
	const card = shownCard(doc, id);
	if (!card) return reject('card/unknown', id);
	const group = to.groupId ? groupOf(doc, to.groupId) : undefined;
	if (to.groupId && !group) return reject('group/unknown', to.groupId);
	if (to.beforeId === id) return ok(false);

	const question = group ? questionOf(group) : (to.question ?? questionOf(card));
	const groupId = to.groupId === undefined ? keptGroup(doc, card, question) : to.groupId;
	const others = cardsAt(doc, question, groupId ?? undefined).filter((other) => other.id !== id);
	const at = others.findIndex((other) => other.id === to.beforeId);
	const [low, high] = at < 0 ? [others.at(-1), undefined] : [others[at - 1], others[at]];

	const isThere = questionOf(card) === question && (groupIdOf(card) ?? null) === (groupId ?? null);
	const own = { id, rank: rankOf(card) };
	const isBetween = (!low || byRank(low, own) < 0) && (!high || byRank(own, high) < 0);
	if (isThere && isBetween && own.rank !== '') return ok(false);

	setIfOther(card, 'question', question);
	setGroup(card, groupId ?? undefined);
	const rank = between(low?.rank ?? '', high?.rank ?? '');
	// too long by now, or two equal neighbours, between which there is nothing
	if (rank.length > RANK_CHARS_MAX || (high && rank >= high.rank))
		renumber(others.toSpliced(at < 0 ? others.length : at, 0, { ...own, map: card }));
	else setIfOther(card, 'rank', rank);
	return ok(true);
}

/** [BW2] Puts shown cards together, under the question of the first of them, in the order in which they are named. */
export function createGroup(
	doc: Y.Doc,
	id: GroupId,
	cardIds: readonly CardId[],
	title = '',
): Result<boolean> {
	const groups = doc.getMap(BOARD.groups);
	if (groups.has(id)) return ok(false);
	if (groups.size >= LIMITS.groupsPerBoardMax)
		return reject('request/too-many', `${LIMITS.groupsPerBoardMax} groups`);
	const cards: Y.Map<unknown>[] = [];
	for (const cardId of new Set(cardIds)) {
		const card = shownCard(doc, cardId);
		if (!card) return reject('card/unknown', cardId);
		cards.push(card);
	}
	const question = cards[0] && questionOf(cards[0]);
	if (question === undefined) return reject('request/invalid', 'cardIds');

	const last = groupsAt(doc, question).at(-1);
	groups.set(
		id,
		new Y.Map<unknown>([
			['title', new Y.Text(title)],
			['question', question],
			['rank', between(last?.rank ?? '', '')],
		]),
	);
	let rank = '';
	for (const card of cards) {
		rank = between(rank, '');
		setIfOther(card, 'question', question);
		setIfOther(card, 'group', id);
		setIfOther(card, 'rank', rank);
	}
	return ok(true);
}

/** [BW3] Gives a group another title. */
export function nameGroup(doc: Y.Doc, id: GroupId, title: string): Result<boolean> {
	const group = groupOf(doc, id);
	if (!group) return reject('group/unknown', id);
	const text = group.get('title');
	if (!isText(text)) group.set('title', new Y.Text(title));
	else if (text.toJSON() === title) return ok(false);
	else replaceText(text, title);
	return ok(true);
}

function shownCard(doc: Y.Doc, id: CardId): Y.Map<unknown> | undefined {
	const card = cardOf(doc, id);
	return card && stateOf(card) === 'shown' ? card : undefined;
}

function groupOf(doc: Y.Doc, id: GroupId): Y.Map<unknown> | undefined {
	const group = doc.getMap(BOARD.groups).get(id);
	return isMap(group) ? group : undefined;
}

/** The group in which a card stays when nothing is said about it: its own, if that is of this question. */
function keptGroup(doc: Y.Doc, card: Y.Map<unknown>, question: string): GroupId | undefined {
	const id = groupIdOf(card);
	const group = id && groupOf(doc, id);
	return group && questionOf(group) === question ? id : undefined;
}

function setGroup(card: Y.Map<unknown>, group: GroupId | undefined): void {
	if (group) setIfOther(card, 'group', group);
	else if (card.has('group')) card.delete('group');
}

/** All cards of one place, in order: under a question in no group, or in a group. Those off the screens keep their place. */
function cardsAt(doc: Y.Doc, question: string, group: GroupId | undefined): Item[] {
	const isHere = (card: Y.Map<unknown>): boolean =>
		groupIdOf(card) === group && (group !== undefined || questionOf(card) === question);
	return itemsOf(doc, BOARD.cards, isHere);
}

function groupsAt(doc: Y.Doc, question: string): Item[] {
	return itemsOf(doc, BOARD.groups, (group) => questionOf(group) === question);
}

function itemsOf(
	doc: Y.Doc,
	root: (typeof BOARD)['cards' | 'groups'],
	isHere: (item: Y.Map<unknown>) => boolean,
): Item[] {
	const items: Item[] = [];
	for (const [id, map] of doc.getMap(root).entries())
		if ((isId('c_', id) || isId('g_', id)) && isMap(map) && isHere(map))
			items.push({ id, rank: rankOf(map), map });
	return items.sort(byRank);
}

function renumber(items: readonly Item[]): void {
	let rank = '';
	for (const { map } of items) {
		rank = between(rank, '');
		setIfOther(map, 'rank', rank);
	}
}
