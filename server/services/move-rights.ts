import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

/** Something that was judged by the rules of before and can be judged again: the screens, the cards. */
export interface Judged {
	rejudge(dialogue: DialogueId): Promise<void>;
}

interface Needs {
	readonly log: Pick<UpdateLog, 'fence'>;
	/** The screens of the open rooms. */
	readonly registry: Judged;
	/** The cards in the seats. */
	readonly intake: Judged;
}

/** For which tables rights have moved, as `rightsMoved` says. */
type Moved = TableId | 'all' | null;

export interface MoveRights {
	/** `version`: the record's, where a look at it would do the same once more (`follow`). */
	(dialogue: DialogueId, moved: Moved, version?: number): Promise<void>;
	/** The same for what the record shows to have moved between two versions; what this node does anyway is done once. */
	follow(dialogue: DialogueId, moved: Moved, from: number, to: number): Promise<void>;
}

/** Changes of this node that its own look at the record has not come across yet. */
const OWN_MAX = 1_000;

/**
 * [LC2] Called after the record that changes rights was written. When it resolves, nothing that was judged by the older
 * record can be kept any more, on any node, and everything on this node was judged again. [LC10] Other nodes that find
 * the record changed do the same, so it happens also if the node that wrote it died right afterwards.
 */
export function createMoveRights({ log, registry, intake }: Needs): MoveRights {
	const own = new Map<string, Promise<void>>();

	async function move(dialogue: DialogueId, moved: Moved): Promise<void> {
		if (moved === null) return;
		await log.fence(dialogue, moved === 'all' ? null : moved);
		await Promise.all([registry.rejudge(dialogue), intake.rejudge(dialogue)]);
	}

	function moveRights(dialogue: DialogueId, moved: Moved, version?: number): Promise<void> {
		const moving = move(dialogue, moved);
		if (version === undefined) return moving;
		own.set(`${dialogue} ${version}`, moving);
		// a Map keeps the order of insertion: the oldest goes first
		if (own.size > OWN_MAX) own.delete(own.keys().next().value!);
		return moving;
	}

	async function follow(dialogue: DialogueId, moved: Moved, from: number, to: number) {
		const moving: Promise<void>[] = [];
		for (let version = from + 1; version <= to; version++) {
			const key = `${dialogue} ${version}`;
			const one = own.get(key);
			own.delete(key);
			if (!one) return move(dialogue, moved);
			moving.push(one);
		}
		try {
			await Promise.all(moving);
		} catch {
			// whoever asked for it was told; rights have moved all the same
			await move(dialogue, moved);
		}
	}

	return Object.assign(moveRights, { follow });
}
