import type { UpdateLog } from '#server/ports/update-log.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

/** Where cards and groups are now, on the boards or waiting for them. */
export interface Uses {
	readonly tables: ReadonlySet<TableId>;
	readonly questions: ReadonlySet<string>;
}

interface Needs {
	readonly registry: Pick<Registry, 'use'>;
	readonly log: Pick<UpdateLog, 'ledgerOf'>;
}

/** Looks at the boards of these tables, and at the cards that wait or are late there. */
export function createUsesOf({ registry, log }: Needs) {
	return async function usesOf(dialogue: DialogueId, tables: readonly TableId[]): Promise<Uses> {
		const used = { tables: new Set<TableId>(), questions: new Set<string>() };
		for (const id of tables) {
			const board = { dialogue, kind: 'board', id } as const;
			const { cards, groups } = await registry.use(board, (room) => room.read(readBoard));
			if (cards.length > 0) used.tables.add(id);
			for (const { question } of [...cards, ...groups]) used.questions.add(question);
		}
		for (const { table, held } of (await log.ledgerOf(dialogue)).values())
			if (held) {
				used.tables.add(table);
				used.questions.add(held.question);
			}
		return used;
	};
}
export type UsesOf = ReturnType<typeof createUsesOf>;
