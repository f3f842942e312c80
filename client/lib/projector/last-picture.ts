import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { isId, type DialogueId, type TableId } from '#shared/ids.ts';
import type { State, Tally } from '#shared/state.ts';

/** What stood on a wall when its page was left. */
interface Kept {
	readonly dialogue: DialogueId;
	readonly state: State;
	readonly tally: Tally | undefined;
	/** Boards as Yjs updates, in base64. */
	readonly boards: Readonly<Record<string, string>>;
}

const KEY = 'thementisch.last-picture';

/**
 * [PJ5] The last picture of this tab, so that it stays over a reload without a network. It lies in the tab's own storage and
 * goes with the tab; it is written when the page is left, and read once.
 */
export class LastPicture {
	readonly #dialogue: DialogueId;
	readonly #kept: Kept | undefined;

	constructor(dialogue: DialogueId) {
		this.#dialogue = dialogue;
		this.#kept = read(dialogue);
		this.forget();
	}

	get state(): State | undefined {
		return this.#kept?.state;
	}
	get tally(): Tally | undefined {
		return this.#kept?.tally;
	}
	/** A table as it hung; undefined: it was not open. */
	board(table: TableId): Y.Doc | undefined {
		const update = this.#kept?.boards[table];
		if (update === undefined) return undefined;
		const doc = new Y.Doc();
		Y.applyUpdate(doc, fromBase64(update));
		return doc;
	}

	/** @param boards - the boards that are open, by their tables */
	keep(
		state: State | undefined,
		tally: Tally | undefined,
		boards: readonly (readonly [TableId, Y.Doc])[],
	): void {
		if (!state) return;
		const updates = boards.map(
			([table, doc]) => [table, toBase64(Y.encodeStateAsUpdate(doc))] as const,
		);
		const kept: Kept = {
			dialogue: this.#dialogue,
			state,
			tally,
			boards: Object.fromEntries(updates),
		};
		try {
			sessionStorage.setItem(KEY, JSON.stringify(kept));
		} catch {
			// no storage, or no room in it: after a reload the wall waits for the network
		}
	}

	forget(): void {
		try {
			sessionStorage.removeItem(KEY);
		} catch {
			// then nothing lies there
		}
	}
}

function read(dialogue: DialogueId): Kept | undefined {
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
		const isOurs =
			kept?.dialogue === dialogue && Object.keys(kept.boards).every((id) => isId('t_', id));
		return isOurs ? kept : undefined;
	} catch {
		return undefined;
	}
}
