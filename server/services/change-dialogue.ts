import { rightsMoved } from '#server/domain/conduct-rights.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import { pruned } from '#server/domain/pruned.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records, Versioned, Write } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import type { PatchDialogueBody } from '#shared/api.ts';
import type { Deed } from '#shared/deeds.ts';
import { newId, type DialogueId, type Random } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Table } from '#shared/schemas.ts';
import { dialogueFor, NO_DIALOGUE } from './access.ts';
import { deedWrites } from './deeds.ts';
import { questionsOf, stepsOf } from './agenda.ts';
import type { MoveRights } from './move-rights.ts';
import { linkId } from './tokens.ts';
import type { UsesOf } from './uses-of.ts';

interface Needs {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly random: Random;
	readonly clock: Clock;
	readonly usesOf: UsesOf;
	readonly moveRights: MoveRights;
}

type Refusal =
	| 'dialogue/not-found'
	| 'request/invalid'
	| 'dialogue/table-in-use'
	| 'dialogue/question-in-use'
	| 'store/unavailable';
type Changed = Result<Dialogue, Refusal>;

/** The moderation conducts the day: its agenda and its settings. Everything else is the organiser's. */
const OF_MODERATORS: readonly (keyof PatchDialogueBody)[] = ['steps', 'settings', 'wlan'];
/** How often commands of the running event may be faster. */
const TRIES_MAX = 20;

