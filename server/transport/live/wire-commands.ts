import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { Intake } from '#server/rooms/intake.ts';
import type { Registry } from '#server/rooms/registry.ts';
import { createCarryOut, type CarryOut } from '#server/services/carry-out-command.ts';
import { createCastBallot } from '#server/services/cast-ballot.ts';
import { createConductDialogue } from '#server/services/conduct-dialogue.ts';
import { createCountHands } from '#server/services/count-hands.ts';
import { createDecideElsewhere, type DecideElsewhere } from '#server/services/decide-elsewhere.ts';
import { createDecideWaiting } from '#server/services/decide-waiting.ts';
import { createKeepElsewhere } from '#server/services/keep-elsewhere.ts';
import type { MoveRights } from '#server/services/move-rights.ts';
import { createOncePerCommand } from '#server/services/once-per-command.ts';
import { createSortBoard } from '#server/services/sort-board.ts';
import { createTranslateCard } from '#server/services/translate-card.ts';
import { createWeighItems } from '#server/services/weigh-items.ts';

interface Needs {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly ballots: BallotBox;
	readonly bus: Bus;
	readonly clock: Clock;
	readonly registry: Pick<Registry, 'use' | 'rejudge'>;
	readonly intake: Pick<Intake, 'rejudge' | 'seatChanged'>;
	readonly moveRights: MoveRights;
}

interface Wired {
	/** Every command with its use case. */
	readonly carryOut: CarryOut;
	readonly elsewhere: Pick<DecideElsewhere, 'finish'>;
}

export function wireCommands(needs: Needs): Wired {
	const weighItems = createWeighItems(needs);
	const oncePerCommand = createOncePerCommand(needs);
	const sortBoard = createSortBoard({ ...needs, oncePerCommand });
	const elsewhere = createDecideElsewhere({ ...needs, keep: createKeepElsewhere(needs) });
	const carryOut = createCarryOut({
		conductDialogue: createConductDialogue(needs),
		castBallot: createCastBallot({ ...needs, weighItems }),
		countHands: createCountHands({ ...needs, weighItems, elsewhere }),
		sortBoard,
		translateCard: createTranslateCard({ ...needs, sortBoard }),
		decideWaiting: createDecideWaiting({ ...needs, elsewhere }),
	});
	return { carryOut, elsewhere };
}
