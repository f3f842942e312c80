import * as z from 'zod';
import { isWebAddress } from './addresses.ts';
import {
	isId,
	type CardId,
	type DialogueId,
	type GroupId,
	type InterpreterId,
	type ProjectorId,
	type TableId,
	type ThemeId,
	type VoteId,
} from './ids.ts';
import { isLanguageTag } from './languages.ts';
import { LIMITS } from './limits.ts';
import { unstacked } from './plain-text.ts';

/**
 * The words of all schemas: ids, texts in several languages, questions, tables, steps, settings.
 * Pages import types from the schema files, never values: zod stays out of the page.
 */
export const DialogueIdSchema = z.custom<DialogueId>(
	(v) => isId('d_', v),
	'not the id of a dialogue',
);
export const TableIdSchema = z.custom<TableId>((v) => isId('t_', v), 'not the id of a table');
export const CardIdSchema = z.custom<CardId>((v) => isId('c_', v), 'not the id of a card');
export const GroupIdSchema = z.custom<GroupId>((v) => isId('g_', v), 'not the id of a group');
export const VoteIdSchema = z.custom<VoteId>((v) => isId('v_', v), 'not the id of a vote');
export const ThemeIdSchema = z.custom<ThemeId>((v) => isId('h_', v), 'not the id of a theme');
export const ProjectorIdSchema = z.custom<ProjectorId>(
	(v) => isId('p_', v),
	'not the id of a projector',
);
export const InterpreterIdSchema = z.custom<InterpreterId>(
	(v) => isId('i_', v),
	'not the id of an interpreter',
);
/** A card, a group or a theme of the hall: what can be weighed. */
export const ItemIdSchema = z.custom<CardId | GroupId | ThemeId>(
	(v) => isId('c_', v) || isId('g_', v) || isId('h_', v),
	'not the id of a card, group or theme',
);
/** Ids of questions and steps are chosen by the organiser. */
export const PlainIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
export const LanguageSchema = z.string().refine(isLanguageTag, 'not a language tag');

/** A line of text: trimmed, not empty, no line breaks or other control characters; towers of accents are cut. */
export function line(charsMax: number) {
	return z
		.string()
		.trim()
		.overwrite(unstacked)
		.min(1)
		.max(charsMax)
		.refine((text) => !CONTROL.test(text), 'contains control characters');
}
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL = /[\u0000-\u001F\u007F]/;

/** A text in one or more languages; a plain string is taken as German. */
export function texts(charsMax: number) {
	return z
		.union([line(charsMax), z.record(LanguageSchema, line(charsMax))])
		.transform((text): Record<string, string> => (typeof text === 'string' ? { de: text } : text))
		.refine((all) => Object.keys(all).length > 0, 'needs a text in at least one language');
}

export const QuestionSchema = z.strictObject({
	id: PlainIdSchema,
	text: z.record(LanguageSchema, z.string()),
});
export type Question = z.infer<typeof QuestionSchema>;

export const TableSchema = z.strictObject({ id: TableIdSchema, theme: z.string() });
export type Table = z.infer<typeof TableSchema>;

export const STEP_KINDS = [
	'arrival',
	'plenary',
	'write',
	'sort',
	'vote',
	'switch',
	'break',
	'commit',
	'feedback',
] as const;
export const StepSchema = z.strictObject({
	id: PlainIdSchema,
	kind: z.enum(STEP_KINDS),
	minutes: z.int().min(1).max(LIMITS.stepMinutesMax),
	instruction: z.record(LanguageSchema, z.string()).optional(),
	/** Only for this table; without it for all. */
	table: TableIdSchema.optional(),
});
export type Step = z.infer<typeof StepSchema>;

export const SettingsSchema = z.strictObject({
	/** Who sorts the board. */
	sorting: z.enum(['hosts', 'everyone']),
	/** `before`: a host approves each card before anybody sees it. */
	moderation: z.enum(['off', 'before']),
	hideUntilReveal: z.boolean(),
	tableMode: z.enum(['free', 'rotation', 'fixed']),
	/** Where the results will be, for whoever comes with the code when the event is over; absent or empty: not told. */
	resultsUrl: z
		.string()
		.trim()
		.max(LIMITS.webAddressCharsMax)
		.refine((text) => text === '' || isWebAddress(text), 'not an address of the web')
		.optional(),
});
export type Settings = z.infer<typeof SettingsSchema>;
export const DEFAULT_SETTINGS: Settings = {
	sorting: 'hosts',
	moderation: 'off',
	hideUntilReveal: false,
	tableMode: 'free',
};

/** The hall's own network, for those who come with a device; without a password it is an open one. */
export const WlanSchema = z.strictObject({
	name: line(LIMITS.wlanNameCharsMax),
	password: line(LIMITS.wlanPasswordCharsMax).optional(),
});
export type Wlan = z.infer<typeof WlanSchema>;

/** A calendar day, `2026-11-21`. */
export const DateSchema = z.iso.date();
