import { createSubscriber } from 'svelte/reactivity';
import type { CardId, GroupId } from '#shared/ids.ts';

/** What somebody has in hand. */
export interface InHand {
	readonly editing?: CardId | GroupId | undefined;
	readonly dragging?: CardId | undefined;
}

/** The little that is needed of the awareness of a document. */
interface Awareness {
	readonly clientID: number;
	getStates(): ReadonlyMap<number, Readonly<Record<string, unknown>>>;
	setLocalState(state: Record<string, unknown>): void;
	on(event: 'change', listener: () => void): void;
	off(event: 'change', listener: () => void): void;
}

/** [AW1] Who else has something of this table in hand: that somebody has, and never who. */
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

	/** What others do with a card or group now. */
	at(id: CardId | GroupId): 'editing' | 'dragging' | undefined {
		this.#follow();
		for (const [client, state] of this.#awareness.getStates()) {
			if (client === this.#awareness.clientID) continue;
			if (state['dragging'] === id) return 'dragging';
			if (state['editing'] === id) return 'editing';
		}
		return undefined;
	}

	/** Says what this page has in hand. */
	say({ editing, dragging }: InHand): void {
		this.#awareness.setLocalState({ ...(editing && { editing }), ...(dragging && { dragging }) });
	}
}
