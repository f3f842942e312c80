import { SvelteMap } from 'svelte/reactivity';
import { TRIGGERS, type DndEvent } from 'svelte-dnd-action';

/** Somebody put an item down: into this list, between these two. Any of them may be gone by now. */
export interface Drop {
	readonly itemId: string;
	readonly listId: string;
	readonly afterId?: string;
	readonly beforeId?: string;
}

type Items<Item> = Readonly<Record<string, readonly Item[]>>;

/**
 * Lists between which items are dragged by mouse or finger, while the lists change from outside. During a drag all lists
 * show how they were when it began: what arrives meanwhile shows after the drop. A drop is told once, as one operation.
 */
export class DragLists<Item extends { readonly id: string }> {
	#isOn = $state(false);
	/** List by list, so that a step of the drag draws only the list that it changes. */
	readonly #held = new SvelteMap<string, readonly Item[]>();
	#itemId = $state<string>();
	#before: Items<Item> = {};
	readonly #lists: Record<string, () => readonly Item[]> = {};
	readonly #ondrop: (drop: Drop) => void;
	#isGivenUp = false;
	#end = new AbortController();

	constructor(ondrop: (drop: Drop) => void) {
		this.#ondrop = ondrop;
	}

	/** Whether something is being dragged: what is drawn around the lists must hold still, too. */
	get isOn(): boolean {
		return this.#isOn;
	}

	/** What is being dragged. */
	get itemId(): string | undefined {
		return this.#itemId;
	}

	/** A list that is on the screen, and its items outside of drags. */
	join(listId: string, items: () => readonly Item[]): () => void {
		this.#lists[listId] = items;
		return () => {
			if (this.#lists[listId] === items) delete this.#lists[listId];
		};
	}

	/** What a list shows now. Its own array: the library changes it in place. */
	shown(listId: string, items: readonly Item[]): Item[] {
		return [...(this.#isOn ? (this.#held.get(listId) ?? []) : items)];
	}

	consider(listId: string, { items, info }: DndEvent<Item>): void {
		this.#hold(listId, items);
		this.#itemId = info.id;
	}

	finalize(listId: string, { items, info }: DndEvent<Item>): void {
		this.#hold(listId, items);
		// the list that the item came from reports as well
		if (info.trigger !== TRIGGERS.DROPPED_INTO_ANOTHER) this.#tell(listId, items, info.id);
		queueMicrotask(() => this.#release());
	}

	#hold(listId: string, items: readonly Item[]): void {
		if (!this.#isOn) this.#begin();
		this.#held.set(listId, [...items]);
	}

	#begin(): void {
		this.#before = Object.fromEntries(
			Object.entries(this.#lists).map(([id, items]) => [id, [...items()]]),
		);
		for (const [id, items] of Object.entries(this.#before)) this.#held.set(id, items);
		this.#isOn = true;
		this.#isGivenUp = false;
		this.#end = new AbortController();
		const { signal } = this.#end;
		const giveUp = (): void => {
			this.#isGivenUp = true;
			window.dispatchEvent(new MouseEvent('mouseup')); // the library's own way to end
		};
		// the library does not know either of the two and would hold the card for ever
		window.addEventListener('touchcancel', giveUp, { signal });
		window.addEventListener('keydown', ({ key }) => key === 'Escape' && giveUp(), { signal });
	}

	#tell(listId: string, items: readonly Item[], itemId: string): void {
		const at = items.findIndex(({ id }) => id === itemId);
		const before = this.#before[listId] ?? [];
		const was = before.findIndex(({ id }) => id === itemId);
		const isMoved = was < 0 || before[was - 1]?.id !== items[at - 1]?.id;
		if (this.#isGivenUp || at < 0 || !isMoved) return;
		const [after, next] = [items[at - 1], items[at + 1]];
		this.#ondrop({
			itemId,
			listId,
			...(after && { afterId: after.id }),
			...(next && { beforeId: next.id }),
		});
	}

	#release(): void {
		this.#end.abort();
		this.#isOn = false;
		this.#held.clear();
		this.#itemId = undefined;
	}
}
