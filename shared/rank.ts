/**
 * Ranks order cards and groups: short strings compared by code units, never by locale; equal ranks by id.
 * Between any two there is always a third, so a move writes one field of one card.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'; // in code-unit order

/** Ranks at an open end count in this many digits: 62^4, some 14 million cards in a row, stay this short. */
const COUNTED = 4;

/**
 * [RK1] A rank that sorts between two others; '' is an open end. Two equal neighbours: right behind the first.
 * No rank ends in 0, or there would be no room in front of it.
 */
export function between(low: string, high: string): string {
	if (high === '' && low !== '') return counted(low, 1) ?? halfway(low, '');
	if (low === '' && high !== '') return counted(high, -1) ?? halfway('', high);
	if (high !== '' && low >= high) return `${low}V`;
	return halfway(low, high);
}

/** The next number in front of or behind a rank; undefined at the end of all numbers. */
function counted(rank: string, step: 1 | -1): string | undefined {
	const digits = [...rank.slice(0, COUNTED).padEnd(COUNTED, '0')].map((d) => DIGITS.indexOf(d));
	for (let i = COUNTED - 1; i >= 0; i--) {
		digits[i]! += step;
		if (digits[i] === DIGITS.length) digits[i] = 0;
		else if (digits[i] === -1) digits[i] = DIGITS.length - 1;
		else
			return (
				digits
					.map((d) => DIGITS[d])
					.join('')
					.replace(/0+$/, '') || undefined
			);
	}
	return undefined;
}

/** The middle, one digit longer where there is none. */
function halfway(low: string, high: string): string {
	let common = 0;
	while (high !== '' && (low[common] ?? '0') === high[common]) common++;
	if (common > 0) return high.slice(0, common) + halfway(low.slice(common), high.slice(common));
	const from = low === '' ? 0 : DIGITS.indexOf(low[0]!);
	const to = high === '' ? DIGITS.length : DIGITS.indexOf(high[0]!);
	if (to - from > 1) return DIGITS[Math.round((from + to) / 2)]!;
	if (high.length > 1) return high[0]!;
	return DIGITS[from]! + halfway(low.slice(1), '');
}

/** Ranks for what has none of its own, in the order given: the same order gives the same ranks. */
export function rankedInOrder<Item>(items: readonly Item[]): (Item & { readonly rank: string })[] {
	let rank = '';
	return items.map((item) => ({ ...item, rank: (rank = between(rank, '')) }));
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
