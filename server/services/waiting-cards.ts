import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { WaitingCard } from '#shared/state.ts';

interface Needs {
	readonly log: Pick<UpdateLog, 'ledgerOf'>;
}

/** So many of a table's cards are told at once, and so many characters: more than a table writes in a day. */
const CARDS_TOLD_MAX = 200;
const CHARS_TOLD_MAX = 50_000;

/**
 * Reads the cards that wait for a host or the reveal, or are late, of one table or of all; the oldest first. The list goes
 * whole to every host with every change, so it has an end: what is behind it comes when those before it were decided.
 */
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
		const isTold = withinRoom();
		return waiting
			.sort((a, b) => a.sinceMs - b.sinceMs || (a.cardId < b.cardId ? -1 : 1))
			.filter(isTold)
			.map(({ sinceMs: _, ...card }) => card);
	};
}

/** Whether there is still room for this card in the list of its table; to be asked in their order. */
function withinRoom(): (card: WaitingCard) => boolean {
	const told = new Map<TableId, { cards: number; chars: number }>();
	return ({ tableId, text }) => {
		const there = told.get(tableId) ?? { cards: 0, chars: 0 };
		told.set(tableId, there);
		there.cards += 1;
		there.chars += text.length;
		return there.cards <= CARDS_TOLD_MAX && there.chars <= CHARS_TOLD_MAX;
	};
}
