import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { Turned } from '#server/rooms/intake-watch.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { noteDeeds } from './deeds.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
}

/**
 * [DE1] [DE3] Puts on record that cards were set aside or brought back at a board; told twice, it stands there once. Who
 * writes a board is its host or whoever conducts: the role `table`.
 */
export function createNoteTurned({ records, clock }: Needs) {
	return async function noteTurned(
		dialogue: DialogueId,
		table: TableId,
		cards: readonly Turned[],
	): Promise<void> {
		const atMs = clock.nowMs();
		await noteDeeds(
			records,
			dialogue,
			cards.map(({ card, rev, to }) => ({
				id: `${card}/${rev}/${to}`,
				atMs,
				role: 'table',
				what: to === 'aside' ? 'card:aside' : 'card:back',
				tableId: table,
				cardId: card,
			})),
		);
	};
}
