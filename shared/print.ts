/**
 * What can be printed for the day itself. `table-signs`: one for each table, to be folded. `paper-cards`: to write on.
 * `wall-cards`: the cards that hang, to be pinned. `host-guide`: five minutes of training on a page. `join-hint`: how to
 * join, in every language. `test-page`: whether the printer does it all.
 */
export const SHEETS = [
	'table-signs',
	'paper-cards',
	'wall-cards',
	'host-guide',
	'join-hint',
	'test-page',
] as const;
export type Sheet = (typeof SHEETS)[number];

/** Sheets that are made for each table, so that a host gets those of the own one. */
export const SHEETS_OF_A_TABLE: readonly Sheet[] = ['table-signs', 'paper-cards', 'wall-cards'];
