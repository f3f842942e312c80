import { directionOf } from '#shared/languages.ts';
import { linesOf, plainLine } from './plain-text.ts';

/** A text in its language and direction. Every line is fit for XML and PDF. */
export interface Words {
	readonly lines: readonly string[];
	/** Two or three letters, as documents name languages. */
	readonly lang: string;
	readonly direction: 'ltr' | 'rtl';
}

/**
 * Ten times what a card can have. Only a page that is not ours writes more; typesetting takes minutes for a word of a
 * megabyte, and the data file has all of it.
 */
const DRAWN_CHARS_MAX = 10_000;

/** Stands where something was left out. */
const CUT = ' […]';

function drawable(text: string): string {
	if (text.length <= DRAWN_CHARS_MAX) return text;
	// no half of a character is left at the end
	return text.slice(0, DRAWN_CHARS_MAX).replace(/[\uD800-\uDBFF]$/, '') + CUT;
}

/** What somebody has written, with its lines. */
export function wordsOf(text: string, lang: string): Words {
	const lines = withoutPagesOfBlanks(linesOf(drawable(text)));
	// blank lines at the ends would only be holes in the page
	while (lines.length > 1 && !isSeen(lines.at(-1)!)) lines.pop();
	while (lines.length > 1 && !isSeen(lines[0]!)) lines.shift();
	return { lines, lang: baseOf(lang), direction: directionIn(lines.join(' '), lang) };
}

/** More blank lines than this, a page of them, and one stands for all that follow each other. */
const BLANKS_MAX = 50;

function withoutPagesOfBlanks(lines: string[]): string[] {
	if (lines.length <= BLANKS_MAX) return lines;
	const isBlank = (line: string | undefined) => line !== undefined && !isSeen(line);
	if (lines.filter(isBlank).length <= BLANKS_MAX) return lines;
	return lines.filter((line, at) => !isBlank(line) || !isBlank(lines[at - 1]));
}

/** In one line, as in a heading; `instead`, words of the frame, where nothing is to be seen. */
export function lineOf(text: string, lang: string, instead: Words): Words {
	const line = plainLine(drawable(text));
	if (!isSeen(line)) return instead;
	return { lines: [line], lang: baseOf(lang), direction: directionIn(line, lang) };
}

/** Reads from left to right whatever stands around it; nobody sees it. */
export const LEFT_TO_RIGHT = '\u200E';

/** In one line among words of the frame, which keep their places beside it. */
export function inFrame({ lines, direction }: Words): string {
	return direction === 'rtl' ? `${lines.join(' ')}${LEFT_TO_RIGHT}` : lines.join(' ');
}

/** Our own words, in a language of the frame. */
export function said(text: string, lang: string): Words {
	return { lines: [text], lang, direction: 'ltr' };
}

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The language says it, unless the letters say otherwise: people write in more languages than they have chosen. */
function directionIn(text: string, lang: string): 'ltr' | 'rtl' {
	const first = /\p{L}/u.exec(text)?.[0];
	if (directionOf(lang) === 'rtl') return first === undefined || RTL.test(text) ? 'rtl' : 'ltr';
	return first !== undefined && RTL.test(first) ? 'rtl' : 'ltr';
}

/** `de-x-leicht` is `de`; no language at all is `und`. */
function baseOf(lang: string): string {
	const base = lang.split('-', 1)[0]!.toLowerCase();
	return /^[a-z]{2,3}$/.test(base) ? base : 'und';
}

/** Whether there is more than blanks, invisible characters and marks on nothing. */
export function isSeen(line: string): boolean {
	return /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}\u2800]/u.test(line);
}
