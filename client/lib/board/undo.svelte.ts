import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';

/** Within one act, or one stint of typing, changes belong together however long somebody thinks in between. */
const STINT_MS = 60_000;

/**
 * [SO1] Takes back what this page has done to a board, step by step: the transactions whose origin is this object. `can`
 * and `canAgain` follow the document.
 */
export class Undo {
	readonly #acts: Y.UndoManager;
	readonly #follow: () => void;

	constructor(doc: Y.Doc) {
		const groups = doc.getMap(BOARD.groups);
		this.#acts = new Y.UndoManager([doc.getMap(BOARD.cards), groups], {
			captureTimeout: STINT_MS,
			trackedOrigins: new Set([this]),
			deleteFilter: (item) => !isBirth(item, groups),
		});
		this.#follow = createSubscriber((update) => {
			const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
			for (const event of events) this.#acts.on(event, update);
			return () => {
				for (const event of events) this.#acts.off(event, update);
			};
		});
	}

	get can(): boolean {
		this.#follow();
		return this.#acts.canUndo();
	}
	get canAgain(): boolean {
		this.#follow();
		return this.#acts.canRedo();
	}

	undo(): void {
		this.#acts.undo();
	}
	redo(): void {
		this.#acts.redo();
	}
	/** What comes now is a step of its own. */
	separate(): void {
		this.#acts.stopCapturing();
	}
	close(): void {
		this.#acts.destroy();
	}
}

/** [SO5] A group as it came into being: undo empties it and leaves it there, with whatever others typed into it. */
function isBirth(item: Y.Item, groups: Y.AbstractType<unknown>): boolean {
	const parent = item.parent;
	if (parent === groups) return true;
	const isField = parent instanceof Y.Map && parent._item?.parent === groups;
	return isField && item.left === null;
}
