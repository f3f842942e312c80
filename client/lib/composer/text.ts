/**
 * [TX1] What somebody typed or pasted as plain text: no control characters but line ends and tabs, no half characters
 * (they would not survive the way to the server).
 */
export function clean(typed: string): string {
	return typed
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n\t]/gu, '')
		.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** [TX2] The first `charsMax` UTF-16 code units, without half a character at the end. */
export function cut(text: string, charsMax: number): string {
	if (text.length <= charsMax) return text;
	return text.slice(0, isHigh(text, charsMax - 1) ? charsMax - 1 : charsMax);
}

/** What has to be done at one place so that `before` becomes `after`. */
export interface Difference {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

/** [TX3] The smallest such place; it never begins or ends between the halves of a character. */
export function difference(before: string, after: string): Difference {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) start++;
	if (start > 0 && isHigh(before, start - 1)) start--;
	let end = 0;
	while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
	if (end > 0 && isLow(before, before.length - end)) end--;
	return {
		at: start,
		remove: before.length - start - end,
		insert: after.slice(start, after.length - end),
	};
}

function isHigh(text: string, at: number): boolean {
	return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
function isLow(text: string, at: number): boolean {
	return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
