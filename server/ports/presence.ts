import type { Presence as Counts } from '#shared/state.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

/**
 * What one node sees: counts, and which devices it has or has lost, so that one which has come back on another node is
 * not counted as lost. A device is named by a mark that says nothing outside of these counts, and is told to nobody.
 */
export interface NodeCounts extends Counts {
	/** Marks of the devices that are connected. */
	readonly here?: readonly string[];
	/** By mark: devices that were at a table and have gone silent. */
	readonly lost?: Readonly<Record<string, LostDevice>>;
}

export interface LostDevice {
	readonly table: TableId;
	/** When it was heard of last, ms since 1970. */
	readonly heardAtMs: number;
}

/** Who is here, as counts; each node tells what it sees, all nodes' counts are added. In no log; losing it changes no document. */
export interface Presence {
	/** [PR1] What this node sees now; forgotten after 30 s unless told again. Never throws: the next telling mends a lost one. */
	tell(dialogue: DialogueId, counts: NodeCounts): void;
	/** [PR2] All nodes' counts together. [PR3] What is lost on one node and here on another is not lost. */
	read(dialogue: DialogueId): Promise<Counts>;
}
