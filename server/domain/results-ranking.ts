import type { ResultsModel } from '#shared/results.ts';

type Ranked = NonNullable<ResultsModel['ranking']>[number];

/**
 * [RS14] Everything with at least one dot, from devices or counted by hand, over all tables: the most dots first, equal
 * sums on the same place and in the order of the results.
 */
export function rankingOf({ tables, themes = [] }: ResultsModel): Ranked[] {
	const weighed: Omit<Ranked, 'place'>[] = [];
	for (const { id: table, questions } of tables)
		for (const { groups, cards } of questions)
			for (const item of [...groups, ...groups.flatMap((group) => group.cards), ...cards])
				weighed.push({ item: item.id, table, ...dotsOf(item) });
	for (const theme of themes) weighed.push({ item: theme.id, ...dotsOf(theme) });
	const sumOf = ({ dots, counted }: Omit<Ranked, 'place'>) => dots + counted;
	const ordered = weighed
		.filter((one) => sumOf(one) > 0)
		// sorting is stable: what has equal sums keeps its order
		.sort((a, b) => sumOf(b) - sumOf(a));
	let place = 0;
	return ordered.map((one, at) => {
		if (at === 0 || sumOf(one) < sumOf(ordered[at - 1]!)) place = at + 1;
		return { place, ...one };
	});
}

function dotsOf({ dots = 0, counted = 0 }: { dots?: number; counted?: number }) {
	return { dots, counted };
}
