import type { Actor } from '#server/domain/capability.ts';
import { deedOf } from '#server/domain/deeds.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import { reject, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import type { DecideElsewhere } from './decide-elsewhere.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly elsewhere: Pick<DecideElsewhere, 'decide'>;
}

/** Cards that wait are let in or refused, by command: in an open dialogue, for a table that is there, once for each press. */
export function createDecideWaiting({ records, clock, elsewhere }: Needs) {
	return async function decideWaiting(
		id: DialogueId,
		actor: Actor,
		command: AnyCommand<'card:admit' | 'cards:admit' | 'card:refuse'>,
	): Promise<Result<undefined>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		const { phase, tables } = found.value;
		const { tableId } = command;
		if (phase === 'closed') return reject('dialogue/closed');
		if (!tables.some((table) => table.id === tableId)) return reject('table/unknown', tableId);
		return elsewhere.decide(id, command, deedOf(actor, command, clock.nowMs()));
	};
}
