import type { TableId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';

/** What a card waits for that came in time and that no wall shows: a host's word, the reveal, or one after the other. */
export type WaitsFor = 'host' | 'reveal' | 'both';

/** [GU6] What cards of this table wait for now. */
export function waitsFor(
	table: TableId,
	{ settings, tables }: Pick<State, 'settings' | 'tables'>,
): WaitsFor {
	const isRevealed = tables.find(({ id }) => id === table)?.revealed ?? false;
	if (!settings.hideUntilReveal || isRevealed) return 'host';
	return settings.moderation === 'before' ? 'both' : 'reveal';
}
