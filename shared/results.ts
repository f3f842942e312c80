import * as z from 'zod';
import { LIMITS } from './limits.ts';
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
 * edition. What each part is, says `server/domain/SPEC.md` (RS1–RS18).
 */
export const RESULTS_SCHEMA_VERSION = 1;
/** Where this version of the schema is published. */
export const RESULTS_SCHEMA_PATH = `/api/schemas/results-${RESULTS_SCHEMA_VERSION}.json`;

/**
 * A list, and texts by language or name, whose first fault ends the whole check: a file that is taken over may be large, and
 * a million faults with words for each would take a server's memory.
 *
 * @param place - what it is called in the model
 */
function listOf<Entry extends z.ZodType>(place: string, entry: Entry) {
	return z.array(firstFaultOf(place, entry));
}
function textsOf<Text extends z.ZodType>(place: string, text: Text) {
	return z
		.record(z.string(), firstFaultOf(place, text))
		.refine((all) => Object.keys(all).length <= NAMES_MAX, `more than ${NAMES_MAX}`);
}
/** Far beyond languages, and beyond the fields of a fact sheet. */
const NAMES_MAX = 200;

function firstFaultOf<Entry extends z.ZodType>(place: string, entry: Entry) {
	return entry.catch(({ error }): z.output<Entry> => {
		throw new FaultyEntryError(
			error.issues.map((issue) => ({ ...issue, path: [place, ...issue.path] })),
		);
	});
}

/** Thrown out of a check of results: what is wrong with the first entry that is. */
export class FaultyEntryError extends Error {
	readonly issues: readonly z.core.$ZodIssue[];
	constructor(issues: readonly z.core.$ZodIssue[]) {
		super('an entry is not as it should be');
		this.issues = issues;
	}
}

/** Dots from devices and from hand counts, where a vote was revealed. */
const weighed = { dots: z.int().optional(), counted: z.int().optional() };

/** Its place on the board (`rank.ts`): told to the results editor alone. */
const ranked = { rank: z.string().optional() };

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
	translations: textsOf(
		'translations',
		z.strictObject({ text: z.string(), by: z.enum(TRANSLATORS) }),
	),
	...ranked,
	...weighed,
});
export type ResultsCard = z.infer<typeof ResultsCardSchema>;

export const ResultsGroupSchema = z.strictObject({
	id: GroupIdSchema,
	title: z.string(),
	cards: listOf('cards', ResultsCardSchema),
	...ranked,
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
	questions: listOf(
		'questions',
		z.strictObject({
			id: z.string(),
			groups: listOf('groups', ResultsGroupSchema),
			/** Cards in no group. */
			cards: listOf('cards', ResultsCardSchema),
		}),
	),
	/** Internal edition: cards that a host has set aside, or the organiser has left out. */
	aside: listOf('aside', ResultsCardSchema.extend({ question: z.string() })).optional(),
	/** Internal edition: see HeldCardSchema. */
	held: listOf('held', HeldCardSchema).optional(),
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
	from: listOf('from', ItemIdSchema),
});

/** A result for somebody who owes an answer. */
export const RecommendationSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.string(),
	addressee: z.string(),
	answerBy: DateSchema.optional(),
	status: z.string().optional(),
	from: listOf('from', ItemIdSchema),
});

/** A question of the evaluation. A cell with too few answers has no count. */
const EvaluatedSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.string(),
	/** null: too few. */
	answers: z.int().nullable(),
	mean: z.number().optional(),
	/** The mean takes answers that were put together by their middle. */
	isRough: z.boolean().optional(),
	cells: listOf(
		'cells',
		z.strictObject({ label: z.string(), count: z.int().nullable() }),
	).optional(),
	/** Answers to an open question, in no order that tells of anybody. */
	texts: listOf('texts', z.string()).optional(),
	/** Internal edition: answers to it that the organiser has left out. */
	aside: listOf('aside', z.string()).optional(),
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
	/** The numbers in their logs at which the minutes in the making and the hall's themes were read; absent: were not read. */
	sources: z.strictObject({ minutes: z.int().optional(), themes: z.int().optional() }).optional(),
	/** What the organiser says about the day; absent parts were not told. */
	about: z.strictObject({
		aim: z.string().optional(),
		moderation: listOf('moderation', z.string()).max(LIMITS.moderationNamesMax).optional(),
		people: listOf('people', PeopleSchema).max(LIMITS.peopleGroupsMax).optional(),
	}),
	/** The agenda as it was planned. */
	steps: listOf(
		'steps',
		z.strictObject({
			id: PlainIdSchema,
			kind: z.enum(STEP_KINDS),
			minutes: z.int(),
			instruction: textsOf('instruction', z.string()).optional(),
			table: TableIdSchema.optional(),
		}),
	).max(LIMITS.stepsPerDialogueMax),
	questions: listOf('questions', QuestionSchema.extend({ text: textsOf('text', z.string()) })).max(
		LIMITS.questionsPerDialogueMax,
	),
	tables: listOf('tables', ResultsTableSchema).max(LIMITS.tablesPerDialogueMax),
	/** The revealed vote whose dots are in here. */
	vote: z
		.strictObject({ criterion: z.string(), dots: z.int(), perItemMax: z.int(), ballots: z.int() })
		.optional(),
	/** Everything with a dot, over all tables, the most dots first; equal sums share a place. */
	ranking: listOf(
		'ranking',
		z.strictObject({
			place: z.int(),
			item: z.string(),
			table: TableIdSchema.optional(),
			dots: z.int(),
			counted: z.int(),
		}),
	).optional(),
	/** Themes of the whole hall: groups and cards of several tables, by reference. */
	themes: listOf(
		'themes',
		z.strictObject({
			id: z.string(),
			title: z.string(),
			items: listOf('items', ItemIdSchema),
			...weighed,
		}),
	).optional(),
	recommendations: listOf('recommendations', RecommendationSchema).optional(),
	measures: listOf('measures', MeasureSchema).optional(),
	evaluation: listOf('evaluation', EvaluatedSchema).optional(),
	/** The fact sheet: its fields by their id. */
	sheet: textsOf('sheet', z.string()).optional(),
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
