import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { ownActs } from './own-acts.ts';

/**
 * [HO1] Takes back what this page has done to a board, step by step: the transactions whose origin is this object. `can`
 * and `canAgain` follow the document.
 */
export class Undo {
	readonly #acts: Y.UndoManager;
	readonly #follow: () => void;

	constructor(doc: Y.Doc) {
		this.#acts = ownActs(doc, this);
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
