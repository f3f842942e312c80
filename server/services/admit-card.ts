import type { LedgerRow } from '#server/domain/ledger.ts';
import type { CardId, DialogueId, TableId } from '#shared/ids.ts';
import type { Result } from '#shared/rejections.ts';
import { changeWaiting, type WaitingNeeds } from './change-waiting.ts';

/**
 * Lets a card in that waits or is late, or newer words of a card that is shown: rules IT10, IP2, IP3. The decision is
 * durable when it resolves; the card comes onto its board right after, or when a freeze ends. Whether the caller may
 * decide that was asked before.
 *
 * @returns `card/unknown` if no card of this table has the id, `card/not-waiting` if there is nothing to be let in
 */
export function createAdmitCard(needs: WaitingNeeds) {
	return function admitCard(
		dialogue: DialogueId,
		table: TableId,
		card: CardId,
	): Promise<Result<undefined>> {
		return changeWaiting(needs, { dialogue, table, card }, admitted);
	};
}

function admitted(row: LedgerRow): LedgerRow | 'done' | 'not-waiting' {
	// whoever presses twice, or both hosts at once, mean the same
	if (row.admitted) return 'done';
	return row.held ? { ...row, rev: row.rev + 1, admitted: true, note: undefined } : 'not-waiting';
}
