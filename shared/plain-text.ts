import { LIMITS } from './limits.ts';

/** Whether nothing of a text can be seen: blanks, joiners, fillers and the like alone. Such a text counts as empty. */
export function showsNothing(text: string): boolean {
	return /^[\s\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
}

/**
 * At most `cardMarksPerCharacterMax` accents and the like on one character, more than any script needs: towers of them run
 * over the neighbours. Joiners between them do not hide them.
 */
export function unstacked(text: string): string {
	return text.replace(TOWER, '$1');
}
const MARK = String.raw`(?:\p{M}[\u200B-\u200F\u2060\uFEFF]*)`;
const TOWER = new RegExp(`(${MARK}{${LIMITS.cardMarksPerCharacterMax}})${MARK}+`, 'gu');
