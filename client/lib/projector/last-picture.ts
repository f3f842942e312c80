import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { isId, type DialogueId, type TableId } from '#shared/ids.ts';
import type { State, Tally } from '#shared/state.ts';

/** What stood on a wall when its page was left. */
interface Kept {
	readonly dialogue: DialogueId;
	readonly state: State;
	readonly tally: Tally | undefined;
	/** Boards by their tables, and the themes of the hall, as Yjs updates in base64. */
	readonly documents: Readonly<Record<string, string>>;
}

type DocumentName = TableId | 'themes';

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
	/** A table as it hung, or the themes as they were; undefined: it was not open. */
	document(name: DocumentName): Y.Doc | undefined {
		const update = this.#kept?.documents[name];
		if (update === undefined) return undefined;
		const doc = new Y.Doc();
		Y.applyUpdate(doc, fromBase64(update));
		return doc;
	}

	/** @param documents - those that are open */
	keep(
		state: State | undefined,
		tally: Tally | undefined,
		documents: readonly (readonly [DocumentName, Y.Doc])[],
	): void {
		if (!state) return;
		const updates = documents.map(
			([name, doc]) => [name, toBase64(Y.encodeStateAsUpdate(doc))] as const,
		);
		const kept: Kept = {
			dialogue: this.#dialogue,
			state,
			tally,
			documents: Object.fromEntries(updates),
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
		const isName = (name: string): boolean => name === 'themes' || isId('t_', name);
		const isOurs = kept?.dialogue === dialogue && Object.keys(kept.documents).every(isName);
		return isOurs ? kept : undefined;
	} catch {
		return undefined;
	}
}
