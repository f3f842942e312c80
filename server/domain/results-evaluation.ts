import { answerKey } from '#shared/desk.ts';
import type { ResultsModel } from '#shared/results.ts';

type Evaluation = NonNullable<ResultsModel['evaluation']>;

/**
 * [RS17] The evaluation with the open answers that stand in this edition; those left out stand in the internal one, apart.
 *
 * @param out - keys of the answers that the organiser leaves out
 */
export function answersIn(
	evaluation: Evaluation,
	out: ReadonlySet<string>,
	isInternal: boolean,
): Evaluation {
	return evaluation.map(({ aside: before = [], texts, ...one }) => {
		const isOut = (text: string): boolean => out.has(answerKey(one.id, text));
		const aside = [...before, ...(texts ?? []).filter(isOut)];
		return {
			...one,
			...(texts && { texts: texts.filter((text) => !isOut(text)) }),
			...(isInternal && aside.length > 0 && { aside }),
		};
	});
}
