import { HELP_REASONS, type AnyCommand } from '#shared/commands.ts';
import { isDeciding, type Deed } from '#shared/deeds.ts';
import type { TableId } from '#shared/ids.ts';
import type { Actor } from './capability.ts';

/**
 * [DE1] [DE2] What of a command goes on the record; null: it is no decision. Field by field, so that words stay out.
 *
 * @param actor - who sent it; of a host the table stands there, of nobody a person
 */
export function deedOf(actor: Actor, command: AnyCommand, nowMs: number): Deed | null {
	const { name: what, id } = command;
	if (!isDeciding(what)) return null;
	const table = tableOf(command) ?? (actor.role === 'host' ? actor.table : undefined);
	return {
		id,
		atMs: nowMs,
		role: actor.role,
		what,
		...(table !== undefined && { tableId: table }),
		...('tableIds' in command && command.tableIds && { tableIds: [...command.tableIds] }),
		...('stepId' in command && { stepId: command.stepId }),
		...('seconds' in command && { seconds: command.seconds }),
		...('frozen' in command && { frozen: command.frozen }),
		...('cardId' in command && command.cardId !== undefined && { cardId: command.cardId }),
		...partsOf(command),
	};
}

function partsOf(command: AnyCommand): Pick<Deed, 'cardId' | 'groupId' | 'kind' | 'count'> {
	switch (command.name) {
		case 'cards:admit':
			return { count: command.cardIds.length };
		case 'spotlight:set': {
			const { cardId, groupId } = command.target ?? {};
			return {
				...(command.target === null && { kind: 'none' }),
				...(cardId && { cardId }),
				...(groupId && { groupId }),
			};
		}
		case 'projector:show':
			return { kind: command.view?.kind ?? 'none' };
		case 'help:call':
			return { kind: HELP_REASONS.find((known) => known === command.reason) };
		default:
			return {};
	}
}

function tableOf(command: AnyCommand): TableId | undefined {
	if (command.name === 'spotlight:set') return command.target?.tableId;
	if (command.name === 'projector:show')
		return command.view?.kind === 'table' ? command.view.tableId : undefined;
	return 'tableId' in command ? (command.tableId ?? undefined) : undefined;
}
