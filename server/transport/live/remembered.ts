/** A value that is read when it is wanted and kept until it is said to have changed. */
export class Remembered<T> {
	#kept: { readonly value: T } | undefined;
	/** Counts the changes: what was read before one of them is not kept after it. */
	#changes = 0;

	get kept(): T | undefined {
		return this.#kept?.value;
	}

	forget(): void {
		this.#changes += 1;
		this.#kept = undefined;
	}

	async get(read: () => Promise<T>): Promise<T> {
		if (this.#kept) return this.#kept.value;
		const before = this.#changes;
		const value = await read();
		if (before === this.#changes) this.#kept = { value };
		return value;
	}
}
