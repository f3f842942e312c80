/** Lets what concerns the same thing happen one after the other, on this node; different things go side by side. */
export class InOrder<Key> {
	readonly #last = new Map<Key, Promise<unknown>>();

	/** Runs the job after all jobs of the same key that were given before. A job that rejects stops no other. */
	run<T>(key: Key, job: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const result = before.then(job);
		const settled = result.then(
			() => undefined,
			() => undefined,
		);
		this.#last.set(key, settled);
		void settled.then(() => {
			if (this.#last.get(key) === settled) this.#last.delete(key);
		});
		return result;
	}
}
