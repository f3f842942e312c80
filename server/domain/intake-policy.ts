import type { TableId } from '#shared/ids.ts';
import { capability, isFrozen } from './capability.ts';
import type { Dialogue } from './dialogue.ts';

/** What becomes of a sent card now. `later`: nothing can be written to this board yet; ask again when the freeze ends. */
export type Verdict = 'shown' | 'waiting' | 'late' | 'later' | 'unknown-place';

/**
 * Rules IP1–IP7 in SPEC.md.
 *
 * @param place - the table and question that the card names
 * @param before - what the ledger knows: whether a host let it in, whether it was late already, whether it came in time
 *   and waits
 */
export function judgeCard(
	place: { readonly table: TableId; readonly question: string },
	before: { readonly admitted: boolean; readonly late: boolean; readonly waiting?: boolean },
	dialogue: Dialogue,
): Verdict {
	const { table, question } = place;
	if (!dialogue.tables.some(({ id }) => id === table)) return 'unknown-place';
	if (!dialogue.questions.some(({ id }) => id === question)) return 'unknown-place';
	const hidden = dialogue.settings.hideUntilReveal && !dialogue.conduct.revealed.includes(table);
	const approval = dialogue.settings.moderation === 'before';
	if (before.admitted) {
		if (hidden && approval) return 'waiting'; // every card is let in there, none is meant to be seen before
		return isFrozen(dialogue, table) ? 'later' : 'shown';
	}
	if (before.late) return 'late';
	if (!before.waiting && !capability({ role: 'participant' }, dialogue, table).write) return 'late';
	if (approval || hidden) return 'waiting';
	return isFrozen(dialogue, table) ? 'later' : 'shown';
}
