import * as z from 'zod';
import { LIMITS } from './limits.ts';
import { READY_MESSAGES } from './ready-messages.ts';
import type { RejectionCode } from './rejections.ts';
import {
	CardIdSchema,
	GroupIdSchema,
	InterpreterIdSchema,
	ItemIdSchema,
	LanguageSchema,
	PlainIdSchema,
	ProjectorIdSchema,
	TableIdSchema,
	ThemeIdSchema,
	VoteIdSchema,
	line,
} from './schemas.ts';

/**
 * Commands, tablet → server on the live socket: `socket.emit(name, {id, …}, acknowledge)`. `id` is a UUID that the page
 * makes once per press of a button; the same id again has no second effect and gets the first answer.
 */
const Command = z.strictObject({ id: z.uuid() });
/** Dots by card or group; what has none may be absent or have 0, so an empty ballot is `{}`. */
const Dots = z
	.record(ItemIdSchema, z.int().min(0).max(LIMITS.dotsPerBallotMax))
	.transform(
		(dots) => Object.fromEntries(Object.entries(dots).filter(([, n]) => n > 0)) as typeof dots,
	);
/** What is weighed, where it is not each group as one thing and each card in no group. */
export const WEIGHED = ['cards', 'groups', 'themes'] as const;
const CountedDots = z.record(ItemIdSchema, z.int().min(0).max(10_000));

/** What a table needs, as pages offer it and the record names it. Programs may say it in words of their own. */
export const HELP_REASONS = ['technology', 'moderation', 'interpreting'] as const;

