import type { CountedEvaluation, CountedScale } from './evaluation.ts';
import { scaleName, stepName } from './evaluation-names.ts';
import type { Messages } from './messages/messages.ts';
import type { ResultsModel } from './results.ts';

/** What came out, as it stands in results: each question with its sentence, each class of steps with its words. */
export function evaluatedIn(
	{ scales, texts }: CountedEvaluation,
	m: Messages<'evaluation'>,
): NonNullable<ResultsModel['evaluation']> {
	const textOf = { good: m.good(), missing: m.missing(), next: m.next() };
	return [
		...scales.map(({ id, answers, mean, isRough, classes }) => ({
			id,
			text: scaleName(id, m),
			answers,
			...(mean !== undefined && { mean }),
			...(isRough && { isRough }),
			...(classes && { cells: classes.map((one) => cellOf(id, one, m)) }),
		})),
		...texts.map(({ id, answers, texts: said }) => ({
			id,
			text: textOf[id],
			answers,
			...(said && { texts: [...said] }),
		})),
	];
}

function cellOf(
	id: CountedScale['id'],
	{ from, to, count }: NonNullable<CountedScale['classes']>[number],
	m: Messages<'evaluation'>,
) {
	const steps = Array.from({ length: to - from + 1 }, (_, at) => stepName(id, from + at, m));
	return { label: steps.join(' / '), count };
}
