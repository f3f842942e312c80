import type { CardId } from '#shared/ids.ts';

/** Not more often than this are new cards announced, in milliseconds. */
const PAUSE_MS = 5_000;

/**
 * Counts the cards that arrive while somebody reads, and tells the sum at most every five seconds: 150 people write, and a
 * screen reader shall not read without end. Rules AR1–AR3 in seat/SPEC.md.
 */
export class Arrivals {
	/** How many came since the last telling; 0: nothing to say now. */
	told = $state(0);
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody draws it
	readonly #seen = new Set<CardId>();
	#hasLooked = false;
	#waiting = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Looks at the cards of others that hang now. The first look is what was there already. */
	look(ids: readonly CardId[]): void {
		const before = this.#seen.size;
		for (const id of ids) this.#seen.add(id);
		const came = this.#seen.size - before;
		if (this.#hasLooked) this.#waiting += came;
		this.#hasLooked = true;
		if (this.#waiting === 0 || this.#timer !== undefined) return;
		this.told = 0; // the same words twice are announced twice only if they were gone in between
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.told = this.#waiting;
			this.#waiting = 0;
		}, PAUSE_MS);
	}

	close(): void {
		clearTimeout(this.#timer);
	}
}
