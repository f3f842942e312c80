import type { ResultsInputs } from '#server/domain/results-inputs.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId } from '#shared/ids.ts';

/** Reads all cards of a dialogue that have not come onto a board, for the minutes; the oldest first. No seat comes along. */
export function createHeldCards({ log }: { readonly log: Pick<UpdateLog, 'ledgerOf'> }) {
	return async function heldCards(dialogue: DialogueId): Promise<ResultsInputs['held']> {
		const held: (ResultsInputs['held'][number] & { readonly sinceMs: number })[] = [];
		for (const [id, row] of await log.ledgerOf(dialogue)) {
			// words that wait on a card that is shown are its author's newer ones, no card of their own
			if (!row.held || row.outcome === 'shown') continue;
			const { question, text, lang, sinceMs } = row.held;
			const state = row.outcome === 'late' ? 'late' : 'waiting';
			held.push({ id, table: row.table, question, text, lang, state, sinceMs });
		}
		return held
			.sort((a, b) => a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1))
			.map(({ sinceMs: _, ...card }) => card);
	};
}
