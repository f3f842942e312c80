import { capability, isFrozen, type Actor } from '#server/domain/capability.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Records } from '#server/ports/records.ts';
import { createGroup, nameGroup, placeCard } from '#server/rooms/board-placing.ts';
import { addCard, numberOnBoard } from '#server/rooms/board-adding.ts';
import { translateCard } from '#server/rooms/board-translating.ts';
import { BoardEnds } from '#server/rooms/board-writing.ts';
import { roundAt } from '#server/rooms/intake-decision.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId, GroupId, TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { NO_DIALOGUE } from './access.ts';
import type { OncePerCommand } from './once-per-command.ts';

export type SortCommand = AnyCommand<
	'card:add' | 'card:place' | 'group:create' | 'group:name' | 'translation:give'
>;

interface Needs {
	readonly records: Records;
	readonly registry: Pick<Registry, 'use'>;
	readonly oncePerCommand: OncePerCommand;
}

/** How often rights may move while a command is on its way. */
const TRIES_MAX = 20;

type Change = (doc: Parameters<Parameters<Room['write']>[1]>[0]) => Result<boolean>;

/**
 * What is done to a board by command: place a card, make a group, name a group, where everybody sorts; and a card that a
 * host adds from paper; a card's translation by an interpreter. The server writes the board, under the epoch at which the right was judged. Rules LC6 and LC8 in
 * `server/transport/live/SPEC.md`.
 */
export function createSortBoard({ records, registry, oncePerCommand }: Needs) {
	return async function sortBoard(
		id: DialogueId,
		actor: Actor,
		command: SortCommand,
	): Promise<Result<unknown>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		// before anything is loaded or remembered for a table that is not there
		if (!hasTable(found.value, command.tableId)) return reject('table/unknown', command.tableId);

		const board = { dialogue: id, kind: 'board', id: command.tableId } as const;
		const done = await oncePerCommand(id, command, () =>
			registry.use(board, (room) => write(room, id, actor, command)),
		);
		return done.ok ? ok(await answerTo(command)) : done;

		/** The same for the first time and for a repeat. */
		async function answerTo(done: SortCommand): Promise<unknown> {
			if (done.name === 'group:create') return { groupId: groupOf(done.id) };
			if (done.name !== 'card:add') return undefined;
			const { cardId } = done;
			const look = (room: Room) => room.read((doc) => numberOnBoard(doc, cardId));
			return { cardId, number: await registry.use(board, look) };
		}
	};

	async function write(
		room: Room,
		id: DialogueId,
		actor: Actor,
		command: SortCommand,
	): Promise<Result<undefined>> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			// first the epoch, then the record: a right that ends in between moves the epoch
			const { epoch } = room;
			const found = await records.get('dialogue', id);
			if (!found) return NO_DIALOGUE;
			const judged = judge(found.value, actor, command);
			if (!judged.ok) return judged;

			let result: Result<boolean> = ok(false);
			const answer = await room.write(epoch, (doc) => {
				const isFull = actor.role === 'participant' && new BoardEnds(doc).isCrowded;
				result = isFull ? reject('request/too-many', 'the rest is for hosts') : judged.value(doc);
				return result.ok && result.value ? {} : null;
			});
			if (answer === 'gone') return NO_DIALOGUE;
			if (answer === 'ok' || answer === 'nothing') return result.ok ? ok(undefined) : result;
		}
		return reject('store/unavailable', 'the rights at this table change all the time; try again');
	}
}

/** What this command would do to the board, if this actor may sort there now. */
function judge(dialogue: Dialogue, actor: Actor, command: SortCommand): Result<Change> {
	const table = command.tableId;
	if (!hasTable(dialogue, table)) return reject('table/unknown', table);
	if (isFrozen(dialogue, table)) return reject('table/frozen', table);
	// [TL3] who translates sorts nothing
	if (command.name !== 'translation:give' && !capability(actor, dialogue, table).sort)
		return reject('command/not-allowed', command.name);
	switch (command.name) {
		case 'card:add': {
			const { cardId, question, text, lang } = command;
			if (!dialogue.questions.some(({ id }) => id === question))
				return reject('card/unknown-place', question);
			const words = { question, text, lang, ...roundAt(dialogue, table) };
			return ok((doc) => addCard(doc, cardId, words));
		}
		case 'translation:give': {
			const { cardId, lang, text } = command;
			return ok((doc) => translateCard(doc, cardId, { lang, text, by: 'interpreter' }));
		}
		case 'card:place': {
			const { cardId, question, beforeId, groupId } = command;
			if (question !== undefined && !dialogue.questions.some(({ id }) => id === question))
				return reject('card/unknown-place', question);
			return ok((doc) => placeCard(doc, cardId, { question, beforeId, groupId }));
		}
		case 'group:create':
			return ok((doc) => createGroup(doc, groupOf(command.id), command.cardIds, command.title));
		case 'group:name':
			return ok((doc) => nameGroup(doc, command.groupId, command.title));
	}
}

function hasTable(dialogue: Dialogue, table: TableId): boolean {
	return dialogue.tables.some(({ id }) => id === table);
}

/** A group is named after the command that makes it, so that a repeat names the same one. */
function groupOf(commandId: string): GroupId {
	return `g_${commandId.replaceAll('-', '').toLowerCase()}`;
}
