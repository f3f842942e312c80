/**
 * What so many documents in memory weigh together, and who has to give way when that is too much: those that are heavier
 * than their share. A light one may always grow to its share, so the whole stays below twice the limit. [RE6]
 */
export class MemoryBudget {
	readonly #bytesMax: number;
	readonly #weights = new Map<string, number>();
	#bytes = 0;

	constructor(bytesMax: number) {
		this.#bytesMax = bytesMax;
	}

	/** What all of them weigh, in bytes. */
	get bytes(): number {
		return this.#bytes;
	}

	/** How many they are. */
	get size(): number {
		return this.#weights.size;
	}

	/** What can be let go should be let go. */
	get isTight(): boolean {
		return this.#bytes > (this.#bytesMax * 3) / 4;
	}

	/** The document of this path weighs so much now. */
	weigh(path: string, bytes: number): void {
		this.#bytes += bytes - (this.#weights.get(path) ?? 0);
		this.#weights.set(path, bytes);
	}

	/** It is not in memory any more. */
	forget(path: string): void {
		this.#bytes -= this.#weights.get(path) ?? 0;
		this.#weights.delete(path);
	}

	/** Whether it may weigh so much. */
	allows(path: string, bytes: number): boolean {
		const others = this.#bytes - (this.#weights.get(path) ?? 0);
		return others + bytes <= this.#bytesMax || bytes <= this.#bytesMax / this.#weights.size;
	}
}
