import { OPEN_QUESTIONS, SCALES } from '#shared/evaluation.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Bar, Block } from './blocks.ts';
import { counted, fill, numberIn } from './frame/frame.ts';
import type { Wording } from './wording.ts';
import { wordsOf } from './words.ts';

const OPEN: ReadonlySet<string> = new Set(OPEN_QUESTIONS);

type Evaluated = NonNullable<ResultsModel['evaluation']>[number];

function isOpen({ id, texts }: Evaluated): boolean {
	return texts !== undefined || OPEN.has(id);
}

/** What people said about the day: means and distributions as bars, open answers as lists. */
export function evaluation({ evaluation: asked = [] }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	if (asked.length === 0) return [];
	return [
		{
			kind: 'heading',
			level: 1,
			words: wording.say(frame.evaluation),
			begins: 'new-page-or-much-room',
		},
		...means(asked, wording),
		...part(
			frame.inNumbers,
			asked.filter((one) => !isOpen(one)),
			wording,
		),
		...part(frame.inWords, asked.filter(isOpen), wording),
	];
}

/** The means of all questions that have one, below each other. */
export function means(asked: ResultsModel['evaluation'], wording: Wording, level: 1 | 2 = 2) {
	const { frame } = wording;
	const rows = (asked ?? []).flatMap((one): Bar[] => {
		const steps = stepsOf(one);
		if (one.mean === undefined || steps === undefined) return [];
		const label = meanOf(one, one.mean, steps, wording);
		return [{ words: wording.line(one.text), about: '', value: one.mean / steps, label }];
	});
	if (rows.length === 0) return [];
	return [
		{ kind: 'heading', level, words: wording.say(frame.means) },
		{ kind: 'bars', rows, full: 1 },
	] satisfies Block[];
}

function part(title: string, asked: readonly Evaluated[], wording: Wording): Block[] {
	if (asked.length === 0) return [];
	return [
		{ kind: 'heading', level: 2, words: wording.say(title) },
		...asked.flatMap((one) => question(one, wording)),
	];
}

function question(one: Evaluated, wording: Wording): Block[] {
	const { text, answers, mean, cells = [], texts = [], aside = [] } = one;
	const { frame } = wording;
	const about = [
		answers === null ? frame.few : counted(frame.answers, answers, frame),
		answers !== null && cells.length === 0 && !isOpen(one) ? frame.oneClass : '',
		mean === undefined ? '' : fill(frame.mean, { n: meanOf(one, mean, stepsOf(one), wording) }),
	];
	const words = wording.say(about.filter((part) => part !== '').join(', '));
	return [
		{ kind: 'heading', level: 3, words: wording.line(text) },
		{ kind: 'text', words, look: 'quiet' },
		...(cells.length > 0 ? [distribution(cells, answers, wording)] : []),
		...(texts.length > 0 ? [said(texts, wording)] : []),
		// the internal edition alone has them
		...(aside.length > 0
			? [
					{ kind: 'text', words: wording.say(frame.leftOut), look: 'quiet' } as const,
					said(aside, wording),
				]
			: []),
	];
}

function said(texts: readonly string[], wording: Wording): Block {
	return { kind: 'list', items: texts.map((text) => wordsOf(text, wording.own)) };
}

function distribution(
	cells: NonNullable<Evaluated['cells']>,
	answers: number | null,
	wording: Wording,
): Block {
	const { frame } = wording;
	const share = (count: number) =>
		answers === null || answers === 0
			? String(count)
			: fill(frame.share, { n: count, percent: Math.round((count / answers) * 100) });
	return {
		kind: 'bars',
		rows: cells.map(({ label, count }) => ({
			words: wording.line(label),
			about: '',
			value: count ?? 0,
			label: count === null ? frame.few : share(count),
		})),
	};
}

/** `4,1 von 5`, or `etwa 4,1 von 5` where steps were put together. */
function meanOf(
	{ isRough }: Evaluated,
	mean: number,
	steps: number | undefined,
	{ frame }: Wording,
): string {
	const exact = numberIn(mean, frame.language, 1);
	const n = isRough ? fill(frame.about, { n: exact }) : exact;
	return steps === undefined ? n : fill(frame.ofSteps, { n, steps });
}

/** Of how many steps the scale is; undefined: a question that this version does not know. */
function stepsOf({ id }: Evaluated): number | undefined {
	return SCALES.find((scale) => scale.id === id)?.steps;
}
