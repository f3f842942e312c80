import type * as Y from 'yjs';
import { between } from '#shared/rank.ts';

/** Whereabouts in a place; behind or in front of a card of it. */
export type Spot = 'first' | 'last' | { readonly afterId?: string; readonly beforeId?: string };

/** Within a place. */
export type Step = 'up' | 'down' | 'first' | 'last';

/** Longer ranks come from many insertions at one spot; then the whole place is numbered afresh. */
const RANK_CHARS_MAX = 40;

/** A card or a group. */
interface Ranked {
	readonly id: string;
	readonly rank: string;
	readonly fields: Y.Map<unknown>;
}

/** [HO8] Writes a field only if that changes it: every overwriting stays in the document for ever. */
export function set({ fields }: Pick<Ranked, 'fields'>, field: string, value: unknown): void {
	if (value === undefined) {
		if (fields.has(field)) fields.delete(field);
	} else if (fields.get(field) !== value) fields.set(field, value);
}

/**
 * [HO2] The ranks to be written so that an item stands at this place among the others: its own, or those of all where there
 * is no room; none where it stands right.
 *
 * @param isHere - it stands among them already: where it stands right, nothing is written. Who brings it here writes its
 * rank in any case, so that nobody else's undo takes that back.
 */
export function ranksFor<Item extends { readonly rank: string }>(
	item: Item,
	others: readonly Item[],
	index: number,
	isHere: boolean,
): readonly (readonly [Item, rank: string])[] {
	const [low, high] = [others[index - 1]?.rank ?? '', others[index]?.rank ?? ''];
	const isBetween = (rank: string): boolean => low < rank && (high === '' || rank < high);
	if (isHere && isBetween(item.rank)) return [];
	const rank = between(low, high);
	if (rank.length <= RANK_CHARS_MAX && isBetween(rank)) return [[item, rank]];
	let next = '';
	const all = [...others.slice(0, index), item, ...others.slice(index)];
	return all.map((one) => [one, (next = between(next, ''))]);
}

/** [HO2] Gives an item the rank of this place among the others; the others theirs anew where there is no room. */
export function rankAt(
	item: Ranked,
	others: readonly Ranked[],
	index: number,
	isHere: boolean,
): void {
	for (const [one, rank] of ranksFor(item, others, index, isHere))
		if (one === item) one.fields.set('rank', rank);
		else set(one, 'rank', rank);
}

/** [HO3] */
export function indexAt(others: readonly { readonly id: string }[], spot: Spot): number {
	if (spot === 'first') return 0;
	if (spot === 'last') return others.length;
	const after = others.findIndex(({ id }) => id === spot.afterId);
	if (after >= 0) return after + 1;
	const before = others.findIndex(({ id }) => id === spot.beforeId);
	return before >= 0 ? before : others.length;
}

/** The spot one step away; undefined if it stands there already. */
export function spotAfter(
	all: readonly { readonly id: string }[],
	id: string,
	by: Step,
): Spot | undefined {
	const at = all.findIndex((one) => one.id === id);
	const isEnd = by === 'up' || by === 'first' ? at <= 0 : at === all.length - 1;
	if (at < 0 || isEnd) return undefined;
	if (by === 'up') return { beforeId: all[at - 1]!.id };
	if (by === 'down') return { afterId: all[at + 1]!.id };
	return by;
}
