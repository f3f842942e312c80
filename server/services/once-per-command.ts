import type { Records } from '#server/ports/records.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { InOrder } from './in-order.ts';

/** How often other nodes may be faster. */
const TRIES_MAX = 20;
/** [LC6] How many ids of carried-out commands are remembered for each table. */
const COMMANDS_REMEMBERED = 256;

/** Commands that concern one table and leave no trace of themselves in what they change. */
export interface TableCommand {
	readonly id: string;
	readonly tableId: TableId;
}

export type OncePerCommand = (
	dialogue: DialogueId,
	command: TableCommand,
	carryOut: () => Promise<Result<unknown>>,
) => Promise<Result<unknown>>;

/**
 * [LC6] Carries a command out unless it was before; its repeat is answered `ok`, on any node and after a restart. On one
 * node the commands of a table wait for each other. Should the process die between deed and memory, the repeat does it
 * again: it is done twice rather than never.
 */
export function createOncePerCommand({ records }: { readonly records: Records }): OncePerCommand {
	const inOrder = new InOrder<string>();

	return (dialogue, command, carryOut) => {
		const table = `${dialogue}/${command.tableId}`;
		return inOrder.run(table, async () => {
			const before = await records.get('tableCommands', table);
			if (before?.value.ids.includes(command.id)) return ok(undefined);
			const done = await carryOut();
			if (done.ok) await remember(dialogue, table, command.id);
			return done;
		});
	};

	async function remember(dialogue: DialogueId, id: string, command: string): Promise<void> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const now = await records.get('tableCommands', id);
			const ids = [...(now?.value.ids ?? []), command].slice(-COMMANDS_REMEMBERED);
			const was = now?.version ?? null;
			if (await records.write([{ kind: 'tableCommands', id, dialogue, was, value: { ids } }]))
				return now ? undefined : forgetErased(dialogue, id);
		}
	}

	/** Erased in between: its records went before this one came, so nobody would ever delete it. */
	async function forgetErased(dialogue: DialogueId, id: string): Promise<void> {
		if (!(await records.get('dialogue', dialogue)))
			await records.write([{ kind: 'tableCommands', id, was: 'any', value: null }]);
	}
}
