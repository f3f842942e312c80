import type { Bus, Calls } from '#server/ports/bus.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';

/** Calls within one process, for one node on its own. */
export class MemoryBus implements Bus {
	readonly #listeners: { readonly [C in keyof Calls]: Listeners<[what: Calls[C]]> } = {
		'ballots.changed': new Listeners(),
		'waiting.changed': new Listeners(),
		'awareness.told': new Listeners(),
		'awareness.wanted': new Listeners(),
	};

	call<C extends keyof Calls>(name: C, what: Calls[C]): void {
		this.#listeners[name].tell(what);
	}

	listen<C extends keyof Calls>(name: C, listener: (what: Calls[C]) => void): () => void {
		return this.#listeners[name].add(listener);
	}
}
