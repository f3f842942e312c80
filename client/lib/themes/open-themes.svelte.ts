import * as Y from 'yjs';
import { AtWork } from '#lib/host/at-work.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { DialogueId } from '#shared/ids.ts';
import { HallThemes } from './hall-themes.svelte.ts';

/** The hall's themes, to be read; who orders them says so by `atWork`. */
export class OpenThemes {
	readonly sync: SyncedDoc;
	readonly atWork: AtWork;
	readonly #themes: HallThemes;
	/** As they were before; never joined with what the server says. */
	readonly #kept: HallThemes | undefined;

	/**
	 * @param writes - whether this page may order them: only then it is heard
	 * @param kept - the themes as they were, for as long as the server has not said how they are now
	 */
	constructor(
		dialogue: DialogueId,
		token: string,
		{ writes = false, kept }: { readonly writes?: boolean; readonly kept?: Y.Doc | undefined } = {},
	) {
		const doc = new Y.Doc();
		this.#themes = new HallThemes(doc);
		this.#kept = kept && new HallThemes(kept);
		this.sync = new SyncedDoc({ dialogue, kind: 'desk', id: 'themes' }, doc, token, {
			awareness: writes,
		});
		this.atWork = new AtWork(this.sync.awareness);
	}

	get all(): HallThemes {
		return this.#kept && !this.sync.opened ? this.#kept : this.#themes;
	}

	close(): void {
		this.sync.close();
		this.#themes.doc.destroy();
		this.#kept?.doc.destroy();
	}
}
