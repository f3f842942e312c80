/**
 * The roots of the documents on the desk, all of them maps. `themes`: the hall's themes; `members`: what stands in them. The others are the minutes':
 * corrected texts by card, recommendations and measures by their ids, the fact sheet's fields, what is left out (cards and
 * groups in `editions`, open answers of the evaluation in `answers`), and the places given to cards, groups and tables.
 */
export const DESK = {
	themes: 'themes',
	members: 'members',
	corrections: 'corrections',
	recommendations: 'recommendations',
	measures: 'measures',
	editions: 'editions',
	answers: 'answers',
	order: 'order',
	sheet: 'sheet',
	info: 'info',
} as const;

/**
 * Under which name the minutes leave out an open answer of the evaluation: by its question and a digest of its words (FNV-1a
 * and their length), because answers have no ids and no order of their own. The same words are one answer.
 */
export function answerKey(question: string, text: string): string {
	let hash = FNV_OFFSET;
	for (let at = 0; at < text.length; at++)
		hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME) >>> 0;
	return `${question}.${hash.toString(36)}.${text.length.toString(36)}`;
}
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
