import * as Y from 'yjs';
import { SvelteMap } from 'svelte/reactivity';
import { Board } from '#lib/board/board.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';

/** A board and how it stands with the server. */
export interface Wall {
	readonly board: Board;
	readonly sync: Pick<SyncedDoc, 'opened' | 'live' | 'paused'>;
}

/**
 * The boards that this projector has open. Each is opened when it is first shown and stays open, so that a change of table
 * is at once; without a network the last picture stays.
 */
export class Walls {
	readonly #open = new SvelteMap<TableId, OpenWall>();
	readonly #dialogue: DialogueId;
	readonly #token: string;
	readonly #keptOf: (table: TableId) => Y.Doc | undefined;

	/** @param keptOf - a table as it hung before, for as long as the server has not said how it hangs now */
	constructor(
		dialogue: DialogueId,
		token: string,
		keptOf: (table: TableId) => Y.Doc | undefined = () => undefined,
	) {
		this.#dialogue = dialogue;
		this.#token = token;
		this.#keptOf = keptOf;
	}

	/** Opens tables that are not open yet; `of` answers for them from then on. */
	open(tables: readonly TableId[]): void {
		for (const id of tables) {
			if (this.#open.has(id)) continue;
			const doc = new Y.Doc();
			const sync = new SyncedDoc({ dialogue: this.#dialogue, kind: 'board', id }, doc, this.#token);
			this.#open.set(id, new OpenWall(new Board(doc), sync, this.#keptOf(id)));
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
		for (const wall of this.#open.values()) wall.reconnect();
	}

	close(): void {
		for (const wall of this.#open.values()) wall.close();
		this.#open.clear();
	}
}

class OpenWall implements Wall {
	readonly sync: Wall['sync'];
	readonly #board: Board;
	readonly #sync: SyncedDoc;
	/** As it hung before; never joined with what the server says. */
	readonly #kept: Board | undefined;

	constructor(board: Board, sync: SyncedDoc, kept: Y.Doc | undefined) {
		this.#board = board;
		this.#sync = sync;
		this.#kept = kept && new Board(kept);
		const hasKept = kept !== undefined;
		this.sync = {
			get opened() {
				return sync.opened || hasKept;
			},
			get live() {
				return sync.live;
			},
			get paused() {
				return sync.paused;
			},
		};
	}

	get board(): Board {
		return this.#kept && !this.#sync.opened ? this.#kept : this.#board;
	}

	reconnect(): void {
		this.#sync.reconnect();
	}
	close(): void {
		this.#sync.close();
		this.#board.doc.destroy();
		this.#kept?.doc.destroy();
	}
}
