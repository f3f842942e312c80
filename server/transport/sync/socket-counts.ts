/** How many sockets are open under a key, and whether there is room for one more. */
export class SocketCounts {
	readonly #open = new Map<string, number>();

	/** The answer gives the place back; undefined: there was none. */
	take(key: string, most: number): (() => void) | undefined {
		const open = this.#open.get(key) ?? 0;
		if (open >= most) return undefined;
		this.#open.set(key, open + 1);
		let isTaken = true;
		return () => {
			if (!isTaken) return;
			isTaken = false;
			const left = this.#open.get(key)! - 1;
			if (left === 0) this.#open.delete(key);
			else this.#open.set(key, left);
		};
	}
}
