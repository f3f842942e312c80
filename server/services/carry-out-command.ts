import type { Actor } from '#server/domain/capability.ts';
import { mayCommand } from '#server/domain/command-roles.ts';
import type { ConductCommand } from '#server/domain/conduct.ts';
import type { AnyCommand, CommandName } from '#shared/commands.ts';
import type { DialogueId, SeatId } from '#shared/ids.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { SortCommand } from './sort-board.ts';
import type { TranslateCommand } from '#server/domain/translating.ts';

/** Who sends a command, as the token says; nothing of it comes from the command itself. */
export interface Sender {
	readonly dialogue: DialogueId;
	readonly actor: Actor;
	/** A participant's seat. */
	readonly seat?: SeatId | undefined;
}

/** Every command but those that concern one connection and change nothing that is kept. */
export type KeptCommand = AnyCommand<
	Exclude<CommandName, 'seat:at' | 'projector:here' | 'clock:read'>
>;

type Answer = Promise<Result<unknown>>;

/** One use case for each kind of command. */
export interface Needs {
	readonly conductDialogue: (id: DialogueId, actor: Actor, command: ConductCommand) => Answer;
	readonly castBallot: (id: DialogueId, seat: SeatId, command: AnyCommand<'vote:cast'>) => Answer;
	readonly countHands: (id: DialogueId, actor: Actor, command: AnyCommand<'vote:count'>) => Answer;
	readonly sortBoard: (id: DialogueId, actor: Actor, command: SortCommand) => Answer;
	readonly translateCard: (id: DialogueId, actor: Actor, command: TranslateCommand) => Answer;
	readonly decideWaiting: (
		id: DialogueId,
		actor: Actor,
		command: AnyCommand<'card:admit' | 'cards:admit' | 'card:refuse'>,
	) => Answer;
}

export type CarryOut = (sender: Sender, command: KeptCommand) => Answer;

/** [LC7] Asks whether this role may send this command at all, then hands it to its use case. */
export function createCarryOut(needs: Needs): CarryOut {
	return (sender, command) => {
		const { dialogue, actor, seat } = sender;
		if (!mayCommand(actor, command))
			return Promise.resolve(reject('command/not-allowed', command.name));
		switch (command.name) {
			case 'vote:cast':
				return seat === undefined
					? Promise.resolve(reject('command/not-allowed', command.name))
					: needs.castBallot(dialogue, seat, command);
			case 'vote:count':
				return needs.countHands(dialogue, actor, command);
			case 'card:add':
			case 'card:place':
			case 'group:create':
			case 'group:name':
				return needs.sortBoard(dialogue, actor, command);
			case 'translation:take':
			case 'translation:leave':
			case 'translation:give':
				return needs.translateCard(dialogue, actor, command);
			case 'card:admit':
			case 'cards:admit':
			case 'card:refuse':
				return needs.decideWaiting(dialogue, actor, command);
			default:
				return needs.conductDialogue(dialogue, actor, command);
		}
	};
}
