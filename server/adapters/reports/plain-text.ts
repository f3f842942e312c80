/** How texts of people become parts of XML, PDF and cells of a spreadsheet: everything that can be seen stays as it was. */

/** Everything that some program takes for the end of a line. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Nothing to be seen and in no XML; and characters that say of themselves that they are none. */
const UNSEEN = /[\p{Cc}\p{Noncharacter_Code_Point}]/gu;
const OPENS = new Set('\u202A\u202B\u202D\u202E\u2066\u2067\u2068');
const ISOLATE_END = '\u2069';
const EMBEDDING_END = '\u202C';

/** The lines of a text without control characters and lone surrogates; tabs are blanks. At least one line. */
export function linesOf(text: string): string[] {
	return text
		.toWellFormed()
		.split(LINE_END)
		.map((line) => closed(line.replaceAll('\t', ' ').replace(UNSEEN, '')));
}

/** The text with `\n` between its lines, else as `linesOf`. */
export function plainText(text: string): string {
	return linesOf(text).join('\n');
}

/** The text in one line. */
export function plainLine(text: string): string {
	return linesOf(text).join(' ').replace(/ +/g, ' ').trim();
}

/** A line in which every turn of direction ends, so that it cannot turn what stands behind it. */
function closed(line: string): string {
	const open: string[] = [];
	for (const char of line) {
		if (OPENS.has(char)) open.push(char >= '\u2066' ? ISOLATE_END : EMBEDDING_END);
		else if (char === EMBEDDING_END && open.at(-1) === char) open.pop();
		else if (char === ISOLATE_END && open.includes(char)) open.length = open.lastIndexOf(char);
	}
	return line + open.reverse().join('');
}
