import * as z from 'zod';
import { CARD_KINDS, TRANSLATORS } from './board.ts';
import {
	CardIdSchema,
	DateSchema,
	DialogueIdSchema,
	GroupIdSchema,
	QuestionSchema,
	TableIdSchema,
} from './schemas.ts';

/**
 * The one model behind every report: built once from frozen inputs, in one order, with nothing in it that was set aside,
 * waiting or hidden, and no author anywhere. Every format draws this and nothing else.
 */
export const RESULTS_SCHEMA_VERSION = 1;

export const ResultsCardSchema = z.strictObject({
	id: CardIdSchema,
	number: z.int(),
	text: z.string(),
	/** The author's own words where a host has edited them; absent when they are the same. */
	original: z.string().optional(),
	lang: z.string(),
	kind: z.enum(CARD_KINDS).optional(),
	round: z.int().optional(),
	translations: z.record(z.string(), z.strictObject({ text: z.string(), by: z.enum(TRANSLATORS) })),
	/** Dots from devices and from hand counts, where a vote was revealed. */
	dots: z.int().optional(),
	counted: z.int().optional(),
});
export type ResultsCard = z.infer<typeof ResultsCardSchema>;

export const ResultsGroupSchema = z.strictObject({
	id: GroupIdSchema,
	title: z.string(),
	cards: z.array(ResultsCardSchema),
	dots: z.int().optional(),
	counted: z.int().optional(),
});
export type ResultsGroup = z.infer<typeof ResultsGroupSchema>;

export const ResultsModelSchema = z.strictObject({
	schema: z.literal(RESULTS_SCHEMA_VERSION),
	dialogue: z.strictObject({
		id: DialogueIdSchema,
		title: z.string(),
		place: z.string(),
		date: DateSchema,
		language: z.string(),
	}),
	questions: z.array(QuestionSchema),
	tables: z.array(
		z.strictObject({
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
		}),
	),
	counts: z.strictObject({ cards: z.int(), groups: z.int() }),
});
export type ResultsModel = z.infer<typeof ResultsModelSchema>;
