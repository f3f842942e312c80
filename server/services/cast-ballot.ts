import { judgeBallot } from '#server/domain/ballot-policy.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Records } from '#server/ports/records.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId, SeatId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import type { WeighItems } from './weigh-items.ts';

interface Needs {
	readonly records: Records;
	readonly ballots: BallotBox;
	readonly bus: Bus;
	readonly weighItems: WeighItems;
}

/**
 * Puts a seat's whole ballot into the box, in place of the one before. What was acknowledged counts. Whether the vote is
 * open is the box's own decision, so one cut-off holds for all nodes. Rule LC4 in `server/transport/live/SPEC.md`.
 */
export function createCastBallot({ records, ballots, bus, weighItems }: Needs) {
	return async function castBallot(
		id: DialogueId,
		seat: SeatId,
		command: AnyCommand<'vote:cast'>,
	): Promise<Result<undefined>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		const judged = judgeBallot(found.value, command);
		if (!judged.ok) return judged;
		const weighed = await weighItems(id, judged.value);
		if (!weighed.ok) return weighed;

		const answer = await ballots.put(id, command.voteId, seat, command.id, command.dots);
		if (answer === 'closed') return reject('vote/closed', command.voteId);
		if (answer === 'ok') bus.call('ballots.changed', { dialogue: id });
		return ok(undefined);
	};
}
