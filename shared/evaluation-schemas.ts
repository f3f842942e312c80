import * as z from 'zod';
import { EVALUATION_PHASES, OPEN_QUESTIONS, SCALES, type ScaleId } from './evaluation.ts';
import { LIMITS } from './limits.ts';

/** A number of 2,048 bits as hexadecimal digits. */
const Large = z.string().regex(/^[0-9a-f]{512}$/);

const steps = Object.fromEntries(
	SCALES.map(({ id, steps: max }) => [id, z.int().min(1).max(max).optional()]),
) as Record<ScaleId, z.ZodOptional<z.ZodInt>>;
const OpenText = z.string().trim().max(LIMITS.evaluationTextCharsMax).optional();

const EvaluationSheetSchema = z.strictObject({
	steps: z.strictObject(steps),
	texts: z.strictObject(
		Object.fromEntries(OPEN_QUESTIONS.map((id) => [id, OpenText])) as Record<
			(typeof OPEN_QUESTIONS)[number],
			typeof OpenText
		>,
	),
});

/** `POST …/evaluation/slip`: a slip that nobody but the device knows, blinded. The answer: its signature, blinded as well. */
export const SlipBody = z.strictObject({ blinded: Large });
export const SlipAnswer = z.strictObject({ signature: Large });
export type SlipAnswer = z.infer<typeof SlipAnswer>;

/** `POST …/evaluation/answers`: without a token. The slip says that some device of this dialogue answers, and not which. */
export const EvaluationAnswersBody = z.strictObject({
	slip: z.string().regex(/^[0-9a-f]{64}$/),
	signature: Large,
	sheet: EvaluationSheetSchema,
});
export type EvaluationAnswersBody = z.infer<typeof EvaluationAnswersBody>;

export const EvaluationPhaseBody = z.strictObject({ phase: z.enum(EVALUATION_PHASES) });

const Answers = z.int().nullable();
const CountedEvaluationSchema = z.strictObject({
	sheets: Answers,
	scales: z
		.array(
			z.strictObject({
				id: z.enum(SCALES.map(({ id }) => id)),
				answers: Answers,
				mean: z.number().optional(),
				isRough: z.boolean().optional(),
				classes: z
					.array(z.strictObject({ from: z.int(), to: z.int(), count: z.int() }))
					.readonly()
					.optional(),
			}),
		)
		.readonly(),
	texts: z
		.array(
			z.strictObject({
				id: z.enum(OPEN_QUESTIONS),
				answers: Answers,
				texts: z.array(z.string()).readonly().optional(),
			}),
		)
		.readonly(),
});

/** `GET …/evaluation`: the key for everybody of the dialogue; how many sheets, and what came out, for those who conduct. */
export const EvaluationAnswer = z.strictObject({
	/** Absent: it was never opened. */
	phase: z.enum(EVALUATION_PHASES).optional(),
	/** Whether devices are asked now. */
	asks: z.boolean(),
	/** The modulus under which slips are signed; the exponent is 65537. One for the whole dialogue. */
	modulus: Large.optional(),
	sheets: z.int().optional(),
	counted: CountedEvaluationSchema.optional(),
});
export type EvaluationAnswer = z.infer<typeof EvaluationAnswer>;
