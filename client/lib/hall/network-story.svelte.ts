/** A gap shorter than this is not worth a word, in milliseconds. */
const UNNOTICED_MS = 1_500;
/** After this long without a connection nobody speaks of connecting any more, in milliseconds. */
const HOPELESS_MS = 8_000;
/** How long good news stands, in milliseconds. */
const NEWS_MS = 4_000;

/**
 * What the network line says, and when it is worth saying. Only the sockets are believed: a browser that thinks it is
 * offline may still reach the laptop in the hall. Rules NL1–NL4 in seat/SPEC.md.
 */
export class NetworkStory {
	says = $state<'offline' | 'connecting' | 'paused' | 'back'>();
	#live: boolean | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Told whenever something changes; the same twice does nothing. */
	hear(live: boolean, paused: boolean): void {
		if (live && paused) this.#say('paused');
		else if (live) this.#goodNews();
		else if (this.#live !== false) this.#after(UNNOTICED_MS, () => this.#missing());
		this.#live = live;
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	#missing(): void {
		if (!navigator.onLine) return this.#say('offline');
		this.#say('connecting');
		this.#after(HOPELESS_MS - UNNOTICED_MS, () => this.#say('offline'));
	}

	#goodNews(): void {
		if (this.says === 'back') return;
		clearTimeout(this.#timer);
		if (this.says === undefined) return;
		this.#say('back');
		this.#after(NEWS_MS, () => (this.says = undefined));
	}

	#say(word: NetworkStory['says']): void {
		clearTimeout(this.#timer);
		this.says = word;
	}

	#after(ms: number, then: () => void): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(then, ms);
	}
}
