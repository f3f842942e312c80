import type { Presence as Counts } from '#shared/state.ts';
import type { DialogueId } from '#shared/ids.ts';

/** Who is here, as counts; each node tells what it sees, all nodes' counts are added. In no log; losing it changes no document. */
export interface Presence {
	/** [PR1] What this node sees now; forgotten after 30 s unless told again. */
	tell(dialogue: DialogueId, counts: Counts): void;
	/** [PR2] All nodes' counts together. */
	read(dialogue: DialogueId): Promise<Counts>;
}
