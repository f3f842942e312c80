import * as Y from 'yjs';
import { AtWork } from '#lib/host/at-work.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { DialogueId } from '#shared/ids.ts';
import { HallThemes } from './hall-themes.svelte.ts';

/** The hall's themes, to be read; who orders them says so by `atWork`. */
export class OpenThemes {
	readonly all: HallThemes;
	readonly sync: SyncedDoc;
	readonly atWork: AtWork;

	/** @param writes - whether this page may order them: only then it is heard */
	constructor(dialogue: DialogueId, token: string, { writes = false } = {}) {
		const doc = new Y.Doc();
		this.all = new HallThemes(doc);
		this.sync = new SyncedDoc({ dialogue, kind: 'desk', id: 'themes' }, doc, token, {
			awareness: writes,
		});
		this.atWork = new AtWork(this.sync.awareness);
	}

	close(): void {
		this.sync.close();
		this.all.doc.destroy();
	}
}
