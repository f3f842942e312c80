import type { AnyCommand, CommandName } from '#shared/commands.ts';
import type { TableId } from '#shared/ids.ts';
import { ROLES, type Role } from '#shared/roles.ts';
import type { Actor } from './capability.ts';

const CONDUCT: readonly Role[] = ['moderator', 'organiser'];
/** [LW4] Whoever stands at a projector may turn that one to something else, and name it. */
const SHOWING: readonly Role[] = ['moderator', 'organiser', 'projector'];
/** [TL1] A host translates in the board itself. */
const TRANSLATING: readonly Role[] = ['interpreter', 'moderator', 'organiser'];
const AT_A_TABLE: readonly Role[] = ['host', 'moderator', 'organiser'];
const EVERYBODY_AT_A_TABLE: readonly Role[] = ['participant', 'host', 'moderator', 'organiser'];

/** [CO1] Who may send a command at all; a host only for the own table. The state is asked afterwards. */
export const COMMAND_ROLES: Readonly<Record<CommandName, readonly Role[]>> = {
	'step:start': CONDUCT,
	'step:extend': CONDUCT,
	'step:end': CONDUCT,
	'table:freeze': AT_A_TABLE,
	'cards:reveal': CONDUCT,
	'card:admit': AT_A_TABLE,
	'cards:admit': AT_A_TABLE,
	'card:refuse': AT_A_TABLE,
	'card:add': AT_A_TABLE,
	'vote:open': CONDUCT,
	'vote:cast': ['participant'],
	'vote:count': AT_A_TABLE,
	'vote:close': CONDUCT,
	'vote:reveal': CONDUCT,
	'card:place': EVERYBODY_AT_A_TABLE,
	'group:create': EVERYBODY_AT_A_TABLE,
	'group:name': EVERYBODY_AT_A_TABLE,
	'spotlight:set': AT_A_TABLE,
	'projector:show': SHOWING,
	'projector:black': SHOWING,
	'projector:name': SHOWING,
	'projector:here': ['projector'],
	'translation:take': TRANSLATING,
	'translation:leave': TRANSLATING,
	'translation:give': TRANSLATING,
	'help:call': ['host'],
	'help:answer': AT_A_TABLE,
	'message:send': CONDUCT,
	'seat:at': ['participant'],
	'clock:read': ROLES,
};

/** [CO1] Whether this role may send this command, for the table that it names. */
export function mayCommand(actor: Actor, command: AnyCommand): boolean {
	if (!COMMAND_ROLES[command.name].includes(actor.role)) return false;
	if (actor.role === 'projector') return mayDirect(actor, command);
	if (actor.role !== 'host') return true;
	if (actor.table === undefined) return false;
	const table = tableOf(command);
	return table === undefined || table === actor.table;
}

/** [LW4] Only itself, and only to what the evening offers: words of one's own are a message to the hall. */
function mayDirect({ projector }: Actor, command: AnyCommand): boolean {
	switch (command.name) {
		case 'projector:show':
			if (command.view?.kind === 'message') return false;
			break;
		case 'projector:black':
		case 'projector:name':
			break;
		default:
			return true;
	}
	return projector !== undefined && command.projectorId === projector;
}

/** The one table that a command is about; undefined: none. */
function tableOf(command: AnyCommand): TableId | undefined {
	if (command.name === 'spotlight:set') return command.target?.tableId;
	return 'tableId' in command ? (command.tableId ?? undefined) : undefined;
}
