import * as Y from 'yjs';
import { SvelteMap } from 'svelte/reactivity';
import { Board } from '#lib/board/board.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

export interface Wall {
	readonly board: Board;
	readonly sync: SyncedDoc;
}

/**
 * The boards that this projector has open. Each is opened when it is first shown and stays open, so that a change of table
 * is at once; without a network the last picture stays.
 */
export class Walls {
	readonly #open = new SvelteMap<TableId, Wall>();
	readonly #dialogue: DialogueId;
	readonly #token: string;

	constructor(dialogue: DialogueId, token: string) {
		this.#dialogue = dialogue;
		this.#token = token;
	}

	/** Opens tables that are not open yet; `of` answers for them from then on. */
	open(tables: readonly TableId[]): void {
		for (const id of tables) {
			if (this.#open.has(id)) continue;
			const doc = new Y.Doc();
			const sync = new SyncedDoc({ dialogue: this.#dialogue, kind: 'board', id }, doc, this.#token);
			this.#open.set(id, { board: new Board(doc), sync });
		}
	}

	of(table: TableId): Wall | undefined {
		return this.#open.get(table);
	}

	get all(): readonly Wall[] {
		return [...this.#open.values()];
	}

	get entries(): readonly (readonly [TableId, Wall])[] {
		return [...this.#open];
	}

	/** One of them is known from before, and its connection is gone. */
	get areStale(): boolean {
		return this.all.some(({ sync }) => sync.opened && !sync.live);
	}
	get arePaused(): boolean {
		return this.all.some(({ sync }) => sync.paused);
	}

	/** Tries at once: the machine has woken up, or heard of a network. */
	reconnect(): void {
		for (const { sync } of this.#open.values()) sync.reconnect();
	}

	close(): void {
		for (const { board, sync } of this.#open.values()) {
			sync.close();
			board.doc.destroy();
		}
		this.#open.clear();
	}
}