/** Changes what is named, and nothing else. Rules DI4–DI8 in SPEC.md. */
export function createChangeDialogue({ records, log, random, clock, usesOf, moveRights }: Needs) {
	return async function changeDialogue(
		caller: Grant,
		id: string,
		patch: PatchDialogueBody,
	): Promise<Changed> {
		const names = Object.keys(patch) as (keyof PatchDialogueBody)[];
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const found = await dialogueFor(records, caller, id, ['organiser', 'moderator']);
			if (!found.ok) return found;
			if (caller.role === 'moderator' && !names.every((name) => OF_MODERATORS.includes(name)))
				return NO_DIALOGUE;
			const before = found.value;
			const next = apply(before.value, patch);
			if (!next.ok) return next;
			const used = await firstInUse(before.value, next.value);
			if (used) return used;

			if (!(await openBoards(added(before.value, next.value), before.value.id))) return NO_DIALOGUE;
			const deed: Deed = {
				id: newId('l_', random),
				atMs: clock.nowMs(),
				role: caller.role,
				what: 'dialogue:change',
				parts: names.filter((name) => patch[name] !== undefined).sort(),
			};
			if (!(await keep(before, next.value, deed))) continue;
			return settle(before.value, next.value);
		}
		return reject('store/unavailable', 'others change this dialogue all the time; try again');
	};

	function apply(before: Dialogue, patch: PatchDialogueBody): Changed {
		const { title, place, date, language, phase } = { ...before, ...defined(patch) };
		const tables = tablesOf(before, patch.tables);
		if (!tables.ok) return tables;
		const questions = patch.questions ? questionsOf(patch.questions, random) : ok(before.questions);
		if (!questions.ok) return questions;
		const kept = before.steps.filter(
			({ table }) => table === undefined || tables.value.some(({ id }) => id === table),
		);
		const steps = patch.steps ? stepsOf(patch.steps, tables.value, random) : ok(kept);
		if (!steps.ok) return steps;
		const { wlan: _before, ...rest } = before;
		const turned = phase !== before.phase;
		return ok(
			pruned({
				...(patch.wlan === undefined ? before : rest),
				title,
				place,
				date,
				language,
				phase,
				...(turned && { closedAtMs: phase === 'closed' ? clock.nowMs() : undefined }),
				...(turned && { seatsForgottenAtMs: undefined }),
				tables: tables.value,
				questions: questions.value,
				steps: steps.value,
				settings: { ...before.settings, ...defined(patch.settings ?? {}) },
				...(patch.wlan && { wlan: patch.wlan }),
			}),
		);
	}

	function tablesOf(
		before: Dialogue,
		given: PatchDialogueBody['tables'],
	): Result<readonly Table[], 'request/invalid'> {
		if (!given) return ok(before.tables);
		const named = given.flatMap(({ id }) => id ?? []);
		if (new Set(named).size < named.length)
			return reject('request/invalid', 'tables: an id is used twice');
		if (!named.every((id) => before.tables.some((table) => table.id === id)))
			return reject('request/invalid', 'tables: an id is not one of this dialogue');
		return ok(given.map(({ id, theme }) => ({ id: id ?? newId('t_', random), theme })));
	}

	/** [DI6] Nothing that somebody wrote may end up at a place that no screen shows. */
	async function firstInUse(before: Dialogue, next: Dialogue) {
		const tables = removed(before.tables, next.tables);
		const questions = removed(before.questions, next.questions);
		if (tables.length === 0 && questions.length === 0) return undefined;
		const uses = await usesOf(
			before.id,
			before.tables.map(({ id }) => id),
		);
		if (tables.some(({ id }) => uses.tables.has(id)))
			return reject('dialogue/table-in-use', 'tables: one that is left out has cards');
		if (questions.some(({ id }) => uses.questions.has(id)))
			return reject('dialogue/question-in-use', 'questions: one that is left out has cards');
		return undefined;
	}

	/** False: the dialogue was erased meanwhile. */
	async function openBoards(tables: readonly Table[], dialogue: DialogueId): Promise<boolean> {
		for (const { id } of tables) {
			const board = { dialogue, kind: 'board', id } as const;
			const { epoch } = await log.open(board);
			const answer = await log.append(board, { seq: 0, epoch }, newBoard());
			if (!answer.ok && answer.why === 'gone') return false;
			if (!answer.ok) throw new Error(`the board of a new table is not empty: ${answer.why}`);
		}
		return true;
	}

	async function keep(
		{ version }: Versioned<Dialogue>,
		value: Dialogue,
		deed: Deed,
	): Promise<boolean> {
		const { id } = value;
		return records.write([
			{ kind: 'dialogue', id, dialogue: id, was: version, value },
			...(await deedWrites(records, id, [deed])),
		]);
	}

	/** The links to tables that are gone for good. */
	async function endLinks(dialogue: DialogueId, tables: readonly Table[]): Promise<void> {
		const ends: Write[] = [];
		for (const table of tables) {
			const id = linkId(dialogue, 'host', table.id);
			const tokenHash = (await records.get('link', id))?.value.tokenHash;
			ends.push({ kind: 'link', id, dialogue, was: 'any', value: null });
			if (tokenHash !== undefined)
				ends.push({ kind: 'token', id: tokenHash, dialogue, was: 'any', value: null });
		}
		if (ends.length > 0) await records.write(ends);
	}

	/** [DI5] After this nothing judged by the old record is kept any more. [DI6] What came in between counts. */
	async function settle(before: Dialogue, next: Dialogue): Promise<Changed> {
		await moveRights(next.id, rightsMoved(before, next));
		const used = await firstInUse(before, next);
		if (!used) {
			await endLinks(next.id, removed(before.tables, next.tables));
			return ok(next);
		}
		await putBack(before, next);
		await moveRights(next.id, 'all');
		return used;
	}

	/** Everything that went with the table as well: its freeze, its steps. Unless others have gone on from there. */
	async function putBack(before: Dialogue, next: Dialogue): Promise<void> {
		const { id, tables, questions } = before;
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const now = await records.get('dialogue', id);
			if (!now) return;
			const isAlone = JSON.stringify(now.value) === JSON.stringify(next);
			const value = isAlone ? before : { ...now.value, tables, questions };
			const was = now.version;
			if (await records.write([{ kind: 'dialogue', id, dialogue: id, was, value }])) return;
		}
	}
}

function removed<T extends { readonly id: string }>(before: readonly T[], next: readonly T[]): T[] {
	return before.filter(({ id }) => !next.some((other) => other.id === id));
}

function added(before: Dialogue, next: Dialogue): Table[] {
	return removed(next.tables, before.tables);
}

/** Without what is undefined: an absent field changes nothing. */
function defined<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
}
