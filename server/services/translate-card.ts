import type { Actor } from '#server/domain/capability.ts';
import { handOut, inHand, type TranslateCommand } from '#server/domain/translating.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Translating } from '#shared/state.ts';
import { NO_DIALOGUE } from './access.ts';
import { InOrder } from './in-order.ts';
import type { SortCommand } from './sort-board.ts';
import { writeIfThere } from './write-if-there.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Pick<Clock, 'nowMs'>;
	readonly sortBoard: (
		id: DialogueId,
		actor: Actor,
		command: SortCommand,
	) => Promise<Result<unknown>>;
}

const TRIES_MAX = 50;

/**
 * Takes a card in hand, leaves it, gives its translation: rules TL1–TL4 in `server/domain/SPEC.md`. A translation is on
 * its board, and durable, when it resolves; the same again changes nothing.
 */
export function createTranslateCard({ records, clock, sortBoard }: Needs) {
	const inOrder = new InOrder<DialogueId>();

	return async function translateCard(
		id: DialogueId,
		actor: Actor,
		command: TranslateCommand,
	): Promise<Result<unknown>> {
		const found = await records.get('dialogue', id);
		if (!found) return NO_DIALOGUE;
		const { phase, tables } = found.value;
		if ('tableId' in command && !tables.some((table) => table.id === command.tableId))
			return reject('table/unknown', command.tableId);
		if (command.name !== 'translation:give') {
			if (phase === 'closed' && command.name === 'translation:take')
				return reject('dialogue/closed');
			return inOrder.run(id, () => change(id, command));
		}
		const isTheirs = handOut((await taken(id)).taken, command, clock.nowMs());
		if (!isTheirs.ok) return isTheirs;
		const given = await sortBoard(id, actor, command);
		if (given.ok) await inOrder.run(id, () => change(id, command));
		return given;
	};

	async function taken(
		id: DialogueId,
	): Promise<{ taken: readonly Translating[]; was: number | null }> {
		const found = await records.get('translating', id);
		return { taken: found?.value.taken ?? [], was: found?.version ?? null };
	}

	async function change(id: DialogueId, command: TranslateCommand): Promise<Result<undefined>> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const { taken: before, was } = await taken(id);
			const after = handOut(before, command, clock.nowMs());
			if (!after.ok) return after;
			if (was === null && after.value.length === 0) return ok(undefined);
			const value = { taken: after.value };
			const write = { kind: 'translating', id, dialogue: id, was, value } as const;
			const written = await writeIfThere(records, id, [write]);
			if (written === 'taken') continue;
			if (written === 'gone') return NO_DIALOGUE;
			return ok(undefined);
		}
		return reject('store/unavailable', 'others take cards all the time; try again');
	}
}

/** [TL2] What interpreters have in hand now. */
export function createTranslatingNow({ records, clock }: Pick<Needs, 'records' | 'clock'>) {
	return async function translatingNow(id: DialogueId): Promise<readonly Translating[]> {
		return inHand((await records.get('translating', id))?.value.taken ?? [], clock.nowMs());
	};
}
