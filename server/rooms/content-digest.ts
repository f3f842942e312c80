import { createHash } from 'node:crypto';
import * as Y from 'yjs';

/** What is still to be written down: a value, or words as they are. */
type Open = { readonly value: unknown } | { readonly words: string };

/**
 * One number for what a document shows: maps by key, texts by their characters, values by what they are. Two documents
 * that show the same have the same one, whatever their history; in one process or in two. Walks without recursion, since a
 * stranger may have nested them deeply. Knows the types that `scan.ts` lets in.
 */
export function contentDigest(doc: Y.Doc, roots: Iterable<string>): string {
	const hash = createHash('sha1');
	let words = '';
	const open: Open[] = [...roots].sort().map((root) => ({ value: doc.getMap(root) }));
	for (let next = open.pop(); next; next = open.pop()) {
		if ('words' in next) words += next.words;
		else if (next.value instanceof Y.Map) {
			words += '{';
			open.push({ words: '}' });
			for (const key of [...next.value.keys()].sort())
				open.push({ value: next.value.get(key) }, { words: JSON.stringify(key) });
		} else if (next.value instanceof Y.Text)
			words += `t${JSON.stringify(charactersOf(next.value))}`;
		else words += next.value instanceof Y.AbstractType ? '?' : `v${JSON.stringify(next.value)}`;
		if (words.length < WORDS_AT_ONCE) continue;
		hash.update(words);
		words = '';
	}
	return hash.update(words).digest('base64');
}

const WORDS_AT_ONCE = 65_536;

function charactersOf(text: Y.Text): string {
	// eslint-disable-next-line @typescript-eslint/no-base-to-string -- Y.Text has a toString of its own, its types do not say so
	return text.toString();
}
