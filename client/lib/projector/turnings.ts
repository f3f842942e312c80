import { Turning } from './turning.svelte.ts';

/** [PJ9] How far each wall has been turned; it goes on from there when it comes again. */
export class Turnings {
	readonly #all = new Map<string, Turning>();

	of(wall: string): Turning {
		let turning = this.#all.get(wall);
		if (!turning) this.#all.set(wall, (turning = new Turning()));
		return turning;
	}

	close(): void {
		for (const turning of this.#all.values()) turning.close();
	}
}
