/**
 * Who wants to be told of something. Each is told in a later turn of the event loop: after the promise of what caused it
 * has been answered, and so that one listener's exception reaches neither the cause nor the other listeners.
 */
export class Listeners<What extends readonly unknown[]> {
	readonly #listeners = new Set<(...what: What) => void>();

	/** The answer ends it; nothing is told after that. */
	add(listener: (...what: What) => void): () => void {
		// the same function may listen twice, each with an end of its own
		const own = (...what: What): void => listener(...what);
		this.#listeners.add(own);
		return () => {
			this.#listeners.delete(own);
		};
	}

	tell(...what: What): void {
		for (const listener of this.#listeners)
			setImmediate(() => {
				if (this.#listeners.has(listener)) listener(...what);
			});
	}
}
