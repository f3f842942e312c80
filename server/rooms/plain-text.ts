import type * as Y from 'yjs';
import { unstacked } from '#shared/plain-text.ts';

/**
 * A stranger's text as plain text: well-formed Unicode, no control characters but tab and newline, one kind of newline,
 * no towers of accents, no blanks around it. Joiners and marks of direction stay: Persian and Arabic need them.
 */
export function plainText(text: string): string {
	return unstacked(text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL, '')).trim();
}
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** The characters of a shared text; what else may stand in it (embeds, formats) is left out. */
export function stringOf(text: Y.Text): string {
	// eslint-disable-next-line @typescript-eslint/no-base-to-string -- the rule does not know that Y.Text has its own
	return text.toString();
}
