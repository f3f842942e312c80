/**
 * The roots of the documents on the desk, all of them maps. `themes`: the hall's themes; `members`: what stands in them. The others are the minutes':
 * corrected texts by card, recommendations and measures by their ids, the fact sheet's fields, and what is left out.
 */
export const DESK = {
	themes: 'themes',
	members: 'members',
	corrections: 'corrections',
	recommendations: 'recommendations',
	measures: 'measures',
	editions: 'editions',
	sheet: 'sheet',
	info: 'info',
} as const;
