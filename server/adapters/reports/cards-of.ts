import type { ResultsCard, ResultsTable } from '#shared/results.ts';

/** The cards of a table that stand under a question, in their order. */
export function allCards({ questions }: ResultsTable): ResultsCard[] {
	return questions.flatMap(({ groups, cards }) => [
		...groups.flatMap((group) => group.cards),
		...cards,
	]);
}

/** [RP13] These cards in their order, each with those that lie on it. */
export function laidTogether(cards: readonly ResultsCard[]) {
	const all: { readonly card: ResultsCard; readonly carried: ResultsCard[] }[] = [];
	for (const card of cards) {
		const last = all.at(-1);
		if (last && card.mergedInto === last.card.id) last.carried.push(card);
		else all.push({ card, carried: [] });
	}
	return all;
}
