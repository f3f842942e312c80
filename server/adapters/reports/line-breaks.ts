/** How wide letters are in Arial, and in the fonts made to its measure, in thousandths of the font's size. */
const WIDTHS: readonly (readonly [thousandths: number, letters: string])[] = [
	[191, "'"],
	[222, 'ijlįіјļłſ‘’‚'],
	[278, '!,./:;I[\\]ftìíîï·ıІЇї '],
	[333, '()-`r´„“”°řŕ¨'],
	[355, '"|{}•*'],
	[365, 'ºгѓ'],
	[438, 'кќ'],
	[458, 'зт'],
	[500, 'JcksvxyzçýÿćčśşšźżžЈсухѕўĺľ'],
	[510, 'эєчь'],
	[531, 'вЃГпя'],
	[556, '#$0123456789?L_abdeghnopqu§«»àáâãäåèéêëðñòóôõöøùúûüþăąđēęěğńňőūůűаеорѐёђћ–€ĽŁ¯нџ'],
	[565, 'ийѝбц'],
	[584, '+<=>~±×÷дл'],
	[611, 'FTZßŢŤŹŻŽТЗ'],
	[635, 'ЎУъ'],
	[656, 'БЛЬ'],
	[667, '&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝĂĄĘĚŚŞŠŸЁЅАВЕРХЧжД'],
	[688, 'м'],
	[719, 'ЄИЙПЭы'],
	[722, 'CDHNRUwÇÐÑÙÚÛÜĆČĎŃŇŔŘŮŰНСЯК'],
	[750, 'юЦФ'],
	[778, 'GOQÒÓÔÕÖØĞŐО'],
	[802, 'шщфњ'],
	[833, 'mМ'],
	[880, 'ЪЫЂЋЖШЩ%æ'],
	[944, 'W'],
	[1_000, 'Œ—…@ÆЮЊ'],
];
const BY_LETTER: ReadonlyMap<string, number> = new Map(
	WIDTHS.flatMap(([thousandths, letters]) => [...letters].map((one) => [one, thousandths])),
);
/** Of other scripts: programs take other fonts for them, so this is all that can be said. */
const OTHERS: readonly (readonly [script: RegExp, thousandths: number])[] = [
	[/\p{M}|\p{Cf}/u, 0],
	[/\p{Script=Arabic}/u, 440],
	[/\p{Script=Ethiopic}/u, 800],
	[/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u, 560],
];
const WIDEST = 1_000;

/**
 * On how many lines a program breaks a line of text.
 *
 * @param widthEm - of the column, in sizes of the font
 */
export function linesOf(text: string, widthEm: number): number {
	const room = widthEm * 1_000;
	let lines = 1;
	let used = 0;
	// lines end behind blanks and hyphens; what is blank at their end has no width
	for (const [, word, blank] of text.matchAll(/([^\s-]+-?|-)(\s*)/gu)) {
		const width = widthOf(word!);
		if (used > 0 && used + width > room) {
			lines += 1;
			used = 0;
		}
		// a word that is wider than a line is broken anywhere
		const full = Math.max(0, Math.ceil(width / room) - 1);
		lines += full;
		used += width - full * room + blank!.length * 278;
	}
	return lines;
}

function widthOf(word: string): number {
	let sum = 0;
	for (const letter of word)
		sum += BY_LETTER.get(letter) ?? OTHERS.find(([script]) => script.test(letter))?.[1] ?? WIDEST;
	return sum;
}
