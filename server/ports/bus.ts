/** What nodes call out to each other. A hint, never the truth: it may be lost or come twice. */
export interface Calls {
	/** A vote's box has changed. */
	'ballots.changed': { readonly dialogue: string };
	/** Cards wait, or wait no longer. */
	'waiting.changed': { readonly dialogue: string };
	/** Who is at work at a document on the calling node: what it has just told its own screens. */
	'awareness.told': {
		readonly doc: string;
		/** The calling node, by a name that no other has. */
		readonly node: string;
		readonly entries: readonly Told[];
		/** To a node that has asked: all whom the calling node speaks for, as it told of them last. */
		readonly isAnswer: boolean;
	};
	/** A node has opened a document and does not know yet who is at work there on others. */
	'awareness.wanted': { readonly doc: string; readonly node: string };
}

/** What is said of one page: `state` is JSON, `null` says goodbye; of two, the one with the higher `clock` is newer. */
export interface Told {
	readonly client: number;
	readonly clock: number;
	readonly state: string;
}

/** How nodes hear each other. Neither throws: a call that cannot go out is a call that was lost. */
export interface Bus {
	/** Every node hears it, this one included. */
	call<C extends keyof Calls>(name: C, what: Calls[C]): void;
	/** Answers what ends the listening. */
	listen<C extends keyof Calls>(name: C, listener: (what: Calls[C]) => void): () => void;
}
