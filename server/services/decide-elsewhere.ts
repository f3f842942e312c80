import type { Promised, RecordOf, Records } from '#server/ports/records.ts';
import type { Deed } from '#shared/deeds.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { deedWrites } from './deeds.ts';
import { InOrder } from './in-order.ts';
import { withCommand } from './once-per-command.ts';
import { writeIfThere } from './write-if-there.ts';

/** How often other nodes may be faster. */
const TRIES_MAX = 50;

/** What such a command does, where that is kept; done twice it is what it is when done once. */
export type Keep = (
	dialogue: DialogueId,
	command: Promised['command'],
) => Promise<Result<undefined>>;

export interface DecideElsewhere {
	/** `deed`: null, it is no decision for the record of conduct. A repeat is answered `ok`, on any node. */
	readonly decide: (
		dialogue: DialogueId,
		command: Promised['command'],
		deed: Deed | null,
	) => Promise<Result<undefined>>;
	/** Does what a process that died, or a store that did not answer, has left half done at these tables. */
	readonly finish: (dialogue: DialogueId, tables: readonly TableId[]) => Promise<void>;
}

type Remembered = RecordOf['tableCommands'];

/**
 * [DE3] Decisions that are kept elsewhere than in the records, in the ledger or the ballot box: such a command is written
 * down before it is begun, and in one step it goes on the record of conduct and out of that note again. Whoever finds one
 * that was left (the next command at this table, or a node that opens the dialogue) does it to its end. So both are there
 * or neither, and the deed stands there once.
 */
export function createDecideElsewhere({
	records,
	keep,
}: {
	readonly records: Records;
	readonly keep: Keep;
}): DecideElsewhere {
	const inOrder = new InOrder<string>();

	return {
		decide: (dialogue, command, deed) => {
			const table = `${dialogue}/${command.tableId}`;
			return inOrder.run(table, async () => {
				await finishAt(dialogue, table, command.id);
				if ((await promise(dialogue, table, { command, deed })) === 'done') return ok(undefined);
				return carryOut(dialogue, table, { command, deed });
			});
		},
		finish: async (dialogue, tables) => {
			for (const id of tables) {
				const table = `${dialogue}/${id}`;
				await inOrder.run(table, () => finishAt(dialogue, table));
			}
		},
	};

	async function finishAt(dialogue: DialogueId, table: string, own?: string): Promise<void> {
		const left = (await records.get('tableCommands', table))?.value.promised ?? [];
		for (const one of left) if (one.command.id !== own) await carryOut(dialogue, table, one);
	}

	async function promise(
		dialogue: DialogueId,
		table: string,
		mine: Promised,
	): Promise<'done' | 'promised'> {
		const { id } = mine.command;
		const now = await change(dialogue, table, (seen) => {
			if (seen.ids.includes(id) || isPromised(seen, id)) return undefined;
			return { value: { ...seen, promised: [...(seen.promised ?? []), mine] } };
		});
		return now?.ids.includes(id) ? 'done' : 'promised';
	}

	/** Rejects where a store does not answer: then it is left for whoever comes next. */
	async function carryOut(
		dialogue: DialogueId,
		table: string,
		{ command, deed }: Promised,
	): Promise<Result<undefined>> {
		const { id } = command;
		const done = await keep(dialogue, command);
		await change(dialogue, table, (seen) => {
			if (!isPromised(seen, id)) return undefined; // somebody else has done it to its end
			const value = without(seen, id);
			return done.ok ? { value: withCommand(value, id), deed } : { value };
		});
		return done;
	}

	/** The answer: what stands there afterwards; undefined: the dialogue was erased. */
	async function change(
		dialogue: DialogueId,
		table: string,
		to: (
			seen: Remembered,
		) => { readonly value: Remembered; readonly deed?: Deed | null } | undefined,
	): Promise<Remembered | undefined> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const found = await records.get('tableCommands', table);
			const seen = found?.value ?? { ids: [] };
			const next = to(seen);
			if (!next) return seen;
			const { value, deed } = next;
			const written = await writeIfThere(records, dialogue, [
				{ kind: 'tableCommands', id: table, dialogue, was: found?.version ?? null, value },
				...(await deedWrites(records, dialogue, deed ? [deed] : [])),
			]);
			if (written !== 'taken') return written === 'ok' ? value : undefined;
		}
		throw new Error('others change what this table remembers all the time');
	}
}

function isPromised({ promised }: Remembered, id: string): boolean {
	return promised?.some(({ command }) => command.id === id) ?? false;
}

function without({ promised, ...rest }: Remembered, id: string): Remembered {
	const others = promised?.filter(({ command }) => command.id !== id) ?? [];
	return { ...rest, ...(others.length > 0 && { promised: others }) };
}
