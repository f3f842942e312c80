import * as Y from 'yjs';
import type { DocName } from '#shared/document.ts';
import { contentDigest } from './content-digest.ts';
import { Copy } from './copy.ts';
import { ROOTS } from './scan.ts';

/** A log in one piece, and what somebody sees who loads that piece. */
export interface Condensed {
	readonly state: Uint8Array;
	/** As `contentDigest` gives it. */
	readonly digest: string;
}

/** `unfit`: what would be kept cannot be loaded whole. Rejects when it could not be tried. */
export type Condense = (
	kind: DocName['kind'],
	updates: readonly Uint8Array[],
) => Promise<Condensed | 'unfit'>;

/**
 * Puts a log together, and loads afresh what comes of it: nothing may be pending, nothing missing. What a replica shows can
 * differ although its encoding is equal, so the digest is that of the fresh one. Takes a tenth of a second for a large board.
 */
export function condensed(
	kind: DocName['kind'],
	updates: readonly Uint8Array[],
): Condensed | 'unfit' {
	try {
		const whole = new Copy(kind, updates);
		const state = whole.state();
		const fresh = new Copy(kind, [state]);
		if (whole.isPending || fresh.isPending || !areVectorsEqual(fresh.doc, whole.doc))
			return 'unfit';
		return { state, digest: contentDigest(fresh.doc, ROOTS[kind]) };
	} catch {
		return 'unfit';
	}
}

/** In this thread, which waits for it. */
export const condenseHere: Condense = (kind, updates) => Promise.resolve(condensed(kind, updates));

function areVectorsEqual(a: Y.Doc, b: Y.Doc): boolean {
	const [ofA, ofB] = [Y.snapshot(a).sv, Y.snapshot(b).sv];
	return ofA.size === ofB.size && [...ofA].every(([client, clock]) => ofB.get(client) === clock);
}
