/** What nodes call out to each other. A hint, never the truth: it may be lost or come twice. */
export interface Calls {
	/** A vote's box has changed. */
	'ballots.changed': { readonly dialogue: string };
	/** Cards wait, or wait no longer. */
	'waiting.changed': { readonly dialogue: string };
}

export interface Bus {
	/** Every node hears it, this one included. */
	call<C extends keyof Calls>(name: C, what: Calls[C]): void;
	listen<C extends keyof Calls>(name: C, listener: (what: Calls[C]) => void): () => void;
}
