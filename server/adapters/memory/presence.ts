import type { Clock } from '#server/ports/clock.ts';
import type { LostDevice, NodeCounts, Presence } from '#server/ports/presence.ts';
import type { DialogueId, ProjectorId, TableId } from '#shared/ids.ts';
import type { Presence as Counts } from '#shared/state.ts';

/** [PR1] Long enough for a node that is busy, short enough that a dead one is not counted for long. */
export const PRESENCE_FORGOTTEN_MS = 28_000;

interface Told {
	readonly counts: NodeCounts;
	readonly untilMs: number;
}

/** When a device was lost is told no finer: it says when, not who. */
const LOST_TO_MS = 10_000;

/** What the nodes of one process see; `Seen` is shared by those that are to be added up. */
export type Seen = Map<DialogueId, Map<string, Told>>;

/** Counts within one process, for one node on its own, or for several in a test that share what is seen. */
export class MemoryPresence implements Presence {
	readonly #clock: Clock;
	readonly #node: string;
	readonly #seen: Seen;

	constructor(clock: Clock, node = 'self', seen: Seen = new Map()) {
		this.#clock = clock;
		this.#node = node;
		this.#seen = seen;
	}

	tell(dialogue: DialogueId, counts: NodeCounts): void {
		const nodes = this.#seen.get(dialogue) ?? new Map<string, Told>();
		this.#seen.set(dialogue, nodes);
		nodes.set(this.#node, { counts, untilMs: this.#clock.nowMs() + PRESENCE_FORGOTTEN_MS });
	}

	read(dialogue: DialogueId): Promise<Counts> {
		const nodes = this.#seen.get(dialogue);
		for (const [node, { untilMs }] of nodes ?? [])
			if (untilMs <= this.#clock.nowMs()) nodes?.delete(node);
		if (nodes?.size === 0) this.#seen.delete(dialogue);
		return Promise.resolve(sumOf([...(nodes?.values() ?? [])].map(({ counts }) => counts)));
	}
}

/** [PR2] [PR3] All counts together. */
export function sumOf(all: readonly NodeCounts[]): Counts {
	const tables: Record<TableId, { seats: number; hosts: number; lostAtMs?: number[] }> = {};
	const projectors = new Set<ProjectorId>();
	let seats = 0;
	for (const counts of all) {
		for (const projector of counts.projectors ?? []) projectors.add(projector);
		seats += counts.seats;
		for (const [id, { seats, hosts }] of Object.entries(counts.tables) as [
			TableId,
			{ readonly seats: number; readonly hosts: number },
		][]) {
			const sum = (tables[id] ??= { seats: 0, hosts: 0 });
			sum.seats += seats;
			sum.hosts += hosts;
		}
	}
	for (const { table, heardAtMs } of lostOf(all)) {
		const sum = (tables[table] ??= { seats: 0, hosts: 0 });
		sum.lostAtMs = [...(sum.lostAtMs ?? []), heardAtMs - (heardAtMs % LOST_TO_MS)];
	}
	for (const { lostAtMs } of Object.values(tables)) lostAtMs?.sort((a, b) => b - a);
	return { tables, seats, ...(projectors.size > 0 && { projectors: [...projectors] }) };
}

/** [PR3] Each device that no node has, where it was heard of last. */
function lostOf(all: readonly NodeCounts[]): Iterable<LostDevice> {
	const here = new Set(all.flatMap((counts) => counts.here ?? []));
	const lost = new Map<string, LostDevice>();
	for (const counts of all)
		for (const [mark, device] of Object.entries(counts.lost ?? {})) {
			const other = lost.get(mark);
			if (!here.has(mark) && !(other && other.heardAtMs > device.heardAtMs)) lost.set(mark, device);
		}
	return lost.values();
}
