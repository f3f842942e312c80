import type { CardId, DialogueId, TableId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/rejections.ts';
import type { createAdmitCard } from './admit-card.ts';

/**
 * Lets in all of these that still wait; what was taken back or decided by somebody else meanwhile is passed over.
 *
 * @returns why not, if none of them could be let in
 */
export function createAdmitCards(admitCard: ReturnType<typeof createAdmitCard>) {
	return async function admitCards(
		dialogue: DialogueId,
		table: TableId,
		cards: readonly CardId[],
	): Promise<Result<undefined>> {
		// side by side: what comes to a board at once is written as one
		const done = await Promise.all(
			[...new Set(cards)].map((card) => admitCard(dialogue, table, card)),
		);
		return done.find(({ ok }) => ok) ?? done[0] ?? ok(undefined);
	};
}
