import type * as Y from 'yjs';

/** One replacement: at this place so many characters (UTF-16 units) give way to this text. */
export interface Edit {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

/** Pieces of a Y.Text event: `retain` and `delete` count characters, `insert` is text. */
export type Delta = readonly {
	readonly retain?: number;
	readonly delete?: number;
	readonly insert?: unknown;
}[];

/** [TY1] The smallest single replacement that turns one text into the other; undefined if they are equal. */
export function editBetween(is: string, wanted: string): Edit | undefined {
	if (is === wanted) return undefined;
	const shorter = Math.min(is.length, wanted.length);
	let start = 0;
	while (start < shorter && is[start] === wanted[start]) start++;
	let end = 0;
	while (end < shorter - start && is.at(-1 - end) === wanted.at(-1 - end)) end++;
	// half a character cannot be stored: both halves go together
	if (isHigh(is, start - 1) || isHigh(wanted, start - 1)) start--;
	if (isLow(is, is.length - end) || isLow(wanted, wanted.length - end)) end--;
	return {
		at: start,
		remove: is.length - end - start,
		insert: wanted.slice(start, wanted.length - end),
	};
}

/** [TY1] Turns a shared text into another one; what others write beside the change stays. */
export function replaceText(text: Y.Text, wanted: string): void {
	const edit = editBetween(text.toJSON(), wanted);
	if (!edit) return;
	if (edit.remove > 0) text.delete(edit.at, edit.remove);
	if (edit.insert !== '') text.insert(edit.at, edit.insert);
}

/** What a delta means as single edits, each in the places that hold after the ones before it. */
export function editsOf(delta: Delta): readonly Edit[] {
	const edits: Edit[] = [];
	let at = 0;
	for (const piece of delta) {
		if (piece.retain !== undefined) at += piece.retain;
		else if (piece.delete !== undefined) edits.push({ at, remove: piece.delete, insert: '' });
		else if (typeof piece.insert === 'string') {
			edits.push({ at, remove: 0, insert: piece.insert });
			at += piece.insert.length;
		}
	}
	return edits;
}

export function apply(text: string, { at, remove, insert }: Edit): string {
	return text.slice(0, at) + insert + text.slice(at + remove);
}

/**
 * [TY2] Where a caret in a text is after an edit. What comes in at the very place comes in behind it: of two people who
 * both write at the end, each goes on in the own words, and these do not mix letter by letter.
 */
export function placeAfter(place: number, { at, remove, insert }: Edit): number {
	if (place <= at) return place;
	return place >= at + remove ? place - remove + insert.length : at;
}

/**
 * [TY2] Somebody else's edit, made to the text as it is shared, seen from a field in which something was typed since.
 *
 * @param theirs - in places of the shared text
 * @param own - what was typed into the field since: turns the shared text into the field's
 * @returns the same in places of the field; what it would have removed and was replaced in the field meanwhile stays replaced
 */
export function seenFrom(theirs: Edit, own: Edit | undefined): readonly Edit[] {
	if (!own) return [theirs];
	const grown = own.insert.length - own.remove;
	const ownEnd = own.at + own.remove;
	const from = theirs.at;
	const to = theirs.at + theirs.remove;
	const insertAt =
		from <= own.at ? from : from >= ownEnd ? from + grown : own.at + own.insert.length;
	const before = Math.max(0, Math.min(to, own.at) - from);
	const behindFrom = Math.max(from, ownEnd);
	const behind = Math.max(0, to - behindFrom);
	// from the back to the front, so that the places hold
	const edits: Edit[] = [];
	if (behind > 0) edits.push({ at: behindFrom + grown, remove: behind, insert: '' });
	if (before > 0 || theirs.insert !== '')
		edits.push({ at: before > 0 ? from : insertAt, remove: before, insert: theirs.insert });
	return edits;
}

function isHigh(text: string, at: number): boolean {
	return /[\uD800-\uDBFF]/.test(text[at] ?? '');
}
function isLow(text: string, at: number): boolean {
	return /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
