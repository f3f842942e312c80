/**
 * Ranks order cards and groups: short strings compared by code units, never by locale; equal ranks by id.
 * Between any two there is always a third, so a move writes one field of one card.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'; // in code-unit order

/** [RK1] A rank that sorts between two others; '' is an open end. Two equal neighbours: right behind the first. */
export function between(low: string, high: string): string {
	if (high !== '' && low >= high) return `${low}V`;
	let common = 0;
	while (high !== '' && (low[common] ?? '0') === high[common]) common++;
	if (common > 0) return high.slice(0, common) + between(low.slice(common), high.slice(common));
	const from = low === '' ? 0 : DIGITS.indexOf(low[0]!);
	const to = high === '' ? DIGITS.length : DIGITS.indexOf(high[0]!);
	if (to - from > 1) return DIGITS[Math.round((from + to) / 2)]!;
	if (high.length > 1) return high[0]!;
	return DIGITS[from]! + between(low.slice(1), '');
}

/** A rank as this module makes them; anything else in a document was written by somebody else. */
export function isRank(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9A-Za-z]{1,200}$/.test(value);
}

/** [RK2] The one order of cards and of groups. */
export function byRank(
	a: { readonly rank: string; readonly id: string },
	b: { readonly rank: string; readonly id: string },
): number {
	if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
