import type * as Y from 'yjs';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import type { Together } from '#server/ports/update-log.ts';
import { Copy } from './copy.ts';
import { reusesClock } from './reused-clock.ts';
import { hasGap, newStructs, overlaps, type Scanned } from './scan.ts';

/** A change by a peer: scanned, and nothing more is known of it. */
export interface Content {
	readonly step: 'step-2' | 'update';
	readonly update: Uint8Array;
	readonly scanned: Scanned;
}

/** `gap`: something before it is missing. `refused`: it must not be kept, and its sender not be heard again. */
export type Trial =
	| { readonly became: 'change'; readonly update: Uint8Array }
	| { readonly became: 'nothing' | 'gap' }
	| { readonly became: 'refused'; readonly code: CloseCode; readonly why: string };

/**
 * What is about to be kept: equal to the committed copy, then changed by what stands in front of the log. Here, not in
 * the committed copy, a hostile change does its harm; then this is thrown away and made again.
 */
export class Draft {
	readonly #kind: DocName['kind'];
	readonly #copy: Copy;
	readonly #writer: number;
	/** Names no writer, so that nobody who reads the document can meddle with it. */
	readonly #nobody: number;

	/** `writer`: the client id under which the server's own changes stand in the document. */
	constructor(kind: DocName['kind'], committed: Copy, writer: number) {
		this.#kind = kind;
		this.#writer = writer;
		this.#copy = new Copy(kind, [committed.state()]);
		this.#nobody = this.#copy.doc.clientID;
	}

	/**
	 * [SC4, SC5] Takes in what peers sent, in order and in one transaction: what an honest crowd sends. Its answer is the
	 * whole change; undefined: there was none. `mixed`: not taken in, each has to be tried by itself. `spoilt`: so it must
	 * be, too, and this draft must be thrown away.
	 */
	tryTogether(contents: readonly Content[]): Uint8Array | undefined | 'mixed' | 'spoilt' {
		const ahead = new Map<number, number>();
		const known = (client: number): number => ahead.get(client) ?? this.#copy.known(client);
		let structs = 0;
		for (const { scanned } of contents) {
			if (hasGap(scanned, known) || overlaps(scanned, known)) return 'mixed';
			for (const [client, section] of scanned.brings) {
				ahead.set(client, section.to);
				structs += section.structs;
			}
		}
		if (this.#copy.isFullWith(structs)) return 'mixed';
		try {
			const change = this.#copy.apply(...contents.map(({ update }) => update));
			return this.#copy.fault() ? 'spoilt' : change;
		} catch {
			return 'spoilt';
		}
	}

	/** [SC4, SC5] Takes in what a peer sent. */
	try({ step, update, scanned }: Content): Trial {
		const { known } = this.#copy;
		if (hasGap(scanned, known)) return { became: 'gap' };
		if (this.#copy.isFullWith(newStructs(scanned, known)))
			return { became: 'refused', code: CLOSE.tooLarge, why: 'structs' };
		try {
			// a seat has one writer and its tablet's store: what it sends twice is its own
			const isEdit = this.#kind !== 'seat' && step === 'update';
			if (isEdit && overlaps(scanned, known) && reusesClock(this.#copy.doc, update))
				return { became: 'refused', code: CLOSE.restored, why: 'reused clock' };
			const change = this.#copy.apply(update);
			const fault = this.#copy.fault();
			if (fault === 'size') return { became: 'refused', code: CLOSE.tooLarge, why: fault };
			if (fault) return { became: 'refused', code: CLOSE.malformed, why: fault };
			return change ? { became: 'change', update: change } : { became: 'nothing' };
		} catch {
			return { became: 'refused', code: CLOSE.malformed, why: 'exception' };
		}
	}

	/** A change by the server itself. Throws what `change` throws. */
	change(change: (doc: Y.Doc) => Together | null): {
		readonly result: Together | null;
		readonly update?: Uint8Array;
	} {
		this.#copy.doc.clientID = this.#writer;
		try {
			return this.#copy.change(change);
		} finally {
			this.#copy.doc.clientID = this.#nobody;
		}
	}

	/** Takes in what the log has, or what this draft's predecessor had taken in. */
	follow(update: Uint8Array): void {
		this.#copy.apply(update);
	}

	destroy(): void {
		this.#copy.destroy();
	}
}