export const COMMANDS = {
	'step:start': Command.extend({ stepId: PlainIdSchema }),
	/** More time (or less) for all; with a table for that one alone, which then has an end of its own. */
	'step:extend': Command.extend({
		seconds: z.int().min(-3_600).max(3_600),
		tableId: TableIdSchema.optional(),
	}),
	/** Without a table the hall's step; with one the own time of that table, which then is where the hall is. */
	'step:end': Command.extend({ tableId: TableIdSchema.optional() }),
	'table:freeze': Command.extend({ tableId: TableIdSchema, frozen: z.boolean() }),
	'cards:reveal': Command.extend({ tableId: TableIdSchema.optional() }),
	'card:admit': Command.extend({ tableId: TableIdSchema, cardId: CardIdSchema }),
	/** All of these that still wait; as one decision. */
	'cards:admit': Command.extend({
		tableId: TableIdSchema,
		cardIds: z.array(CardIdSchema).min(1).max(LIMITS.cardsAdmittedAtOnceMax),
	}),
	'card:refuse': Command.extend({
		tableId: TableIdSchema,
		cardId: CardIdSchema,
		reason: line(LIMITS.reasonCharsMax),
	}),
	/** A card of somebody without a device, or from paper; the server numbers it. `cardId` is new, made by the page. */
	'card:add': Command.extend({
		tableId: TableIdSchema,
		cardId: CardIdSchema,
		question: PlainIdSchema,
		text: z.string().max(LIMITS.cardTextCharsMax),
		lang: LanguageSchema,
	}),
	'vote:open': Command.extend({
		tableIds: z.array(TableIdSchema).min(1).max(LIMITS.tablesPerDialogueMax).optional(),
		dots: z.int().min(1).max(LIMITS.dotsPerBallotMax),
		perItemMax: z.int().min(1).max(LIMITS.dotsPerBallotMax),
		criterion: line(LIMITS.criterionCharsMax),
		weighed: z.enum(WEIGHED).optional(),
	}),
	'vote:cast': Command.extend({ voteId: VoteIdSchema, dots: Dots }),
	'vote:count': Command.extend({ voteId: VoteIdSchema, tableId: TableIdSchema, dots: CountedDots }),
	'vote:close': Command,
	'vote:reveal': Command,
	'card:place': Command.extend({
		tableId: TableIdSchema,
		cardId: CardIdSchema,
		question: PlainIdSchema.optional(),
		/** In front of this card; null or absent: to the end. */
		beforeId: CardIdSchema.nullable().optional(),
		/** Into this group; null: out of its group. */
		groupId: GroupIdSchema.nullable().optional(),
	}),
	'group:create': Command.extend({
		tableId: TableIdSchema,
		cardIds: z.array(CardIdSchema).min(1).max(200),
		title: line(LIMITS.groupTitleCharsMax).optional(),
	}),
	'group:name': Command.extend({
		tableId: TableIdSchema,
		groupId: GroupIdSchema,
		title: line(LIMITS.groupTitleCharsMax),
	}),
	'spotlight:set': Command.extend({
		target: z
			.strictObject({
				tableId: TableIdSchema,
				cardId: CardIdSchema.optional(),
				groupId: GroupIdSchema.optional(),
			})
			.nullable(),
	}),
	/** On one projector, or without an id on all; null: one projector shows again what all show. */
	'projector:show': Command.extend({
		view: z
			.discriminatedUnion('kind', [
				z.strictObject({ kind: z.literal('table'), tableId: TableIdSchema }),
				z.strictObject({ kind: z.literal('tables') }),
				z.strictObject({ kind: z.literal('join') }),
				z.strictObject({ kind: z.literal('spotlight') }),
				z.strictObject({ kind: z.literal('themes') }),
				z.strictObject({ kind: z.literal('theme'), themeId: ThemeIdSchema }),
				z.strictObject({ kind: z.literal('vote') }),
				z.strictObject({ kind: z.literal('countdown') }),
				z.strictObject({ kind: z.literal('agenda') }),
				z.strictObject({ kind: z.literal('message'), text: line(LIMITS.messageCharsMax) }),
				z.strictObject({ kind: z.literal('black') }),
			])
			.nullable(),
		projectorId: ProjectorIdSchema.optional(),
	}),
	/** Dark, one projector or all; what is shown stays behind it. */
	'projector:black': Command.extend({
		black: z.boolean(),
		projectorId: ProjectorIdSchema.optional(),
	}),
	/** What people call it; null: it has no name any more. */
	'projector:name': Command.extend({
		projectorId: ProjectorIdSchema,
		label: line(LIMITS.projectorNameCharsMax).nullable(),
	}),
	/** This connection is the projector with this id. Kept for this connection only. */
	'projector:here': Command.extend({ projectorId: ProjectorIdSchema }),
	/** This page alone translates this card for a while, and leaves the one it had; said again in time, it goes on. */
	'translation:take': Command.extend({
		interpreterId: InterpreterIdSchema,
		tableId: TableIdSchema,
		cardId: CardIdSchema,
	}),
	'translation:leave': Command.extend({ interpreterId: InterpreterIdSchema }),
	/** Replaces what stood there in this language; the original stays as it is. */
	'translation:give': Command.extend({
		interpreterId: InterpreterIdSchema,
		tableId: TableIdSchema,
		cardId: CardIdSchema,
		lang: LanguageSchema,
		text: z.string().max(LIMITS.translationCharsMax),
	}),
	'help:call': Command.extend({
		reason: line(LIMITS.reasonCharsMax).optional(),
	}),
	'help:answer': Command.extend({ tableId: TableIdSchema }),
	'message:send': Command.extend({
		text: line(LIMITS.messageCharsMax),
		/** The text is one of these sentences. */
		ready: z.enum(READY_MESSAGES).optional(),
		tableIds: z.array(TableIdSchema).min(1).max(LIMITS.tablesPerDialogueMax).optional(),
	}),
	/** Where this device is now, for the counts of `presence`; null: at no table. Kept for this connection only. */
	'seat:at': Command.extend({ tableId: TableIdSchema.nullable() }),
	/** The server's time, answered at once: a page measures its own clock against it by the way there and back. */
	'clock:read': Command,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandOf<N extends CommandName> = z.infer<(typeof COMMANDS)[N]>;
/** A well-formed command together with its name. */
export type AnyCommand<N extends CommandName = CommandName> = {
	readonly [K in N]: { readonly name: K } & CommandOf<K>;
}[N];
export type ProjectorView = NonNullable<CommandOf<'projector:show'>['view']>;
export type SpotlightTarget = NonNullable<CommandOf<'spotlight:set'>['target']>;

/** What comes back to every command. */
export type Acknowledgement =
	{ ok: true; value?: unknown } | { ok: false; rejection: { code: RejectionCode; detail: string } };
