import type { GroupId } from '#shared/ids.ts';
import type { ResultsCard, ResultsTable } from '#shared/results.ts';

/** A card of the results and where it is put on a board. */
export interface PlacedCard {
	readonly card: ResultsCard;
	readonly question: string;
	readonly group: GroupId | undefined;
	readonly state: 'shown' | 'aside';
}

/** Every card with where it stands: under a question, in a group, or set aside. */
export function* placedCards(table: ResultsTable): Generator<PlacedCard> {
	for (const { id: question, groups, cards } of table.questions) {
		for (const group of groups)
			for (const card of group.cards) yield { card, question, group: group.id, state: 'shown' };
		for (const card of cards) yield { card, question, group: undefined, state: 'shown' };
	}
	for (const { question, ...card } of table.aside ?? [])
		yield { card, question, group: undefined, state: 'aside' };
	// a host could let them in no more: they hang below some question, behind the highest number
	const first = table.questions[0]?.id ?? '';
	let number = Math.max(0, ...numbersOf(table));
	for (const { id, question, text, lang } of table.held ?? []) {
		const card: ResultsCard = { id, number: ++number, text, lang, translations: {} };
		yield { card, question: question || first, group: undefined, state: 'aside' };
	}
}

function* numbersOf({ questions, aside = [] }: ResultsTable): Generator<number> {
	for (const { number } of aside) yield number;
	for (const { groups, cards } of questions) {
		for (const { number } of cards) yield number;
		for (const group of groups) for (const { number } of group.cards) yield number;
	}
}
