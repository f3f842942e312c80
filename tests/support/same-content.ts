import * as Y from 'yjs';

/**
 * Whether two documents show the same: maps by key, texts by their characters, values by what they are. Walks without
 * recursion, since a stranger may have nested them deeply. Knows the types that `scan.ts` lets in.
 */
export function haveSameContent(a: Y.Doc, b: Y.Doc, roots: Iterable<string>): boolean {
	const pairs: [unknown, unknown][] = [...roots].map((root) => [a.getMap(root), b.getMap(root)]);
	for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
		const [x, y] = pair;
		if (x instanceof Y.Map && y instanceof Y.Map) {
			if (x.size !== y.size) return false;
			for (const [key, value] of x.entries()) {
				if (!y.has(key)) return false;
				pairs.push([value, y.get(key)]);
			}
		} else if (x instanceof Y.Text && y instanceof Y.Text) {
			if (charactersOf(x) !== charactersOf(y)) return false;
		} else if (x instanceof Y.AbstractType || y instanceof Y.AbstractType) return false;
		else if (JSON.stringify(x) !== JSON.stringify(y)) return false;
	}
	return true;
}

function charactersOf(text: Y.Text): string {
	// eslint-disable-next-line @typescript-eslint/no-base-to-string -- Y.Text has a toString of its own, its types do not say so
	return text.toString();
}
