import type { AnyCommand, CommandName } from '#shared/commands.ts';
import type { TableId, VoteId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Actor } from './capability.ts';
import { mayCommand } from './command-roles.ts';
import { direct, messagesGone } from './projectors.ts';
import type { Conduct, Dialogue } from './dialogue.ts';
import { endStep, endTable, extendStep, extendTable, startStep } from './steps.ts';

/** The commands that change the conduct of a dialogue and nothing else. */
export const CONDUCT_COMMANDS = [
	'step:start',
	'step:extend',
	'step:end',
	'table:freeze',
	'cards:reveal',
	'vote:open',
	'vote:close',
	'vote:reveal',
	'spotlight:set',
	'projector:show',
	'projector:black',
	'projector:name',
	'help:call',
	'help:answer',
	'message:send',
] as const satisfies readonly CommandName[];
export type ConductCommand = AnyCommand<(typeof CONDUCT_COMMANDS)[number]>;

/** [CO3] How many ids of commands a dialogue remembers. */
export const COMMANDS_REMEMBERED = 256;
/** [CO8] More than are sent before the slowest node has told them. */
export const MESSAGES_KEPT = 16;
/** [CO2] After a dialogue was closed, it can still be shown and told, and its vote can still be ended. */
const AFTER_CLOSING: readonly CommandName[] = [
	'vote:close',
	'vote:reveal',
	'spotlight:set',
	'projector:show',
	'projector:black',
	'projector:name',
	'message:send',
];

/** [CO3] Whether this command was carried out before; its repeat is answered and changes nothing. */
export function isRepeat(dialogue: Dialogue, commandId: string): boolean {
	return dialogue.conduct.commands.includes(commandId);
}

/** [VO1] The vote that a `vote:open` opens: named after the command, so that a repeat names the same one. */
export function voteOf(commandId: string): VoteId {
	return `v_${commandId.replaceAll('-', '').toLowerCase()}`;
}

/**
 * The dialogue after a command, or why not. Pure: rules CO1–CO9, ST1–ST7, VO1–VO4 in SPEC.md.
 * A command that asks for what holds already is carried out and remembered all the same (CO4).
 *
 * @param actor - who sends it; whether the dialogue is theirs was asked before
 */
export function conduct(
	dialogue: Dialogue,
	command: ConductCommand,
	actor: Actor,
	nowMs: number,
): Result<Dialogue> {
	if (!mayCommand(actor, command)) return reject('command/not-allowed', command.name);
	if (isRepeat(dialogue, command.id)) return ok(dialogue);
	if (dialogue.phase === 'closed' && !AFTER_CLOSING.includes(command.name))
		return reject('dialogue/closed');
	const unknown = tablesIn(command).find((table) => !hasTable(dialogue, table));
	if (unknown !== undefined) return reject('table/unknown', unknown);

	const change = decide(dialogue, command, actor, nowMs);
	if (!change.ok) return change;
	const commands = [...dialogue.conduct.commands, command.id].slice(-COMMANDS_REMEMBERED);
	return ok({ ...dialogue, conduct: { ...dialogue.conduct, ...change.value, commands } });
}

/** [LW6] What the hall's step leaves on the projectors. */
function alsoOnTheWall(steps: Result<Partial<Conduct>>, now: Conduct): Result<Partial<Conduct>> {
	return steps.ok ? ok({ ...steps.value, ...messagesGone(now) }) : steps;
}

function decide(
	dialogue: Dialogue,
	command: ConductCommand,
	actor: Actor,
	nowMs: number,
): Result<Partial<Conduct>> {
	const now = dialogue.conduct;
	switch (command.name) {
		case 'step:start':
			return alsoOnTheWall(startStep(dialogue, command.stepId, nowMs), now);
		case 'step:extend':
			return command.tableId === undefined
				? extendStep(now, command.seconds, nowMs)
				: extendTable(dialogue, command.tableId, command.seconds, nowMs);
		case 'step:end':
			return command.tableId === undefined
				? alsoOnTheWall(endStep(now, nowMs), now)
				: endTable(now, command.tableId);
		case 'table:freeze':
			return ok({ frozen: changed(now.frozen, command.tableId, command.frozen) });
		case 'cards:reveal': {
			const tables = command.tableId ? [command.tableId] : dialogue.tables.map(({ id }) => id);
			return ok({ revealed: [...new Set([...now.revealed, ...tables])] });
		}
		case 'vote:open': {
			if (now.vote?.open) return reject('vote/open', now.vote.id);
			const { dots, perItemMax, criterion, weighed } = command;
			const tableIds = [...new Set(command.tableIds ?? dialogue.tables.map(({ id }) => id))];
			const id = voteOf(command.id);
			return ok({
				vote: {
					id,
					open: true,
					revealed: false,
					dots,
					perItemMax,
					criterion,
					tableIds,
					...(weighed && { weighed }),
				},
			});
		}
		case 'vote:close':
			if (!now.vote) return reject('vote/unknown');
			return now.vote.open ? ok({ vote: { ...now.vote, open: false } }) : reject('vote/closed');
		case 'vote:reveal':
			return now.vote ? ok({ vote: { ...now.vote, revealed: true } }) : reject('vote/unknown');
		case 'spotlight:set':
			return !command.target && !mayTakeLight(actor, now.spotlight)
				? reject('command/not-allowed', command.name)
				: ok({ spotlight: command.target });
		case 'projector:show':
		case 'projector:black':
		case 'projector:name':
			return ok(direct(now, command));
		case 'help:call': {
			const tableId = actor.table!; // CO1: only a host with a table comes here
			const call = { tableId, reason: command.reason ?? null, atMs: nowMs, answered: false };
			return ok({ help: [...now.help.filter((other) => other.tableId !== tableId), call] });
		}
		case 'help:answer': {
			const { tableId } = command;
			if (!now.help.some((call) => call.tableId === tableId && !call.answered))
				return reject('help/unknown', tableId);
			return ok({
				help: now.help.map((call) =>
					call.tableId === tableId ? { ...call, answered: true } : call,
				),
			});
		}
		case 'message:send': {
			const { id, text, ready, tableIds } = command;
			const message = {
				id,
				text,
				...(ready && { ready }),
				atMs: nowMs,
				...(tableIds && { tableIds }),
			};
			return ok({ messages: [...(now.messages ?? []), message].slice(-MESSAGES_KEPT) });
		}
	}
}

/** [CO6] A host may put the light on the own table, and take it away from there only. */
function mayTakeLight(actor: Actor, spotlight: Conduct['spotlight']): boolean {
	return actor.role !== 'host' || !spotlight || spotlight.tableId === actor.table;
}

function changed(set: readonly TableId[], table: TableId, member: boolean): readonly TableId[] {
	const others = set.filter((other) => other !== table);
	return member ? [...others, table] : others;
}

/** Every table that a command names. */
function tablesIn(command: ConductCommand): readonly TableId[] {
	switch (command.name) {
		case 'spotlight:set':
			return command.target ? [command.target.tableId] : [];
		case 'projector:show':
			return command.view?.kind === 'table' ? [command.view.tableId] : [];
		case 'vote:open':
		case 'message:send':
			return command.tableIds ?? [];
		default:
			return 'tableId' in command && command.tableId !== undefined ? [command.tableId] : [];
	}
}

function hasTable(dialogue: Dialogue, table: TableId): boolean {
	return dialogue.tables.some(({ id }) => id === table);
}
