import * as Y from 'yjs';

/**
 * Whether a live update claims clocks that the document knows with another content. Yjs would apply its deletions and
 * ignore its insertions, so that something would vanish silently. An exact repeat is none. The update has been scanned.
 */
export function reusesClock(doc: Y.Doc, update: Uint8Array): boolean {
	for (const struct of Y.decodeUpdate(update).structs) {
		const { client, clock } = struct.id;
		const known = Math.min(clock + struct.length, Y.getState(doc.store, client));
		if (clock < known && !isRepeat(doc, struct, known)) return true;
	}
	return false;
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** Compares up to the clock `end` with what the document has at these clocks, piece by piece. */
function isRepeat(doc: Y.Doc, struct: Struct, end: number): boolean {
	const { client, clock } = struct.id;
	const structs = doc.store.clients.get(client)!;
	let at = clock;
	for (let i = Y.findIndexSS(structs, clock); at < end; i++) {
		const known = structs[i]!;
		const next = Math.min(end, known.id.clock + known.length);
		if (!isSame(struct, known, at, next)) return false;
		at = next;
	}
	return true;
}

function isSame(struct: Struct, known: Y.Item | Y.GC, from: number, to: number): boolean {
	// what was collected since its first coming cannot be compared any more; only a collected one says the same
	if (!(known instanceof Y.Item)) return !(struct instanceof Y.Item);
	if (!(struct instanceof Y.Item)) return known.deleted;
	const atItsStart = struct.id.clock === from && known.id.clock === from;
	if (atItsStart && !Y.compareIDs(struct.origin, known.origin)) return false;
	// only an item without neighbours says which key it is for
	if (struct.parentSub !== null && struct.parentSub !== known.parentSub) return false;
	if (known.content instanceof Y.ContentDeleted || struct.content instanceof Y.ContentDeleted)
		return true;
	if (known.content.constructor !== struct.content.constructor) return false;
	return sameContent(
		part(struct.content.getContent(), struct.id.clock, from, to),
		part(known.content.getContent(), known.id.clock, from, to),
	);
}

function part(content: readonly unknown[], start: number, from: number, to: number): unknown[] {
	return content.slice(from - start, to - start);
}

/** Types are the same by being there; strings and values by what they are. */
function sameContent(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.every(
		(value, i) => value instanceof Y.AbstractType || JSON.stringify(value) === JSON.stringify(b[i]),
	);
}
