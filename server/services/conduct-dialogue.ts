import type { Actor } from '#server/domain/capability.ts';
import { conduct, isRepeat, voteOf, type ConductCommand } from '#server/domain/conduct.ts';
import { deedOf } from '#server/domain/deeds.ts';
import { rightsMoved } from '#server/domain/conduct-rights.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records, Write } from '#server/ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import { deedWrites } from './deeds.ts';
import { InOrder } from './in-order.ts';
import type { MoveRights } from './move-rights.ts';

interface Needs {
	readonly records: Records;
	readonly ballots: BallotBox;
	readonly clock: Clock;
	readonly moveRights: MoveRights;
}

/** How often other nodes may be faster; on one node commands wait for each other. */
const TRIES_MAX = 50;
/**
 * Between two commands of a dialogue. Without it a node with a long queue writes as often as another one can read and
 * write, and the other one's comparison never holds.
 */
const REST_MS = 2;
/** Those that can move rights: their repeat makes sure that it was done, should the first have died on the way. */
const MOVES_RIGHTS: readonly ConductCommand['name'][] = [
	'step:start',
	'step:end',
	'table:freeze',
	'cards:reveal',
];

/**
 * Carries out one command of the conduct. What was acknowledged is durable, holds on every node, and has one place in one
 * order of all commands of the dialogue. Rules LC1–LC3 in `server/transport/live/SPEC.md`.
 */
export function createConductDialogue({ records, ballots, clock, moveRights }: Needs) {
	const inOrder = new InOrder<DialogueId>(
		() => new Promise((done) => void clock.after(REST_MS, done)),
	);

	return function conductDialogue(
		id: DialogueId,
		actor: Actor,
		command: ConductCommand,
	): Promise<Result<unknown>> {
		return inOrder.run(id, () => carryOut(id, actor, command));
	};

	async function carryOut(
		id: DialogueId,
		actor: Actor,
		command: ConductCommand,
	): Promise<Result<unknown>> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const found = await records.get('dialogue', id);
			if (!found) return NO_DIALOGUE;
			const before = found.value;
			const nowMs = clock.nowMs();
			const result = conduct(before, command, actor, nowMs);
			if (!result.ok) {
				if (tries > 0) await takeBack(id, command, before.conduct.vote?.id);
				return result;
			}
			if (isRepeat(before, command.id)) {
				if (MOVES_RIGHTS.includes(command.name)) await moveRights(id, 'all', found.version);
				return ok(answerTo(command));
			}
			const after = result.value;
			await turnBox(id, command, after.conduct.vote?.id);
			const was = found.version;
			const deed = deedOf(actor, command, nowMs);
			const writes: Write[] = [{ kind: 'dialogue', id, dialogue: id, was, value: after }];
			if (deed) writes.push(...(await deedWrites(records, id, [deed])));
			if (await records.write(writes)) {
				await moveRights(id, rightsMoved(before, after), was + 1);
				return ok(answerTo(command));
			}
		}
		return reject('store/unavailable', 'others change this dialogue all the time; try again');
	}

	/**
	 * [LC3] The box is turned before the record says so: nobody knows a vote whose box is not open yet, and what is closed
	 * takes nothing after the acknowledgement.
	 */
	async function turnBox(
		id: DialogueId,
		command: ConductCommand,
		vote: ReturnType<typeof voteOf> | undefined,
	): Promise<void> {
		if (vote === undefined) return;
		if (command.name === 'vote:open') await ballots.open(id, vote);
		if (command.name === 'vote:close') await ballots.close(id, vote);
	}

	/** Somebody else was faster with opening a vote: the box that was opened for this one stays unknown, and shut. */
	async function takeBack(
		id: DialogueId,
		command: ConductCommand,
		current: ReturnType<typeof voteOf> | undefined,
	): Promise<void> {
		const own = voteOf(command.id);
		if (command.name === 'vote:open' && own !== current) await ballots.close(id, own);
	}
}

function answerTo(command: ConductCommand): unknown {
	return command.name === 'vote:open' ? { voteId: voteOf(command.id) } : undefined;
}
