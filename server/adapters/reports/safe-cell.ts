/**
 * Cells that no spreadsheet takes for a formula (SX01). At the start of a cell, and of each line in it, an apostrophe goes
 * in front of what could begin one, and of an apostrophe itself; so the text can be told back exactly.
 */

/** = + - @, also full-width and as other minus signs, behind any blanks or invisible characters; and tabs and the like. */
const RISKY =
	/^[\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]*(?:[=+\-@'＝＋－＠﹦﹢﹣﹫−‐‑]|\p{Cc})/u;
/** As the first character of all, these hide what follows from a reader and not from a program. */
const RISKY_FIRST = /^[\r\n]/;

/** Everything that some program takes for the end of a line. */
const LINE_END = /(\r\n|[\r\n\u0085\u2028\u2029])/;

/** The text of a cell, harmless. */
export function safeCell(text: string): string {
	const isRisky = (line: string, at: number): boolean =>
		RISKY.test(line) || (at === 0 && RISKY_FIRST.test(text));
	// lines stand at the even places, their ends between them
	return text
		.split(LINE_END)
		.map((part, at) => (at % 2 === 0 && isRisky(part, at) ? `'${part}` : part))
		.join('');
}
