import type { Clock } from '#server/ports/clock.ts';
import type { RecordOf, Records } from '#server/ports/records.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { InOrder } from './in-order.ts';
import { writeIfThere } from './write-if-there.ts';

/** How often other nodes may be faster. */
const TRIES_MAX = 50;
/** [LC6] How many ids of carried-out commands are remembered for each table. */
const COMMANDS_REMEMBERED = 256;
/** How many that were begun and never ended: one for each node that died in the middle. */
const BEGUN_REMEMBERED = 32;
/** How long a repeat waits for its first, which another node may just be carrying out. */
const FIRST_MS = 3_000;
const LOOK_EVERY_MS = 50;

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

type Remembered = RecordOf['tableCommands'];

interface Needs {
	readonly records: Records;
	readonly clock: Pick<Clock, 'after'>;
}

/**
 * [LC6] Carries a command out unless it was before; its repeat is answered `ok`, on any node and after a restart. On one
 * node the commands of a table wait for each other. What cannot be done twice is written down before it is begun: should
 * the process die in the middle, its repeat changes nothing and is told that nobody knows (`command/unsure`).
 */
export function createOncePerCommand({ records, clock }: Needs): OncePerCommand {
	const inOrder = new InOrder<string>();

	return (dialogue, command, carryOut) => {
		const { id } = command;
		const table = `${dialogue}/${command.tableId}`;
		return inOrder.run(table, async () => {
			const first = await begin(dialogue, table, id);
			if (first === 'done') return ok(undefined);
			if (first === 'begun') return afterFirst(table, id);
			const done = await carryOut();
			await change(dialogue, table, (now) => (done.ok ? ended(now, id) : forgotten(now, id)));
			return done;
		});
	};

	/** Writes down that it is begun, unless it was before. */
	async function begin(
		dialogue: DialogueId,
		table: string,
		id: string,
	): Promise<'done' | 'begun' | 'fresh'> {
		let was: 'done' | 'begun' | 'fresh' = 'fresh';
		await change(dialogue, table, (now) => {
			was = now.ids.includes(id) ? 'done' : now.begun?.includes(id) ? 'begun' : 'fresh';
			if (was !== 'fresh') return now;
			return { ...now, begun: [...(now.begun ?? []), id].slice(-BEGUN_REMEMBERED) };
		});
		return was;
	}

	/** Another node may just be at it. */
	async function afterFirst(table: string, id: string): Promise<Result<undefined>> {
		for (let waitedMs = 0; waitedMs < FIRST_MS; waitedMs += LOOK_EVERY_MS) {
			const now = await read(table);
			if (now?.ids.includes(id)) return ok(undefined);
			if (!now?.begun?.includes(id)) break; // it was refused there
			await new Promise<void>((done) => void clock.after(LOOK_EVERY_MS, done));
		}
		return reject('command/unsure', 'look whether it was done, then press again');
	}

	async function read(table: string): Promise<Remembered | undefined> {
		return (await records.get('tableCommands', table))?.value;
	}

	async function change(
		dialogue: DialogueId,
		table: string,
		to: (now: Remembered) => Remembered,
	): Promise<void> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			const found = await records.get('tableCommands', table);
			const now = found?.value ?? { ids: [] };
			const value = to(now);
			if (value === now) return;
			const was = found?.version ?? null;
			const written = await writeIfThere(records, dialogue, [
				{ kind: 'tableCommands', id: table, dialogue, was, value },
			]);
			if (written !== 'taken') return;
		}
		throw new Error('others change what this table remembers all the time');
	}
}

function ended(now: Remembered, id: string): Remembered {
	return now.ids.includes(id) ? now : withCommand(forgotten(now, id), id);
}

/** Remembers one more, and forgets the oldest. */
export function withCommand(now: Remembered, id: string): Remembered {
	return { ...now, ids: [...now.ids, id].slice(-COMMANDS_REMEMBERED) };
}

function forgotten({ begun, ...rest }: Remembered, id: string): Remembered {
	const others = begun?.filter((one) => one !== id) ?? [];
	return { ...rest, ...(others.length > 0 && { begun: others }) };
}
