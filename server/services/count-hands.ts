import { judgeCount } from '#server/domain/ballot-policy.ts';
import type { Actor } from '#server/domain/capability.ts';
import { deedOf } from '#server/domain/deeds.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import type { DecideElsewhere } from './decide-elsewhere.ts';
import type { WeighItems } from './weigh-items.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly weighItems: WeighItems;
	readonly elsewhere: Pick<DecideElsewhere, 'decide'>;
}

/** Takes the dots that a host counted on paper, in place of the table's count before. Rule LC5. */
export function createCountHands({ records, clock, weighItems, elsewhere }: Needs) {
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
		return elsewhere.decide(id, command, deedOf(actor, command, clock.nowMs()));
	};
}
