import { docPath, type DocName } from '#shared/document.ts';
import type { Bus, Calls, Told } from '#server/ports/bus.ts';

/** How the relay of one document reaches those of other nodes. */
export interface OtherNodes {
	/** What this node tells its own screens, or has told them. May be lost; the next renewal says it again. */
	tell(entries: readonly Told[], isAnswer: boolean): void;
	/** Asks the others to tell what they know. */
	ask(): void;
}

/** What a relay hears of other nodes. */
export interface FromOthers {
	hearOthers(node: string, entries: readonly Told[], isAnswer: boolean): void;
	tellOthersAll(): void;
}

/** For a node that stands alone. */
export const NO_OTHERS: OtherNodes = { tell: () => undefined, ask: () => undefined };

/** [RO17] Carries what relays tell from node to node; only relays speak here, never a page's own bytes. */
export class AwarenessBetween {
	readonly #bus: Bus;
	readonly #node: string;

	/** @param node - names this node; no other one has it */
	constructor(bus: Bus, node: string) {
		this.#bus = bus;
		this.#node = node;
	}

	of(doc: DocName): OtherNodes {
		// seats have no awareness
		if (doc.kind === 'seat') return NO_OTHERS;
		const [bus, node, path] = [this.#bus, this.#node, docPath(doc)];
		return {
			tell: (entries, isAnswer) =>
				bus.call('awareness.told', { doc: path, node, entries, isAnswer }),
			ask: () => bus.call('awareness.wanted', { doc: path, node }),
		};
	}

	/** Hands what comes to the relays of the documents that are open here. The answer ends it. */
	listen(relayOf: (path: string) => FromOthers | undefined): () => void {
		const isOwn = ({ node }: Calls['awareness.wanted']): boolean => node === this.#node;
		const stop = [
			this.#bus.listen('awareness.told', (told) => {
				if (!isOwn(told)) relayOf(told.doc)?.hearOthers(told.node, told.entries, told.isAnswer);
			}),
			this.#bus.listen('awareness.wanted', (wanted) => {
				if (!isOwn(wanted)) relayOf(wanted.doc)?.tellOthersAll();
			}),
		];
		return () => stop.forEach((end) => end());
	}
}
