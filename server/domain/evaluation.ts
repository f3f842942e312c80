import {
	OPEN_QUESTIONS,
	SCALES,
	type CountedClass,
	type CountedEvaluation,
	type CountedScale,
	type EvaluationSheet,
	type Scale,
} from '#shared/evaluation.ts';
import type { Dialogue } from './dialogue.ts';

/** [EV5] Nothing is told of fewer people than these, as long as everybody has a device of their own. */
export const CELL_MIN = 5;

/**
 * [EV5] The least number of answers that are told together. One device may have answered several times, and whoever did
 * that knows these answers: as many more are needed, so that as many others stand beside them as beside anybody else.
 *
 * @param slipsMost - how many slips the device with the most has had
 */
function cellMinFor(slipsMost: number): number {
	return CELL_MIN - 1 + slipsMost;
}

/** [EV1] Whether devices are asked now: somebody has opened it, or the step for it runs and nobody has said otherwise. */
export function asksNow({ evaluation, conduct, steps, phase }: Dialogue): boolean {
	if (evaluation !== undefined) return evaluation === 'open';
	const running = steps.find(({ id }) => id === conduct.step?.id);
	return phase === 'open' && running?.kind === 'feedback';
}

/**
 * What all sheets say together: rules EV5–EV7 in SPEC.md. Open answers stand in the order of their letters, which is
 * nobody's order.
 *
 * @param slipsMost - how many slips the device with the most has had
 */
export function countSheets(sheets: readonly EvaluationSheet[], slipsMost = 1): CountedEvaluation {
	const min = cellMinFor(slipsMost);
	return {
		sheets: enough(sheets.length, min),
		scales: SCALES.map((scale) => countScale(scale, sheets, min)),
		texts: OPEN_QUESTIONS.map((id) => {
			const texts = sheets.flatMap((sheet) => sheet.texts[id] || []);
			const answers = enough(texts.length, min);
			return { id, answers, ...(answers !== null && { texts: texts.toSorted() }) };
		}),
	};
}

function enough(count: number, min: number): number | null {
	return count < min ? null : count;
}

function countScale(
	{ id, steps, kind }: Scale,
	sheets: readonly EvaluationSheet[],
	min: number,
): CountedScale {
	const counts = Array.from({ length: steps }, () => 0);
	for (const sheet of sheets) {
		const step = sheet.steps[id];
		if (step !== undefined && counts[step - 1] !== undefined) counts[step - 1]!++;
	}
	const answers = enough(
		counts.reduce((sum, count) => sum + count, 0),
		min,
	);
	if (answers === null) return { id, answers };
	const classes = classesOf(counts, min);
	if (classes.length === 1) return { id, answers };
	// the middle of "too short" and "too long" would say that all is well
	return { id, answers, classes, ...(kind !== 'time' && meanOf(classes)) };
}

/** [EV5] Neighbouring steps become one class until each has enough answers; there is no cell left that could be hidden. */
function classesOf(counts: readonly number[], min: number): CountedClass[] {
	const classes: CountedClass[] = [];
	let from = 1;
	let count = 0;
	for (const [at, one] of counts.entries()) {
		count += one;
		if (count < min) continue;
		classes.push({ from, to: at + 1, count });
		[from, count] = [at + 2, 0];
	}
	const last = classes.pop()!; // enough answers are at least one class
	return [...classes, { from: last.from, to: counts.length, count: last.count + count }];
}

/**
 * [EV6] To a tenth, and from the classes alone, so that it tells nothing that they do not tell: where steps were put
 * together, each answer of a class counts as its middle, and the mean is a rough one.
 */
function meanOf(classes: readonly CountedClass[]): Pick<CountedScale, 'mean' | 'isRough'> {
	const answers = classes.reduce((sum, { count }) => sum + count, 0);
	const sum = classes.reduce((all, { from, to, count }) => all + (count * (from + to)) / 2, 0);
	const isRough = classes.some(({ from, to }) => from < to);
	return { mean: Math.round((sum / answers) * 10) / 10, ...(isRough && { isRough }) };
}
