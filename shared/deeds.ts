import * as z from 'zod';
import { COMMANDS, type CommandName } from './commands.ts';
import { ROLES } from './roles.ts';
import { CardIdSchema, GroupIdSchema, PlainIdSchema, TableIdSchema } from './schemas.ts';

/**
 * The record of conduct: which role decided what, and when. No person, no address, no words: neither a card's nor a
 * message's, nor a reason's or a criterion's.
 */

/** Commands that are decisions: not who counts as where, not the clock, not a participant's own ballot or sorting. */
const SILENT = [
	'seat:at',
	'projector:here',
	'clock:read',
	'vote:cast',
	'card:add',
	'translation:take',
	'translation:leave',
	'translation:give',
	'card:place',
	'group:create',
	'group:name',
] as const satisfies readonly CommandName[];
type Silent = (typeof SILENT)[number];
export type DecidingCommand = Exclude<CommandName, Silent>;

/** Beside commands: `card:aside` and `card:back` at a board, a table's own time that was over, links and the organiser's changes. */
const BESIDE = ['step:over', 'card:aside', 'card:back', 'link:renew', 'dialogue:change'] as const;
export type DeedName = DecidingCommand | (typeof BESIDE)[number];

export function isDeciding(name: CommandName): name is DecidingCommand {
	return !(SILENT as readonly CommandName[]).includes(name);
}

export const DEED_NAMES: readonly DeedName[] = [
	...(Object.keys(COMMANDS) as CommandName[]).filter(isDeciding),
	...BESIDE,
];

/** One decision. What of a command has no place here is not in the record. */
export const DeedSchema = z.strictObject({
	/** Of its command; what is no command has one of its own. None comes twice. */
	id: z.string(),
	atMs: z.int(),
	/** `server`: nobody pressed anything. */
	role: z.enum([...ROLES, 'server', 'table']),
	what: z.enum(DEED_NAMES as [DeedName, ...DeedName[]]),
	/** The table it was about; a host's: the own one. */
	tableId: TableIdSchema.optional(),
	/** Where it was about several, but not about all. */
	tableIds: z.array(TableIdSchema).optional(),
	stepId: PlainIdSchema.optional(),
	seconds: z.int().optional(),
	frozen: z.boolean().optional(),
	cardId: CardIdSchema.optional(),
	/** `cards:admit`: how many. */
	count: z.int().optional(),
	groupId: GroupIdSchema.optional(),
	/** `projector:show`: what; `help:call`: why. */
	kind: z.string().max(40).optional(),
	/** `link:renew`: whose link. */
	linkRole: z.enum(ROLES).optional(),
	/** `dialogue:change`: which parts. */
	parts: z.array(z.string().max(40)).optional(),
});
export type Deed = z.infer<typeof DeedSchema>;

/** `GET /api/dialogues/:id/log`. */
export const LogAnswer = z.strictObject({
	/** The newest first. */
	deeds: z.array(DeedSchema),
	/** How many older ones there were that are not kept any more. */
	dropped: z.int(),
	/** Given: there are older ones; ask again with `?before=` this. */
	before: z.int().optional(),
});
export type LogAnswer = z.infer<typeof LogAnswer>;
