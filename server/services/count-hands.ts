import type { Actor } from '#server/domain/capability.ts';
import { judgeCount } from '#server/domain/ballot-policy.ts';
import { deedOf } from '#server/domain/deeds.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Records } from '#server/ports/records.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import { noteDeeds } from './deeds.ts';
import type { WeighItems } from './weigh-items.ts';

interface Needs {
	readonly records: Records;
	readonly ballots: BallotBox;
	readonly bus: Bus;
	readonly clock: Clock;
	readonly weighItems: WeighItems;
}

/** Takes the dots that a host counted on paper, in place of the table's count before. Rule LC5. */
export function createCountHands({ records, ballots, bus, clock, weighItems }: Needs) {
	return async function countHands(
		id: DialogueId,
		actor: Actor,
		command: AnyCommand<'vote:count'>,
	): Promise<Result<undefined>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		const judged = judgeCount(found.value, command);
		if (!judged.ok) return judged;
		const weighed = await weighItems(id, judged.value);
		if (!weighed.ok) return weighed;

		const { voteId, tableId: table, dots } = command;
		const answer = await ballots.count(id, voteId, command.id, { table, dots });
		// also of a repeat: the first may have died in between
		const deed = deedOf(actor, command, clock.nowMs());
		if (deed) await noteDeeds(records, id, [deed]);
		if (answer === 'ok') bus.call('ballots.changed', { dialogue: id });
		return ok(undefined);
	};
}
