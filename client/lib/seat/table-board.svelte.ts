import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import type { TableId } from '#shared/ids.ts';
import { Board } from '#lib/board/board.svelte.ts';
import type { SeatKey } from '#lib/hall/keys.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';

/** How soon a board that was closed is opened afresh, in milliseconds. */
const AFRESH_MS = 1_000;
/** After these a new copy may be had; after the others there is none for this token. */
const AFRESH: readonly number[] = [CLOSE.malformed, CLOSE.notAllowed, CLOSE.restored];

/** The board of the table at which this device is, for reading. Never kept on the device. */
export class TableBoard {
	readonly table: TableId;
	sync = $state.raw() as SyncedDoc;
	board = $state.raw() as Board;
	readonly #key: SeatKey;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #stopWatching: () => void;

	constructor(key: SeatKey, table: TableId) {
		this.#key = key;
		this.table = table;
		this.#open();
		this.#stopWatching = $effect.root(() => {
			$effect(() => {
				if (!AFRESH.includes(this.sync.closedWith ?? 0)) return;
				this.#timer = setTimeout(() => this.#open(), AFRESH_MS);
			});
		});
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#stopWatching();
		this.sync.close();
	}

	#open(): void {
		const doc = new Y.Doc();
		this.sync?.close();
		this.sync = new SyncedDoc(
			{ dialogue: this.#key.dialogueId, kind: 'board', id: this.table },
			doc,
			this.#key.token,
			{ readOnly: true },
		);
		this.board = new Board(doc);
	}
}
