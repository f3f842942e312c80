/** Lets what concerns the same thing happen one after the other, on this node; different things go side by side. */
export class InOrder<Key> {
	readonly #last = new Map<Key, Promise<unknown>>();
	readonly #rest: () => Promise<void>;

	/** @param rest - goes between two jobs of one key; nobody who waits for a result waits for it */
	constructor(rest: () => Promise<void> = () => Promise.resolve()) {
		this.#rest = rest;
	}

	/** Runs the job after all jobs of the same key that were given before. A job that rejects stops no other. */
	run<T>(key: Key, job: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const result = before.then(job);
		const settled = result.then(this.#rest, this.#rest);
		this.#last.set(key, settled);
		void settled.then(() => {
			if (this.#last.get(key) === settled) this.#last.delete(key);
		});
		return result;
	}
}
