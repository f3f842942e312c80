import type { BoardCard, BoardGroup } from '#shared/board.ts';
import type { CardId } from '#shared/ids.ts';
import { mergedOf } from '#shared/merging.ts';
import { byRank } from '#shared/rank.ts';
import type { ResultsCard, ResultsGroup, ResultsTable } from '#shared/results.ts';
import type { BoardReading, MinutesReading } from './results-inputs.ts';
import { sorted } from './results-order.ts';

/** What every card and group of the results is made with. */
export interface Making {
	/** The ids of the questions, in their order. */
	readonly order: readonly string[];
	/** The dots of a card, group or theme; nothing where no vote was revealed. */
	readonly weigh: (item: string) => { dots?: number; counted?: number };
	readonly minutes: MinutesReading;
	readonly isInternal: boolean;
	/** Cards and groups tell their rank: for the results editor alone. */
	readonly withRanks: boolean;
}

/** A board by questions, and beside it what only the internal edition has. */
export function hangingOn(
	board: BoardReading,
	making: Making,
): Pick<ResultsTable, 'questions' | 'aside'> {
	const { order, weigh, minutes, isInternal } = making;
	const { leftOut, ranks } = minutes;
	// [RS16] a place given after the day goes before the one on the board
	const placed = <Item extends BoardCard | BoardGroup>(item: Item): Item => {
		const rank = ranks.get(item.id);
		return rank === undefined ? item : { ...item, rank };
	};
	const [cards, groups] = [board.cards.map(placed), board.groups.map(placed)];
	const known = new Map(groups.map((group) => [group.id, group]));
	// [RS4] a group draws its cards to its own question; [RS5] what names no question stands under the first one
	const place = (question: string): string | undefined =>
		order.includes(question) ? question : order[0];
	const groupOf = (card: BoardCard): BoardGroup | undefined => card.group && known.get(card.group);
	const isIn = (card: BoardCard): boolean =>
		card.state === 'shown' && !leftOut.has(card.id) && !leftOut.has(groupOf(card)?.id ?? '');
	const shown = cards.filter(isIn).sort(byRank);
	const aside = cards.filter((card) => card.state !== 'withdrawn' && !isIn(card)).sort(byRank);

	const { hanging, parts } = mergedOf(shown, (card) => card.mergedInto);
	const inGroup = Map.groupBy(hanging, (card) => groupOf(card)?.id);
	const ungrouped = Map.groupBy(inGroup.get(undefined) ?? [], ({ question }) => place(question));
	const named = Map.groupBy(
		groups.filter((group) => inGroup.has(group.id)).sort(byRank),
		({ question }) => place(question),
	);
	// [RS15]
	const asCards = (all: readonly BoardCard[] = []): ResultsCard[] =>
		all.flatMap((card) => [
			asResult(card, making),
			...(parts.get(card.id) ?? []).map((one) => asResult(one, making, card.id)),
		]);
	return {
		questions: order.map((question) => ({
			id: question,
			groups: (named.get(question) ?? []).map((group): ResultsGroup => ({
				id: group.id,
				title: minutes.corrections.get(group.id)?.text ?? group.title,
				cards: asCards(inGroup.get(group.id)),
				...(making.withRanks && { rank: group.rank }),
				...weigh(group.id),
			})),
			cards: asCards(ungrouped.get(question)),
		})),
		...(isInternal &&
			aside.length > 0 && {
				aside: aside.map((card) => ({
					...asResult(card, making),
					question: place(groupOf(card)?.question ?? card.question) ?? '',
				})),
			}),
	};
}

/** [RS6] [RS11] The text as it stands or as it was corrected, with the author's own words where they differ. */
function asResult(
	card: BoardCard,
	{ weigh, minutes, withRanks }: Making,
	carrier?: CardId,
): ResultsCard {
	const corrected = minutes.corrections.get(card.id);
	const text = corrected?.text ?? card.text;
	const kind = corrected?.kind ?? card.kind;
	return {
		id: card.id,
		number: card.number,
		text,
		...(card.original !== text && { original: card.original }),
		lang: card.lang,
		...(kind && { kind }),
		...(card.round !== undefined && { round: card.round }),
		...(carrier && { mergedInto: carrier }),
		translations: sorted(card.translations),
		...(withRanks && { rank: card.rank }),
		...weigh(card.id),
	};
}
