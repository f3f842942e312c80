import { expect, test } from 'vitest';
import { wordsOf } from './words.ts';

test('[SX03] blank lines stay, but pages of them are one', () => {
	expect(wordsOf('a\n\n\nb', 'de').lines).toEqual(['a', '', '', 'b']);
	expect(wordsOf(`a${'\n'.repeat(400)}b\n \u200B\n\nc`, 'de').lines).toEqual([
		'a',
		'',
		'b',
		' \u200B',
		'c',
	]);
});
