import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import LogOut from '@lucide/svelte/icons/log-out';
import Plus from '@lucide/svelte/icons/plus';
import Presentation from '@lucide/svelte/icons/presentation';
import Ungroup from '@lucide/svelte/icons/ungroup';
import type { Deeds } from '#lib/conduct/deeds.svelte.ts';
import type { MenuSection } from '#lib/ui/menu.ts';
import { isId } from '#shared/ids.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { ThemeView } from './hall-themes.svelte.ts';
import type { Lying, ThemeDesk } from './theme-desk.svelte.ts';

/** Everything that can be done with a group or card on the desk, without dragging it. [TH6] */
export function thingMenu(
	thing: Lying,
	desk: ThemeDesk,
	deeds: Deeds,
	m: Messages<'themes'>,
): readonly MenuSection[] {
	const at = desk.themes.member(thing.id)?.theme;
	const { id, table: tableId } = thing;
	const target = isId('c_', id) ? { tableId, cardId: id } : { tableId, groupId: id };
	const light = (): void => void deeds.do('light', 'spotlight:set', { target }, m.saidLight);
	const isThere = thing.seen.is === 'group' || thing.seen.is === 'card';
	return [
		...(isThere
			? [
					{
						label: m.into(),
						entries: [
							...desk.themes.all.map((theme) => ({
								label: desk.titleOf(theme.id),
								isChosen: theme.id === at,
								onselect: () => desk.put(thing, theme.id),
							})),
							{ label: m.newThemeOf(), icon: Plus, onselect: () => void desk.create([thing]) },
						],
					},
				]
			: []),
		{
			entries: [
				...(isThere ? [{ label: m.light(), icon: Lightbulb, onselect: light }] : []),
				...(at ? [{ label: m.takeOut(), icon: LogOut, onselect: () => desk.takeOut(id) }] : []),
			],
		},
	];
}

/** Everything that can be done with a theme. */
export function themeMenu(
	{ id }: ThemeView,
	desk: ThemeDesk,
	deeds: Deeds,
	m: Messages<'themes'>,
): readonly MenuSection[] {
	const view = { kind: 'theme', themeId: id } as const;
	const show = (): void => void deeds.do('theme', 'projector:show', { view }, m.saidShown);
	return [
		{
			entries: [
				{ label: m.show(), icon: Presentation, onselect: show },
				{ label: m.up(), icon: ArrowUp, onselect: () => desk.step(id, -1) },
				{ label: m.down(), icon: ArrowDown, onselect: () => desk.step(id, 1) },
				{ label: m.dissolve(), icon: Ungroup, onselect: () => desk.dissolve(id) },
			],
		},
	];
}
