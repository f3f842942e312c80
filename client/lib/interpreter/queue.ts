import type { Translation } from '#shared/board.ts';
import type { CardId, TableId } from '#shared/ids.ts';

/** A card as it stands in the queue. */
export interface Queued {
	readonly tableId: TableId;
	readonly id: CardId;
	readonly number: number;
	readonly question: string;
	readonly lang: string;
	readonly text: string;
	readonly translations: Readonly<Record<string, Translation>>;
}

/** Which languages somebody translates: `from` is empty for every one. */
export interface Direction {
	readonly from: string;
	readonly to: string;
}

const baseOf = (tag: string): string => tag.split('-', 1)[0]!;

/** Whether two tags name the same language, whatever its region or ease. */
function isSameLanguage(a: string, b: string): boolean {
	return baseOf(a) === baseOf(b);
}

/**
 * [IQ1] What is still to be translated, in its order.
 *
 * @param tables - the shown cards of each table, the tables in their order
 */
export function queueOf<C extends Queued>(
	tables: readonly (readonly C[])[],
	{ from, to }: Direction,
): readonly C[] {
	return tables
		.flatMap((cards, place) => cards.map((card) => ({ card, place })))
		.filter(({ card }) => !isSameLanguage(card.lang, to) && !Object.hasOwn(card.translations, to))
		.filter(({ card }) => from === '' || isSameLanguage(card.lang, from))
		.sort((a, b) => a.card.number - b.card.number || a.place - b.place)
		.map(({ card }) => card);
}

/** What interpreters have given in this language, the highest number first. */
export function givenIn<C extends Queued>(
	tables: readonly (readonly C[])[],
	to: string,
): readonly C[] {
	return tables
		.flat()
		.filter(({ translations }) => translations[to]?.by === 'interpreter')
		.sort((a, b) => b.number - a.number);
}

/** How many of these cards there are in each language. */
export function countLanguages(cards: readonly Queued[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { lang } of cards) counts.set(lang, (counts.get(lang) ?? 0) + 1);
	return counts;
}
