import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import Archive from '@lucide/svelte/icons/archive';
import Group from '@lucide/svelte/icons/group';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderOutput from '@lucide/svelte/icons/folder-output';
import Languages from '@lucide/svelte/icons/languages';
import Layers from '@lucide/svelte/icons/layers';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import MoveRight from '@lucide/svelte/icons/move-right';
import Pencil from '@lucide/svelte/icons/pencil';
import Split from '@lucide/svelte/icons/split';
import Ungroup from '@lucide/svelte/icons/ungroup';
import type { CardView, GroupView } from '#lib/board/board.svelte.ts';
import type { Sorting } from '#lib/board/sorting.ts';
import type { MenuEntry, MenuSection } from '#lib/ui/menu.ts';
import { CARD_KINDS } from '#shared/board.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { Desk } from './desk.svelte.ts';
import { kindName } from './kinds.ts';

type Texts = Messages<'host'>;

/** Everything that can be done with a card, without dragging. */
export function cardMenu(
	card: CardView,
	desk: Desk,
	sorting: Sorting,
	m: Texts,
): readonly MenuSection[] {
	const place = sorting.placeOf(card.id);
	if (!place) return [];
	const cards = sorting.cardsAt(place);
	const at = cards.findIndex(({ id }) => id === card.id);
	const parts = sorting.board.parts().get(card.id) ?? [];
	const isGrouped = 'group' in place;
	const home = isGrouped ? sorting.board.group(place.group)?.question : place.question;
	const hasGroups = groupsToChoose(sorting, desk).some(
		({ id }) => !isGrouped || id !== place.group,
	);
	return [
		{
			entries: [
				{
					label: m.edit(),
					icon: Pencil,
					onselect: () => desk.open({ is: 'edit', card }, document.activeElement),
				},
				{
					label: m.translate(),
					icon: Languages,
					onselect: () =>
						desk.open({ is: 'edit', card, part: 'translation' }, document.activeElement),
				},
				...only(desk.mayLight, {
					label: m.light(),
					icon: Lightbulb,
					onselect: () => void desk.light({ cardId: card.id }),
				}),
				{
					label: m.setAside(),
					icon: Archive,
					onselect: () => void desk.setAside([card.id]),
				},
			],
		},
		{
			label: m.groups(),
			entries: [
				{
					label: m.groupWith(),
					icon: Group,
					onselect: () => desk.open({ is: 'group-with', card }, document.activeElement),
				},
				...only(hasGroups, {
					label: m.intoGroup(),
					icon: FolderInput,
					onselect: () => desk.open({ is: 'into-group', cards: [card.id] }, document.activeElement),
				}),
				...only(isGrouped, {
					label: m.outOfGroup(),
					icon: FolderOutput,
					onselect: () => void desk.takeOut(card),
				}),
				{
					label: m.merge(),
					icon: Layers,
					onselect: () => desk.open({ is: 'merge-with', card }, document.activeElement),
				},
				...only(parts.length > 0, {
					label: m.takeAllApart(),
					icon: Split,
					onselect: () => desk.takeApart(parts),
				}),
			],
		},
		{
			label: m.move(),
			entries: [
				...desk.questions
					.filter(({ id }) => id !== home)
					.map(({ id, text }) => ({
						label: text,
						icon: MoveRight,
						onselect: () => void desk.move(card, { question: id }),
					})),
				...only(at > 0, {
					label: m.moveUp(),
					icon: ArrowUp,
					onselect: () => void desk.step(card, 'up'),
				}),
				...only(at < cards.length - 1, {
					label: m.moveDown(),
					icon: ArrowDown,
					onselect: () => void desk.step(card, 'down'),
				}),
				...only(at > 1, {
					label: m.moveFirst(),
					icon: ArrowUpToLine,
					onselect: () => void desk.step(card, 'first'),
				}),
				...only(at < cards.length - 2, {
					label: m.moveLast(),
					icon: ArrowDownToLine,
					onselect: () => void desk.step(card, 'last'),
				}),
			],
		},
		{
			label: m.kind(),
			entries: [undefined, ...CARD_KINDS].map((kind) => ({
				label: kind ? kindName(kind, m) : m.kindNone(),
				isChosen: card.kind === kind,
				onselect: () => void sorting.setKind(card.id, kind),
			})),
		},
	];
}

/** Everything that can be done with a whole group. */
export function groupMenu(
	group: GroupView,
	desk: Desk,
	sorting: Sorting,
	m: Texts,
): readonly MenuSection[] {
	const drawn = sorting.board
		.groupsOf(group.question)
		.filter(({ id }) => sorting.cardsAt({ group: id }).length > 0);
	const at = drawn.findIndex(({ id }) => id === group.id);
	return [
		{
			label: m.move(),
			entries: [
				...desk.questions
					.filter(({ id }) => id !== group.question)
					.map(({ id, text }) => ({
						label: text,
						icon: MoveRight,
						onselect: () => void desk.moveGroup(group, { question: id }),
					})),
				...only(at > 0, {
					label: m.moveUp(),
					icon: ArrowUp,
					onselect: () => void desk.moveGroup(group, 'up'),
				}),
				...only(at < drawn.length - 1, {
					label: m.moveDown(),
					icon: ArrowDown,
					onselect: () => void desk.moveGroup(group, 'down'),
				}),
			],
		},
		{
			entries: [
				...only(desk.mayLight, {
					label: m.light(),
					icon: Lightbulb,
					onselect: () => void desk.light({ groupId: group.id }),
				}),
				{ label: m.dissolve(), icon: Ungroup, onselect: () => void desk.dissolve(group) },
			],
		},
	];
}

/** The groups that hang on the wall, question by question. */
export function groupsToChoose(sorting: Sorting, desk: Desk): readonly GroupView[] {
	return sorting.board
		.columns(desk.questions.map(({ id }) => id))
		.flatMap(({ groups }) => groups)
		.filter(({ cards }) => cards.length > 0)
		.map(({ group }) => group);
}

function only(holds: boolean, entry: MenuEntry): readonly MenuEntry[] {
	return holds ? [entry] : [];
}
