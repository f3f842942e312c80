/**
 * The questionnaire at the end of the day: what is asked, and what comes out. No question is about the person, so that no
 * table can be split by one. The sentences stand in `messages/evaluation`.
 */
export const SCALES = [
	{ id: 'overall', steps: 4, kind: 'grade' },
	{ id: 'voice', steps: 5, kind: 'agree' },
	{ id: 'respect', steps: 5, kind: 'agree' },
	{ id: 'moderation', steps: 5, kind: 'agree' },
	{ id: 'understood', steps: 5, kind: 'agree' },
	{ id: 'goal', steps: 5, kind: 'agree' },
	{ id: 'followup', steps: 5, kind: 'agree' },
	{ id: 'time', steps: 3, kind: 'time' },
] as const;
export type Scale = (typeof SCALES)[number];
export type ScaleId = Scale['id'];

export const OPEN_QUESTIONS = ['good', 'missing', 'next'] as const;
export type OpenQuestion = (typeof OPEN_QUESTIONS)[number];

/** A filled-in sheet: what somebody left out is absent. A step counts from 1. */
export interface EvaluationSheet {
	readonly steps: { readonly [K in ScaleId]?: number | undefined };
	readonly texts: { readonly [K in OpenQuestion]?: string | undefined };
}

/**
 * `open`: devices are asked. `closed`: not any more, but what was begun is still taken. `counted`: once and for good; the
 * single sheets are gone.
 */
export const EVALUATION_PHASES = ['open', 'closed', 'counted'] as const;
export type EvaluationPhase = (typeof EVALUATION_PHASES)[number];

/** Neighbouring steps of a scale as one: so many that nobody stands alone. */
export interface CountedClass {
	readonly from: number;
	readonly to: number;
	readonly count: number;
}

/** What came out of one scale. `answers`: null, too few; then there is nothing else. */
export interface CountedScale {
	readonly id: ScaleId;
	readonly answers: number | null;
	readonly mean?: number | undefined;
	/** The mean takes each class by its middle. */
	readonly isRough?: boolean | undefined;
	/** In the order of the steps; absent where all of them are one. */
	readonly classes?: readonly CountedClass[] | undefined;
}

export interface CountedTexts {
	readonly id: OpenQuestion;
	readonly answers: number | null;
	readonly texts?: readonly string[] | undefined;
}

/** The evaluation as everybody sees it who may: nothing in it tells of fewer than five people. */
export interface CountedEvaluation {
	/** All sheets; null: too few. */
	readonly sheets: number | null;
	readonly scales: readonly CountedScale[];
	readonly texts: readonly CountedTexts[];
}
