import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { follow } from '#lib/hall/follow.ts';

/** Within one act, or one stint of typing, changes belong together however long somebody thinks in between. */
const STINT_MS = 60_000;

/** A root of the document. */
export interface Root {
	readonly map: Y.Map<unknown>;
	/** The same, read so that what draws it follows it. */
	readonly seen: Y.Map<unknown>;
}

/** A document in which this page undoes and redoes what it did itself, step by step, and nothing of others. [ED2] */
export class UndoableDoc {
	readonly doc: Y.Doc;
	readonly #roots = new Map<string, Root>();
	readonly #followUndo: () => void;
	readonly #undo: Y.UndoManager;

	constructor(doc: Y.Doc, roots: readonly string[]) {
		this.doc = doc;
		for (const name of roots) {
			const map = doc.getMap(name);
			const followed = follow(map);
			const seen = (): Y.Map<unknown> => (followed(), map);
			this.#roots.set(name, {
				map,
				get seen() {
					return seen();
				},
			});
		}
		this.#undo = new Y.UndoManager(
			[...this.#roots.values()].map(({ map }) => map),
			{
				captureTimeout: STINT_MS,
				trackedOrigins: new Set([this]),
			},
		);
		this.#followUndo = createSubscriber((update) => {
			const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
			for (const event of events) this.#undo.on(event, update);
			return () => events.forEach((event) => this.#undo.off(event, update));
		});
	}

	get canUndo(): boolean {
		this.#followUndo();
		return this.#undo.canUndo();
	}
	get canRedo(): boolean {
		this.#followUndo();
		return this.#undo.canRedo();
	}
	undo(): void {
		this.#undo.undo();
	}
	redo(): void {
		this.#undo.redo();
	}
	close(): void {
		this.#undo.destroy();
	}

	protected root(name: string): Root {
		return this.#roots.get(name)!; // named to the constructor
	}

	/** A change that is undone by itself. */
	protected act(change: () => void): void {
		this.separate();
		this.write(change);
		this.separate();
	}

	/** A change that is undone together with those before it, as letters of one stint of typing. */
	protected write(change: () => void): void {
		this.doc.transact(change, this);
	}

	/** What comes now is undone by itself. */
	protected separate(): void {
		this.#undo.stopCapturing();
	}
}
