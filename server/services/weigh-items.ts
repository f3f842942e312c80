import type { Weighing } from '#server/domain/ballot-policy.ts';
import { canBeWeighed, isTheme } from '#server/rooms/board-items.ts';
import type { Registry } from '#server/rooms/registry.ts';
import { isId, type DialogueId, type ThemeId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';

/** [VO6] Looks at the boards and the themes whether everything on a ballot or a hand count can be weighed. */
export function createWeighItems({ registry }: { readonly registry: Pick<Registry, 'use'> }) {
	return async function weighItems(
		dialogue: DialogueId,
		{ tables, items }: Weighing,
	): Promise<Result<undefined, 'vote/unknown-item'>> {
		let missing = await withoutThemes(dialogue, items);
		for (const table of tables) {
			if (missing.length === 0) break;
			const still = missing;
			missing = await registry.use({ dialogue, kind: 'board', id: table }, (room) =>
				room.read((doc) => still.filter((item) => !canBeWeighed(doc, item))),
			);
		}
		return missing[0] === undefined ? ok(undefined) : reject('vote/unknown-item', missing[0]);
	};

	/** The hall's themes are no table's: they lie on the desk. */
	async function withoutThemes(
		dialogue: DialogueId,
		items: Weighing['items'],
	): Promise<Weighing['items']> {
		const themes = items.filter((item): item is ThemeId => isId('h_', item));
		if (themes.length === 0) return items;
		const known = await registry.use({ dialogue, kind: 'desk', id: 'themes' }, (room) =>
			room.read((doc) => new Set<string>(themes.filter((theme) => isTheme(doc, theme)))),
		);
		return items.filter((item) => !known.has(item));
	}
}
export type WeighItems = ReturnType<typeof createWeighItems>;
