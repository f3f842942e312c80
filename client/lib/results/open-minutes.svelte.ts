import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import { wakes } from '#lib/hall/wakes.ts';
import type { DialogueId } from '#shared/ids.ts';
import { MinutesDoc } from './minutes-doc.svelte.ts';

/** The minutes of a dialogue, open on this page: the document, its way to the server, and who else is at work. */
export class OpenMinutes {
	readonly minutes: MinutesDoc;
	readonly sync: SyncedDoc;
	readonly #followOthers: () => void;
	readonly #sleeping: () => void;

	constructor(dialogue: DialogueId, token: string) {
		const doc = new Y.Doc();
		this.minutes = new MinutesDoc(doc);
		const name = { dialogue, kind: 'desk', id: 'minutes' } as const;
		this.sync = new SyncedDoc(name, doc, token, { awareness: true });
		const { awareness } = this.sync;
		this.#followOthers = createSubscriber((update) => {
			awareness.on('change', update);
			return () => awareness.off('change', update);
		});
		this.#sleeping = wakes(() => this.sync.reconnect());
	}

	/** [ED4] Whether somebody else has this in hand now. */
	isInWork(id: string): boolean {
		this.#followOthers();
		const { awareness } = this.sync;
		return [...awareness.getStates()].some(
			([client, state]) => client !== awareness.clientID && state['editing'] === id,
		);
	}

	/** What this page has in hand; undefined: nothing. */
	atWork(id: string | undefined): void {
		this.sync.awareness.setLocalState(id === undefined ? {} : { editing: id });
	}

	close(): void {
		this.#sleeping();
		this.minutes.close();
		this.sync.close();
		this.minutes.doc.destroy();
	}
}
