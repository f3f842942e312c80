import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import type { Observer } from './observer.ts';
import type { Person, SentCard } from './person.ts';

/** What a run found. Times in ms. */
export interface Report {
	readonly people: number;
	readonly cards: {
		readonly sent: number;
		/** Seen on the observer's screen. */
		readonly shown: number;
		/** Kept by the rules off the board: their receipts say waiting, late, aside or refused. */
		readonly waiting: number;
		readonly late: number;
		readonly aside: number;
		readonly refused: number;
		readonly withdrawn: number;
		/** Sent, and neither shown nor kept off the board by a receipt. */
		readonly lost: number;
		/** Two cards where one was sent, or one number for two cards. */
		readonly doubled: number;
		/** On the screen, and still not saying what the author wants. */
		readonly outdated: number;
	};
	/** Sent while online → on an observer's board document of another connection. */
	readonly sentToShown: Spread;
	/** Sent while online → first receipt in the seat. */
	readonly sentToSaved: Spread;
	/** Sent while offline: back and synced → on the observer's board. */
	readonly backToShown: Spread;
	/** Sockets closed by the server or the network, by close code. */
	readonly closes: Readonly<Record<string, number>>;
	/** How late this process itself was: beyond some 20 ms the times above are ours, not the server's. */
	readonly ownDelayP99Ms: number;
}

const OFF_BOARD: readonly unknown[] = ['waiting', 'late', 'aside', 'refused'];

/** Whether nothing is outstanding: everything is shown, kept off by a receipt, or withdrawn, and up to date. */
export function isSettled(people: readonly Person[], observer: Observer): boolean {
	return people.every(({ cards }) =>
		cards.every((card) => !isLost(card, observer) && !isOutdated(card, observer)),
	);
}

export function reportOn(
	people: readonly Person[],
	observer: Observer,
	ownDelayP99Ms: number,
): Report {
	const cards = people.flatMap((person) => person.cards);
	const shownAt = ({ id }: SentCard) => observer.shownAtMs.get(id);
	const times = (from: (card: SentCard) => number | undefined, to: typeof from) =>
		spreadOf(
			cards.flatMap((card) => {
				const [began, ended] = [from(card), to(card)];
				return began === undefined || ended === undefined ? [] : [ended - began];
			}),
		);
	const count = (is: (card: SentCard) => boolean) => cards.filter(is).length;
	const whileOnline = (card: SentCard) => (card.offline ? undefined : card.sentAtMs);

	const closes: Record<string, number> = {};
	for (const code of people.flatMap((person) => person.closes))
		closes[code] = (closes[code] ?? 0) + 1;

	return {
		people: people.length,
		cards: {
			sent: cards.length,
			shown: count((card) => shownAt(card) !== undefined),
			waiting: count(({ receipt }) => receipt === 'waiting'),
			late: count(({ receipt }) => receipt === 'late'),
			aside: count(({ receipt }) => receipt === 'aside'),
			refused: count(({ receipt }) => receipt === 'refused'),
			withdrawn: count(({ withdrawn }) => withdrawn),
			lost: count((card) => isLost(card, observer)),
			doubled: doubled(cards, observer),
			outdated: count((card) => isOutdated(card, observer)),
		},
		sentToShown: times(whileOnline, shownAt),
		sentToSaved: times(whileOnline, ({ savedAtMs }) => savedAtMs),
		backToShown: times(({ backAtMs }) => backAtMs, shownAt),
		closes,
		ownDelayP99Ms,
	};
}

function isLost(card: SentCard, observer: Observer): boolean {
	if (observer.shownAtMs.has(card.id)) return false;
	return !card.withdrawn && !OFF_BOARD.includes(card.receipt);
}

/** An edit after a host's own edit is offered beside the text, and counts as arrived. */
function isOutdated(card: SentCard, observer: Observer): boolean {
	const screen = observer.screens.find(({ table }) => table === card.table);
	const seen = screen?.card(card.id);
	if (seen === undefined) return false; // shown once and gone would be lost: the board deletes nothing
	if (card.withdrawn) return seen.state !== 'withdrawn';
	return seen.text !== card.wanted && seen.suggestion !== card.wanted;
}

function doubled(cards: readonly SentCard[], observer: Observer): number {
	const own = new Set<string>(cards.map(({ id }) => id));
	const texts = new Set(cards.map(({ text }) => text));
	const seen = new Map<string, number>();
	let strangers = 0;
	for (const { id, original } of observer.newCards()) {
		seen.set(id, (seen.get(id) ?? 0) + 1);
		if (!own.has(id) && texts.has(original)) strangers++;
	}
	const onTwoBoards = [...seen.values()].filter((boards) => boards > 1).length;
	return onTwoBoards + strangers + observer.doubleNumbers();
}

/** The report as people read it in a terminal. */
export function tableOf(report: Report): string {
	const { cards, sentToShown, sentToSaved, backToShown, closes } = report;
	const ms = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(1)).padStart(9);
	const line = (name: string, { count, p50, p95, p99, max }: Spread) =>
		`${name.padEnd(26)}${String(count).padStart(7)}${ms(p50)}${ms(p95)}${ms(p99)}${ms(max)}`;
	const counts = Object.entries(cards).map(([name, n]) => `${name} ${n}`);
	const codes = Object.entries(closes).map(([code, n]) => `${code}: ${n}`);
	return [
		`people ${report.people}   cards: ${counts.join(' · ')}`,
		`${'in ms'.padEnd(26)}${['count', '  p50', '  p95', '  p99', '  max'].map((h, i) => h.padStart(i === 0 ? 7 : 9)).join('')}`,
		line('sent → shown elsewhere', sentToShown),
		line('sent → first receipt', sentToSaved),
		line('back online → shown', backToShown),
		`own event loop delay p99 ${report.ownDelayP99Ms.toFixed(1)} ms   closes: ${codes.join(', ') || 'none'}`,
	].join('\n');
}
