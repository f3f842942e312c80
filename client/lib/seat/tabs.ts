import type { CardId } from '#shared/ids.ts';

type Word =
	{ readonly say: 'look' | 'who' | 'left' } | { readonly say: 'mine'; readonly draft: CardId };

/** How long a page that starts waits to hear which drafts other pages are writing, in milliseconds. */
const HEARING_MS = 80;

/**
 * The pages of this browser that have the same seat open. They tell each other to look into the store, and which draft is
 * in whose hands; contents travel through the store alone. Browsers without BroadcastChannel look when a page is shown.
 */
export class Tabs {
	/** The draft that this page is writing. */
	draft: CardId | undefined;
	/** Another page has emptied this device. */
	onleft: (() => void) | undefined;
	readonly #channel: BroadcastChannel | undefined;
	readonly #taken = new Set<CardId>();
	readonly #onlook: () => void;

	constructor(name: string, onlook: () => void) {
		this.#onlook = onlook;
		if (typeof BroadcastChannel === 'undefined') return;
		this.#channel = new BroadcastChannel(`thementisch.${name}`);
		this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
	}

	/** The drafts that other pages are writing now. */
	async taken(): Promise<ReadonlySet<CardId>> {
		if (!this.#channel) return this.#taken;
		this.#say({ say: 'who' });
		await new Promise((resolve) => setTimeout(resolve, HEARING_MS));
		return this.#taken;
	}

	/** Something new is in the store. */
	look(): void {
		this.#say({ say: 'look' });
	}

	/** [TU6] This page empties the device: the others let go of the seat. */
	left(): void {
		this.#say({ say: 'left' });
	}

	close(): void {
		this.#channel?.close();
	}

	#hear(word: Word): void {
		if (word.say === 'look') this.#onlook();
		else if (word.say === 'left') this.onleft?.();
		else if (word.say === 'mine') this.#taken.add(word.draft);
		else if (word.say === 'who' && this.draft) this.#say({ say: 'mine', draft: this.draft });
	}

	#say(word: Word): void {
		this.#channel?.postMessage(word);
	}
}
