import Similar from '@lucide/svelte/icons/equal-approximately';
import FoldVertical from '@lucide/svelte/icons/fold-vertical';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import Printer from '@lucide/svelte/icons/printer';
import Undo2 from '@lucide/svelte/icons/undo-2';
import UnfoldVertical from '@lucide/svelte/icons/unfold-vertical';
import type { MenuSection } from '#lib/ui/menu.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { Desk } from './desk.svelte.ts';
import { SIZES } from './wall-view.svelte.ts';
import type { Wall } from './wall.svelte.ts';

/**
 * How the wall is looked at, and where else one can go.
 *
 * @param onpractice - undefined: this is the wall for trying out
 * @param onprint - the same
 */
export function wallMenu(
	wall: Wall,
	desk: Desk,
	m: Messages<'host'>,
	onpractice: (() => void) | undefined,
	onprint: (() => void) | undefined,
): readonly MenuSection[] {
	const { view, hints } = wall;
	const again = (): void => {
		hints.recall();
		void desk.showHint(wall);
	};
	const groups = wall.all.flatMap((column) => column.groups.map(({ group }) => group.id));
	const isAnyOpen = groups.some((id) => !view.folded.has(id));
	return [
		{
			entries: [
				hints.isOn
					? { label: m.similarOff(), icon: Similar, onselect: () => void (hints.isOn = false) }
					: { label: m.similar(), icon: Similar, onselect: () => void desk.showHint(wall) },
				...(hints.hasDeclined ? [{ label: m.similarAgain(), icon: Undo2, onselect: again }] : []),
				...(groups.length === 0
					? []
					: [
							{
								label: isAnyOpen ? m.foldAll() : m.unfoldAll(),
								icon: isAnyOpen ? FoldVertical : UnfoldVertical,
								onselect: () => view.fold(groups, isAnyOpen),
							},
						]),
				...(onprint ? [{ label: m.print(), icon: Printer, onselect: onprint }] : []),
				...(onpractice ? [{ label: m.practice(), icon: GraduationCap, onselect: onpractice }] : []),
			],
		},
		{
			label: m.size(),
			entries: SIZES.map((size) => ({
				label: m[`size_${size}`](),
				isChosen: view.size === size,
				onselect: () => void (view.size = size),
			})),
		},
	];
}
