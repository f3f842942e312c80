import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Records } from '#server/ports/records.ts';
import type { Turned } from '#server/rooms/intake-watch.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { noteDeeds } from './deeds.ts';
import { whereOf } from './where-of.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly logger: Logger;
}

/**
 * [DE1] Puts on record that cards were set aside or brought back at a board. Who writes a board is its host or whoever
 * conducts: the role `table`. Never rejects; what could not be noted stands in the ledger all the same.
 */
export function createNoteTurned({ records, clock, logger }: Needs) {
	return async function noteTurned(
		dialogue: DialogueId,
		table: TableId,
		cards: readonly Turned[],
	): Promise<void> {
		const atMs = clock.nowMs();
		try {
			await noteDeeds(
				records,
				dialogue,
				cards.map(({ card, rev, to }) => ({
					id: `${card}/${rev}`,
					atMs,
					role: 'table',
					what: to === 'aside' ? 'card:aside' : 'card:back',
					tableId: table,
					cardId: card,
				})),
			);
		} catch (error) {
			logger.warn(
				{ event: 'record.untold', dialogue, table, cards: cards.length, ...whereOf(error) },
				'what was set aside could not be put on the record of conduct',
			);
		}
	};
}
