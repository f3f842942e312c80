import type { TableId } from '#shared/ids.ts';
import { capability, isFrozen } from './capability.ts';
import type { Dialogue } from './dialogue.ts';

/**
 * [CO9] For which tables a change of the dialogue moves anything that was or will be judged: who may write the board,
 * who may sort, and what becomes of a sent card. `all`: for more than one; null: for none.
 */
export function rightsMoved(before: Dialogue, after: Dialogue): TableId | 'all' | null {
	const tables = [...new Set([...before.tables, ...after.tables].map(({ id }) => id))];
	const moved = tables.filter((table) => judged(before, table) !== judged(after, table));
	if (questions(before) !== questions(after)) return 'all';
	return moved.length === 0 ? null : moved.length === 1 ? moved[0]! : 'all';
}

/** All that a judgement about this table depends on, in one text. */
function judged(dialogue: Dialogue, table: TableId): string {
	const guest = capability({ role: 'participant' }, dialogue, table);
	return JSON.stringify([
		dialogue.tables.some(({ id }) => id === table),
		isFrozen(dialogue, table),
		guest.write,
		guest.sort,
		dialogue.settings.moderation,
		dialogue.settings.hideUntilReveal && !dialogue.conduct.revealed.includes(table),
	]);
}

function questions(dialogue: Dialogue): string {
	return dialogue.questions.map(({ id }) => id).join(' ');
}
