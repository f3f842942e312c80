import type { ResultsModel } from '#shared/results.ts';
import type { MinutesDoc } from './minutes-doc.svelte.ts';

/** What groups, cards and themes are called, by their ids, as they stand in the minutes. */
export function namesOf(
	{ tables, themes = [] }: ResultsModel,
	minutes: Pick<MinutesDoc, 'textOf'>,
): ReadonlyMap<string, string> {
	const names = new Map<string, string>(themes.map(({ id, title }) => [id, title]));
	for (const { questions } of tables)
		for (const { groups, cards } of questions) {
			for (const { id, title } of groups) names.set(id, minutes.textOf(id) ?? title);
			for (const { id, text } of [...cards, ...groups.flatMap((group) => group.cards)])
				names.set(id, minutes.textOf(id) ?? text);
		}
	return names;
}
