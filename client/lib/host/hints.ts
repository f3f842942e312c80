import type { CardId, GroupId } from '#shared/ids.ts';
import type { Likeness } from './similar.ts';

/** Cards of one question that sound alike, for a host to put together or not. */
export interface Hint {
	readonly cards: readonly CardId[];
	/** The group in which some of them are already. */
	readonly group: GroupId | undefined;
}

/** Where a card hangs. */
export interface Standing {
	readonly id: CardId;
	readonly question: string;
	readonly group: GroupId | undefined;
}

/** More than these cannot be looked at together. */
const CARDS_PER_HINT_MAX = 6;

/** The name of a pair, whichever comes first. */
export function pairOf(a: CardId, b: CardId): string {
	return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/**
 * [AL3] What to point at: cards below one question, put together from the most alike pair on. A card stands in one hint; a
 * hint has at most one group, and never only cards that are in it. What was declined is not pointed at again.
 *
 * @param standing - as the cards hang, column by column
 * @param alike - the most alike first
 * @param declined - pairs (`pairOf`) that somebody has looked at
 */
export function hintsFor(
	standing: readonly Standing[],
	alike: readonly Likeness[],
	declined: ReadonlySet<string>,
): readonly Hint[] {
	const places = new Map(standing.map((card) => [card.id, card]));
	const bundles = new Map<CardId, Set<Standing>>();
	const bundleOf = (card: Standing): Set<Standing> => bundles.get(card.id) ?? new Set([card]);
	for (const { a, b } of alike) {
		const [one, other] = [places.get(a), places.get(b)];
		if (!one || !other || one.question !== other.question) continue;
		if (declined.has(pairOf(a, b)) || (one.group && one.group === other.group)) continue;
		const both = new Set([...bundleOf(one), ...bundleOf(other)]);
		const groups = new Set([...both].flatMap(({ group }) => group ?? []));
		if (both.size > CARDS_PER_HINT_MAX || groups.size > 1) continue;
		for (const { id } of both) bundles.set(id, both);
	}
	return [...new Set(standing.flatMap(({ id }) => bundles.get(id) ?? []))].map((bundle) => ({
		cards: standing.filter((card) => bundle.has(card)).map(({ id }) => id),
		group: [...bundle].find(({ group }) => group)?.group,
	}));
}
