import { LIMITS } from '#shared/limits.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { CardId, DialogueId, TableId } from '#shared/ids.ts';
import type { Result } from '#shared/rejections.ts';
import { changeWaiting, type WaitingNeeds } from './change-waiting.ts';

/**
 * Refuses a card that waits or is late, or newer words of a card that is shown, for a reason that its author is told; the
 * text stays in the seat (IT10). Whether the caller may decide that was asked before.
 *
 * @returns `card/unknown` if no card of this table has the id, `card/not-waiting` if it is on the board already
 */
export function createRefuseCard(needs: WaitingNeeds) {
	return function refuseCard(
		dialogue: DialogueId,
		table: TableId,
		card: CardId,
		reason: string,
	): Promise<Result<undefined>> {
		const note = reason.slice(0, LIMITS.reasonCharsMax).toWellFormed();
		return changeWaiting(needs, { dialogue, table, card }, (row) => refused(row, note));
	};
}

function refused(row: LedgerRow, note: string): LedgerRow | 'done' | 'not-waiting' {
	if (!row.held) return row.note === undefined ? 'not-waiting' : 'done';
	const outcome = row.number === undefined ? 'refused' : row.outcome;
	return { ...row, rev: row.rev + 1, outcome, note, held: undefined, admitted: undefined };
}
