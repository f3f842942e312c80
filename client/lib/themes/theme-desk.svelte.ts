import { createSubscriber } from 'svelte/reactivity';
import { tick } from 'svelte';
import { DragLists, type Drop } from '#lib/ui/drag-lists.svelte.ts';
import type { InHand } from '#lib/host/at-work.svelte.ts';
import type { Walls } from '#lib/projector/walls.svelte.ts';
import { isId, type TableId, type ThemeId } from '#shared/ids.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { TableState } from '#shared/state.ts';
import type { HallThemes, MemberId } from './hall-themes.svelte.ts';
import { seen, type Seen } from './seen.ts';
import { Theming, type Thing } from './theming.ts';

/** A group or card as it lies on the desk. */
export interface Lying extends Thing {
	readonly seen: Seen;
}

/** What a moderator does at the theme desk with hands and eyes; every act is said aloud. Rules TH2–TH6. */
export class ThemeDesk {
	readonly theming: Theming;
	readonly drag: DragLists<Lying>;
	readonly #walls: Walls;
	readonly #m: () => Messages<'themes'>;
	readonly #followUndo: () => void;
	/** What was done last, for those who hear it. */
	said = $state('');
	/** The theme at which this page is: its name is written, or its menu is open. */
	at = $state<ThemeId>();
	/** Only what has these words. */
	query = $state('');
	/** Single cards lie there, too, not groups alone. */
	withCards = $state(false);

	constructor(themes: HallThemes, walls: Walls, m: () => Messages<'themes'>) {
		this.theming = new Theming(themes);
		this.#walls = walls;
		this.#m = m;
		this.drag = new DragLists<Lying>((drop) => this.#dropped(drop));
		this.#followUndo = createSubscriber((update) => this.theming.onchange(update));
	}

	/** [TH9] What others are told that this page has in hand. */
	get inHand(): InHand {
		const dragged = this.drag.isOn ? this.drag.itemId : undefined;
		return {
			editing: this.at,
			...((isId('g_', dragged) || isId('c_', dragged)) && { dragging: dragged }),
		};
	}
	get themes(): HallThemes {
		return this.theming.themes;
	}
	get canUndo(): boolean {
		this.#followUndo();
		return this.theming.canUndo;
	}

	/** What stands in a theme, gone things included. */
	in(theme: ThemeId): readonly Lying[] {
		return this.themes.membersOf(theme).map(({ id, table }) => this.#lying(id, table));
	}

	/** What of a table stands in no theme: its groups, and where wanted the cards in no group; by the words looked for. */
	free(table: TableId, questions: readonly string[]): readonly Lying[] {
		const wall = this.#walls.of(table);
		if (!wall?.sync.opened) return [];
		const taken = this.themes.members.map(({ id }) => id);
		const wanted = this.query.trim().toLocaleLowerCase();
		return wall.board
			.columns(questions)
			.flatMap(({ groups, loose }): MemberId[] => [
				...groups.filter(({ cards }) => cards.length > 0).map(({ group }) => group.id),
				...(this.withCards ? loose.map(({ id }) => id) : []),
			])
			.filter((id) => !taken.includes(id))
			.map((id) => this.#lying(id, table))
			.filter((one) => wanted === '' || wordsOf(one.seen).toLocaleLowerCase().includes(wanted));
	}

	/** Whether a table has found anything, in a theme or not. */
	hasGroups(table: TableId, questions: readonly string[]): boolean {
		const columns = this.#walls.of(table)?.board.columns(questions) ?? [];
		return columns.some(({ groups }) => groups.some(({ cards }) => cards.length > 0));
	}

	titleOf(theme: ThemeId): string {
		return this.themes.get(theme)?.title || this.#m().untitled();
	}

	/** A new theme; the cursor goes where its name belongs. */
	async create(things: readonly Lying[] = []): Promise<void> {
		const first = things[0]?.seen;
		const title = first?.is === 'group' ? first.group.title : '';
		const id = this.theming.create(title, things);
		if (!id) {
			this.said = this.#m().tooMany();
			return;
		}
		this.said = this.#m().saidCreated();
		await tick();
		const field = document.querySelector<HTMLInputElement>(`[data-theme="${id}"] input`);
		field?.focus();
		field?.select();
	}

	put(thing: Thing, theme: ThemeId, beforeId?: string): void {
		if (this.theming.put(thing, theme, beforeId))
			this.said = this.#m().saidPut({ theme: this.titleOf(theme) });
	}
	takeOut(id: MemberId): void {
		if (this.theming.takeOut(id)) this.said = this.#m().saidOut();
	}
	dissolve(theme: ThemeId): void {
		if (this.theming.dissolve(theme)) this.said = this.#m().saidDissolved();
	}
	step(theme: ThemeId, by: -1 | 1): void {
		if (!this.theming.step(theme, by)) return;
		const place = this.themes.all.findIndex(({ id }) => id === theme) + 1;
		this.said = this.#m().saidMoved({ theme: this.titleOf(theme), place });
	}
	undo(): void {
		this.theming.undo();
		this.said = this.#m().saidUndone();
	}

	close(): void {
		this.theming.close();
	}

	#dropped({ itemId, listId, beforeId }: Drop): void {
		if (!isId('g_', itemId) && !isId('c_', itemId)) return;
		const table = this.#tableOf(itemId);
		if (!isId('h_', listId)) this.takeOut(itemId);
		else if (table) this.put({ id: itemId, table }, listId, beforeId);
	}

	#tableOf(id: MemberId): TableId | undefined {
		return (
			this.themes.member(id)?.table ??
			this.#walls.entries.find(([, { board }]) =>
				isId('c_', id) ? board.card(id) : board.group(id),
			)?.[0]
		);
	}

	#lying(id: MemberId, table: TableId): Lying {
		return { id, table, seen: seen({ id, table }, (at) => this.#walls.of(at)) };
	}
}

/** All words of a thing, for looking it up. */
function wordsOf(one: Seen): string {
	if (one.is === 'card') return one.card.text;
	return one.is === 'group'
		? [one.group.title, ...one.cards.map(({ text }) => text)].join(' ')
		: '';
}

export function themeName(table: TableId, tables: readonly TableState[]): string {
	return tables.find(({ id }) => id === table)?.theme ?? '';
}
