import type { Actor } from '#server/domain/capability.ts';
import { deedOf } from '#server/domain/deeds.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import { reject, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import type { createAdmitCard } from './admit-card.ts';
import type { OncePerCommand } from './once-per-command.ts';
import type { createRefuseCard } from './refuse-card.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly oncePerCommand: OncePerCommand;
	readonly admitCard: ReturnType<typeof createAdmitCard>;
	readonly refuseCard: ReturnType<typeof createRefuseCard>;
}

/** `card:admit` and `card:refuse` as commands: in an open dialogue, for a table that is there, once for each press. */
export function createDecideWaiting({
	records,
	clock,
	oncePerCommand,
	admitCard,
	refuseCard,
}: Needs) {
	return async function decideWaiting(
		id: DialogueId,
		actor: Actor,
		command: AnyCommand<'card:admit' | 'card:refuse'>,
	): Promise<Result<unknown>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		const { phase, tables } = found.value;
		const { tableId, cardId } = command;
		if (phase === 'closed') return reject('dialogue/closed');
		if (!tables.some((table) => table.id === tableId)) return reject('table/unknown', tableId);
		return oncePerCommand(id, command, {
			carryOut: () =>
				command.name === 'card:admit'
					? admitCard(id, tableId, cardId)
					: refuseCard(id, tableId, cardId, command.reason),
			twice: 'same',
			deed: deedOf(actor, command, clock.nowMs()),
		});
	};
}
