import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { WaitingCard } from '#shared/state.ts';

interface Needs {
	readonly log: Pick<UpdateLog, 'ledgerOf'>;
}

/** Reads the cards that wait for a host or the reveal, or are late, of one table or of all; the oldest first. */
export function createWaitingCards({ log }: Needs) {
	return async function waitingCards(
		dialogue: DialogueId,
		table?: TableId,
	): Promise<readonly WaitingCard[]> {
		const waiting: (WaitingCard & { readonly sinceMs: number })[] = [];
		for (const [cardId, row] of await log.ledgerOf(dialogue)) {
			// what was let in on a frozen table waits for nobody's decision any more
			if (!row.held || row.admitted || (table !== undefined && row.table !== table)) continue;
			const { question, text, lang, sinceMs } = row.held;
			const state = row.outcome === 'late' ? 'late' : 'waiting';
			waiting.push({ cardId, tableId: row.table, question, text, lang, state, sinceMs });
		}
		return waiting
			.sort((a, b) => a.sinceMs - b.sinceMs || (a.cardId < b.cardId ? -1 : 1))
			.map(({ sinceMs: _, ...card }) => card);
	};
}
