import * as Y from 'yjs';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { DialogueId } from '#shared/ids.ts';
import { HallThemes } from './hall-themes.svelte.ts';

/** The hall's themes, to be read. */
export class OpenThemes {
	readonly all: HallThemes;
	readonly sync: SyncedDoc;

	constructor(dialogue: DialogueId, token: string) {
		const doc = new Y.Doc();
		this.all = new HallThemes(doc);
		this.sync = new SyncedDoc({ dialogue, kind: 'desk', id: 'themes' }, doc, token);
	}

	close(): void {
		this.sync.close();
		this.all.doc.destroy();
	}
}
