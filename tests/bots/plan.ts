import type { SeededRandom } from '#tests/support/seeded-random.ts';
import type { CardText } from './cards.ts';

/** One card of one person. Times are ms after the start; pauses are ms after what comes before. */
export interface PlannedCard {
	readonly card: CardText;
	/** When the first key is pressed. */
	readonly beginMs: number;
	/** Pauses between the pieces in which the draft grows; the card is sent after the last one. */
	readonly pausesMs: readonly number[];
	/** Some words are added this long after sending. */
	readonly editAfterMs?: number;
	readonly withdrawAfterMs?: number;
}

export interface PlannedPerson {
	/** Index of the table where this person sits. */
	readonly table: number;
	readonly language: string;
	readonly arriveMs: number;
	readonly cards: readonly PlannedCard[];
	/** Away from the network, if at all. */
	readonly offline?: { readonly fromMs: number; readonly toMs: number };
}

/** Human habits. Shares of all cards or people, 0 … 1. */
const EDITED = 0.12;
const WITHDRAWN = 0.05;
const OFFLINE = 0.2;
const BURSTS = 2;
const BURST_CARDS = 10;
/** How often a tablet keeps what is being typed. */
const PIECE_MS = 400;
const CHARS_PER_SECOND = [3, 8] as const;

/** Who writes what and when. The same chance gives the same plan. */
export function planPeople(
	{ people, minutes, tables }: { people: number; minutes: number; tables: number },
	cards: readonly CardText[],
	random: SeededRandom,
): PlannedPerson[] {
	const wholeMs = minutes * 60_000;
	const arrivalMs = Math.min(10_000, wholeMs / 6);
	const lastMs = Math.max(arrivalMs + 1_000, wholeMs - Math.min(8_000, wholeMs / 6));
	const bursts = Array.from({ length: BURSTS }, () => random.between(arrivalMs, lastMs - 1_000));

	const bags = Array.from({ length: people }, (): PlannedCard[] => []);
	const turns = new Map<number, number>();
	for (const [nth, card] of random.shuffled(cards).entries()) {
		const seated = bags.filter((_, person) => person % tables === card.table);
		const choice = seated.length > 0 ? seated : bags;
		const turn = turns.get(card.table) ?? 0;
		turns.set(card.table, turn + 1);

		const burst = bursts[Math.floor(nth / BURST_CARDS)];
		const typedMs = (card.text.length / random.between(...CHARS_PER_SECOND)) * 1_000;
		const pieces = Math.max(1, Math.round(Math.min(typedMs, wholeMs / 5) / PIECE_MS));
		const pausesMs = Array.from({ length: pieces }, () => PIECE_MS * random.between(0.5, 1.5));
		const typingMs = pausesMs.reduce((sum, ms) => sum + ms, 0);
		const sentMs =
			burst === undefined
				? random.between(arrivalMs + typingMs, Math.max(lastMs, arrivalMs + typingMs + 1))
				: burst + random.between(0, 1_000);
		const withdrawn = random.chance(WITHDRAWN);
		const edited = !withdrawn && random.chance(EDITED);
		choice[turn % choice.length]!.push({
			card,
			beginMs: Math.max(0, sentMs - typingMs),
			pausesMs,
			...(edited ? { editAfterMs: random.between(300, wholeMs / 10) } : {}),
			...(withdrawn ? { withdrawAfterMs: random.between(300, wholeMs / 10) } : {}),
		});
	}

	return bags.map((own, person) => {
		const fromMs = random.between(arrivalMs, lastMs * 0.7);
		const toMs = fromMs + random.between(wholeMs * 0.05, wholeMs * 0.2);
		return {
			table: person % tables,
			language: own[0]?.card.lang ?? 'de',
			arriveMs: random.between(0, arrivalMs * 0.8),
			cards: own.toSorted((a, b) => a.beginMs - b.beginMs),
			...(random.chance(OFFLINE) ? { offline: { fromMs, toMs } } : {}),
		};
	});
}
