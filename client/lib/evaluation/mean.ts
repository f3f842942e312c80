import { spoken } from '#lib/language.svelte.ts';
import { SCALES } from '#shared/evaluation.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { ResultsModel } from '#shared/results.ts';

/** A question of the evaluation, as it was counted. */
export type Evaluated = NonNullable<ResultsModel['evaluation']>[number];

/** Of how many steps the scale of a question is. */
export function stepsOf({ id }: Evaluated): number {
	return SCALES.find((scale) => scale.id === id)?.steps ?? 5;
}

/** `Mittelwert 4,1 von 5`, rough where steps were put together. */
export function meanIn(one: Evaluated, mean: number, m: Messages<'results'>): string {
	const format = new Intl.NumberFormat([spoken.language, 'de'], {
		minimumFractionDigits: 1,
		maximumFractionDigits: 1,
	});
	const of = { n: format.format(mean), max: stepsOf(one) };
	return one.isRough ? m.surveyRough(of) : m.surveyMean(of);
}
