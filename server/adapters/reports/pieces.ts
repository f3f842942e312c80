import type { Block } from './blocks.ts';
import type { Words } from './words.ts';

/** Columns with their names and their shares of the width. */
export function columnsOf(names: readonly string[], shares: readonly number[]) {
	return names.map((name, at) => ({ name, share: shares[at]! }));
}

/** What stands beside the matter. */
export function quiet(words: Words): Block {
	return { kind: 'text', words, look: 'quiet' };
}
