import { createSubscriber } from 'svelte/reactivity';
import type { CardId, GroupId, ThemeId } from '#shared/ids.ts';

/** What somebody has in hand. */
export interface InHand {
	readonly editing?: CardId | GroupId | ThemeId | undefined;
	readonly dragging?: CardId | GroupId | undefined;
}

/** Where somebody is who works on the document and does not only look on: what the server passes on is a place. */
const HERE = 0;

/** The little that is needed of the awareness of a document. */
interface Awareness {
	readonly clientID: number;
	getStates(): ReadonlyMap<number, Readonly<Record<string, unknown>>>;
	setLocalState(state: Record<string, unknown>): void;
	on(event: 'change', listener: () => void): void;
	off(event: 'change', listener: () => void): void;
}

/** [AW1] Who else has something of this document in hand: that somebody has, and never who. */
export class AtWork {
	readonly #awareness: Awareness;
	readonly #follow: () => void;

	constructor(awareness: Awareness) {
		this.#awareness = awareness;
		this.#follow = createSubscriber((update) => {
			awareness.on('change', update);
			return () => awareness.off('change', update);
		});
	}

	/** How many others have come to work here. */
	get others(): number {
		this.#follow();
		return [...this.#awareness.getStates()].filter(
			([client, state]) => client !== this.#awareness.clientID && state['cursor'] === HERE,
		).length;
	}

	/** What others do with this now. */
	at(id: CardId | GroupId | ThemeId): 'editing' | 'dragging' | undefined {
		this.#follow();
		for (const [client, state] of this.#awareness.getStates()) {
			if (client === this.#awareness.clientID) continue;
			if (state['dragging'] === id) return 'dragging';
			if (state['editing'] === id) return 'editing';
		}
		return undefined;
	}

	/** Says that this page is at work here, and what it has in hand. */
	say({ editing, dragging }: InHand): void {
		this.#awareness.setLocalState({
			cursor: HERE,
			...(editing && { editing }),
			...(dragging && { dragging }),
		});
	}

	/** It looks on, and is at work no more. */
	leave(): void {
		this.#awareness.setLocalState({});
	}
}
