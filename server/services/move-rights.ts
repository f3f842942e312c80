import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

/** Something that was judged by the rules of before and can be judged again: the screens, the cards. */
export interface Judged {
	rejudge(dialogue: DialogueId): Promise<void>;
}

interface Needs {
	readonly log: UpdateLog;
	/** The screens of the open rooms. */
	readonly registry: Judged;
	/** The cards in the seats. */
	readonly intake: Judged;
}

export type MoveRights = (dialogue: DialogueId, moved: TableId | 'all' | null) => Promise<void>;

/**
 * [LC2] Called after the record that changes rights was written. When it resolves, nothing that was judged by the older
 * record can be kept any more, on any node, and everything on this node was judged again.
 */
export function createMoveRights({ log, registry, intake }: Needs): MoveRights {
	return async (dialogue, moved) => {
		if (moved === null) return;
		await log.fence(dialogue, moved === 'all' ? null : moved);
		await registry.rejudge(dialogue);
		await intake.rejudge(dialogue);
	};
}
