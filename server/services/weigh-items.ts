import type { Weighing } from '#server/domain/ballot-policy.ts';
import { canBeWeighed } from '#server/rooms/board-items.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';

/** [VO6] Looks at the boards whether everything on a ballot or a hand count can be weighed there. */
export function createWeighItems({ registry }: { readonly registry: Pick<Registry, 'use'> }) {
	return async function weighItems(
		dialogue: DialogueId,
		{ tables, items }: Weighing,
	): Promise<Result<undefined, 'vote/unknown-item'>> {
		let missing = items;
		for (const table of tables) {
			if (missing.length === 0) break;
			const still = missing;
			missing = await registry.use({ dialogue, kind: 'board', id: table }, (room) =>
				room.read((doc) => still.filter((item) => !canBeWeighed(doc, item))),
			);
		}
		return missing[0] === undefined ? ok(undefined) : reject('vote/unknown-item', missing[0]);
	};
}
export type WeighItems = ReturnType<typeof createWeighItems>;
