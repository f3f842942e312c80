import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { Sorting } from '#lib/board/sorting.ts';
import { Undo } from '#lib/board/undo.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { AtWork } from './at-work.svelte.ts';
import { memoryOf, type TableMemory } from './table-memory.ts';

/** A table's board on this page, with what it takes to sort it. Opened afresh when the server ends the connection for good. */
export class OpenTable {
	readonly id: TableId;
	readonly memory: TableMemory;
	readonly #open: () => Copy;
	#copy = $state.raw() as Copy;
	/** Edits that the server did not take because the right to write ended in the same moment. */
	#untaken = $state.raw<Uint8Array>();
	/** The board was restored from an older state: what was done here since may be missing. */
	restored = $state(false);

	/** @param questions - the ids of the dialogue's questions, in their order */
	constructor({ dialogue, table, token, writes }: TableAccess, questions: () => readonly string[]) {
		this.id = table;
		this.memory = memoryOf(dialogue, table);
		this.#open = () => {
			const doc = new Y.Doc();
			const undo = new Undo(doc);
			const board = new Board(doc);
			const name = { dialogue, kind: 'board', id: table } as const;
			const sync = new SyncedDoc(name, doc, token, { awareness: writes });
			const sorting = new Sorting(board, questions, undo);
			return { doc, undo, board, sync, sorting, atWork: new AtWork(sync.awareness) };
		};
		this.#copy = this.#open();
	}

	get board(): Board {
		return this.#copy.board;
	}
	get sorting(): Sorting {
		return this.#copy.sorting;
	}
	get undo(): Undo {
		return this.#copy.undo;
	}
	get sync(): SyncedDoc {
		return this.#copy.sync;
	}
	get atWork(): AtWork {
		return this.#copy.atWork;
	}
	get hasUntaken(): boolean {
		return this.#untaken !== undefined;
	}

	/**
	 * After the server has ended the connection: a fresh copy, where one can be had. What could not be sent is kept aside,
	 * except after a restore, when it belongs to another history.
	 *
	 * @returns false: this table is not for us (any more)
	 */
	reopen(): boolean {
		const code = this.sync.closedWith;
		const isAfresh =
			code === CLOSE.notAllowed ||
			code === CLOSE.restored ||
			code === CLOSE.malformed ||
			code === CLOSE.tooLarge;
		if (!isAfresh) return false;
		if (code === CLOSE.notAllowed) this.#untaken = Y.encodeStateAsUpdate(this.#copy.doc);
		if (code === CLOSE.restored) this.restored = true;
		this.close();
		this.#copy = this.#open();
		return true;
	}

	/** Puts on the board what was kept aside, as an act of this page. */
	putUntaken(): void {
		const { doc, undo } = this.#copy;
		undo.separate();
		if (this.#untaken) Y.applyUpdate(doc, this.#untaken, undo);
		undo.separate();
		this.#untaken = undefined;
	}
	dropUntaken(): void {
		this.#untaken = undefined;
	}

	close(): void {
		this.sync.close();
		this.undo.close();
		this.#copy.doc.destroy();
	}
}

/** Which board, and with what right. */
export interface TableAccess {
	readonly dialogue: DialogueId;
	readonly table: TableId;
	readonly token: string;
	/** Whether this page writes: then others are told what it has in hand. */
	readonly writes: boolean;
}

interface Copy {
	readonly doc: Y.Doc;
	readonly board: Board;
	readonly undo: Undo;
	readonly sorting: Sorting;
	readonly sync: SyncedDoc;
	readonly atWork: AtWork;
}
