import * as z from 'zod';
import { CARD_KINDS, TRANSLATORS } from './board.ts';
import {
	CardIdSchema,
	DateSchema,
	DialogueIdSchema,
	GroupIdSchema,
	ItemIdSchema,
	PlainIdSchema,
	QuestionSchema,
	STEP_KINDS,
	TableIdSchema,
} from './schemas.ts';

/**
 * The one model behind every report: built once from frozen inputs, in one order, with no author anywhere. Every format
 * draws this and nothing else. What is set aside, waiting or late is in it only where the organiser asks for the internal
 * edition. What each part is, says `server/domain/SPEC.md` (RS1–RS15).
 */
export const RESULTS_SCHEMA_VERSION = 1;
/** Where this version of the schema is published. */
export const RESULTS_SCHEMA_PATH = `/api/schemas/results-${RESULTS_SCHEMA_VERSION}.json`;

/** Dots from devices and from hand counts, where a vote was revealed. */
const weighed = { dots: z.int().optional(), counted: z.int().optional() };

export const ResultsCardSchema = z.strictObject({
	id: CardIdSchema,
	number: z.int(),
	text: z.string(),
	/** The author's own words where a host or the organiser has edited them; absent when they are the same. */
	original: z.string().optional(),
	lang: z.string(),
	kind: z.enum(CARD_KINDS).optional(),
	round: z.int().optional(),
	/** It lies on this card of the same table, behind which it stands. */
	mergedInto: CardIdSchema.optional(),
	translations: z.record(z.string(), z.strictObject({ text: z.string(), by: z.enum(TRANSLATORS) })),
	...weighed,
});
export type ResultsCard = z.infer<typeof ResultsCardSchema>;

export const ResultsGroupSchema = z.strictObject({
	id: GroupIdSchema,
	title: z.string(),
	cards: z.array(ResultsCardSchema),
	...weighed,
});
export type ResultsGroup = z.infer<typeof ResultsGroupSchema>;

/** Words that no host has let in yet: after the close, before approval or before the reveal. They have no number. */
export const HeldCardSchema = z.strictObject({
	id: CardIdSchema,
	question: z.string(),
	text: z.string(),
	lang: z.string(),
	state: z.enum(['waiting', 'late']),
});
export type HeldCard = z.infer<typeof HeldCardSchema>;

export const ResultsTableSchema = z.strictObject({
	id: TableIdSchema,
	theme: z.string(),
	/** The board's number in its log at which it was read. */
	source: z.strictObject({ seq: z.int() }),
	questions: z.array(
		z.strictObject({
			id: z.string(),
			groups: z.array(ResultsGroupSchema),
			/** Cards in no group. */
			cards: z.array(ResultsCardSchema),
		}),
	),
	/** Internal edition: cards that a host has set aside, or the organiser has left out. */
	aside: z.array(ResultsCardSchema.extend({ question: z.string() })).optional(),
	/** Internal edition: see HeldCardSchema. */
	held: z.array(HeldCardSchema).optional(),
});
export type ResultsTable = z.infer<typeof ResultsTableSchema>;

/** How many people of a group were there, as the organiser has counted them. */
export const PeopleSchema = z.strictObject({ group: z.string(), count: z.int() });

/** A promise of the day: what, who takes care of it, until when. */
export const MeasureSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.string(),
	carer: z.string(),
	date: DateSchema.optional(),
	status: z.string().optional(),
	/** The groups and cards from which it came. */
	from: z.array(ItemIdSchema),
});
export type Measure = z.infer<typeof MeasureSchema>;

/** A result for somebody who owes an answer. */
export const RecommendationSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.string(),
	addressee: z.string(),
	answerBy: DateSchema.optional(),
	status: z.string().optional(),
	from: z.array(ItemIdSchema),
});
export type Recommendation = z.infer<typeof RecommendationSchema>;

/** A question of the evaluation. A cell with fewer than five answers has no count. */
export const EvaluatedSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.string(),
	/** null: fewer than five. */
	answers: z.int().nullable(),
	mean: z.number().optional(),
	/** The mean takes answers that were put together by their middle. */
	isRough: z.boolean().optional(),
	cells: z.array(z.strictObject({ label: z.string(), count: z.int().nullable() })).optional(),
	/** Answers to an open question, in no order that tells of anybody. */
	texts: z.array(z.string()).optional(),
});

export const ResultsModelSchema = z.strictObject({
	schema: z.literal(RESULTS_SCHEMA_VERSION),
	/** `public`: what everybody saw. `internal`: also what is set aside, waiting or late. */
	edition: z.enum(['public', 'internal']),
	dialogue: z.strictObject({
		id: DialogueIdSchema,
		title: z.string(),
		place: z.string(),
		date: DateSchema,
		language: z.string(),
	}),
	/** What the organiser says about the day; absent parts were not told. */
	about: z.strictObject({
		aim: z.string().optional(),
		moderation: z.array(z.string()).optional(),
		people: z.array(PeopleSchema).optional(),
	}),
	/** The agenda as it was planned. */
	steps: z.array(
		z.strictObject({
			id: PlainIdSchema,
			kind: z.enum(STEP_KINDS),
			minutes: z.int(),
			instruction: z.record(z.string(), z.string()).optional(),
			table: TableIdSchema.optional(),
		}),
	),
	questions: z.array(QuestionSchema),
	tables: z.array(ResultsTableSchema),
	/** The revealed vote whose dots are in here. */
	vote: z
		.strictObject({ criterion: z.string(), dots: z.int(), perItemMax: z.int(), ballots: z.int() })
		.optional(),
	/** Everything with a dot, over all tables, the most dots first; equal sums share a place. */
	ranking: z
		.array(
			z.strictObject({
				place: z.int(),
				item: z.string(),
				table: TableIdSchema.optional(),
				dots: z.int(),
				counted: z.int(),
			}),
		)
		.optional(),
	/** Themes of the whole hall: groups and cards of several tables, by reference. */
	themes: z
		.array(
			z.strictObject({
				id: z.string(),
				title: z.string(),
				items: z.array(ItemIdSchema),
				...weighed,
			}),
		)
		.optional(),
	recommendations: z.array(RecommendationSchema).optional(),
	measures: z.array(MeasureSchema).optional(),
	evaluation: z.array(EvaluatedSchema).optional(),
	/** The fact sheet: its fields by their id. */
	sheet: z.record(z.string(), z.string()).optional(),
	/** `late`: cards that came after the close and were not let in. */
	counts: z.strictObject({ cards: z.int(), groups: z.int(), late: z.int() }),
});
export type ResultsModel = z.infer<typeof ResultsModelSchema>;

/** The documents that are made of the results. `internal` is for the organiser alone; `sheet` is the fact sheet. */
export const EDITIONS = ['full', 'brief', 'press', 'internal', 'sheet'] as const;
export type Edition = (typeof EDITIONS)[number];
/** The languages in which the frame of a document speaks. */
export const FRAME_LANGUAGES = ['de', 'en'] as const;
export type FrameLanguage = (typeof FRAME_LANGUAGES)[number];
