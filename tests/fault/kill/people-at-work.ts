import { expect } from 'vitest';
import type { CardId, TableId } from '#shared/ids.ts';
import type { HostScreen, Screen, Tablet } from '#tests/support/clients.ts';
import type { SeededRandom } from '#tests/support/seeded-random.ts';
import { until } from '#tests/support/until.ts';

/** Where a server is away for long, people write on at what they have: the hall's day is not longer for it. */
const CARDS_MAX = 400;

interface People {
	readonly table: TableId;
	readonly tablets: readonly Tablet[];
	/** Asks for `saved`. */
	readonly host: HostScreen;
	readonly random: SeededRandom;
}

/**
 * Tablets that write cards and write on at them, and a host who edits other cards, whatever becomes of the server; and
 * what must be so when all is well again.
 */
export class PeopleAtWork {
	readonly #people: People;
	readonly #sent = new Map<CardId, string>();
	#hostEdits = 0;
	#clock: NodeJS.Timeout | undefined;

	constructor(people: People) {
		this.#people = people;
	}

	get cards(): number {
		return this.#sent.size;
	}
	get hostEdits(): number {
		return this.#hostEdits;
	}

	begin(tickMs: number): void {
		this.#clock = setInterval(() => this.#work(), tickMs);
	}

	end(): void {
		clearInterval(this.#clock);
	}

	/** One card more, at this tablet. `by`: `a`, its author writes on at it; `h`, the host does. */
	write(tablet: Tablet, by: 'a' | 'h'): CardId {
		const text = `${by}${this.cards}`;
		const card = tablet.write({ table: this.#people.table, question: 'need', text });
		this.#sent.set(card, text);
		return card;
	}

	/** Everything has arrived, once, with its author's last words and the host's edits; all agree with who comes now. */
	async expectAllWell(screens: readonly Screen[], fresh: () => Promise<Screen>): Promise<void> {
		const { tablets, host, random } = this.#people;
		const seed = `seed ${random.seed}`;
		const everyone = [host, ...screens];
		await until(() => everyone.every((screen) => screen.board.size === this.cards), {
			what: `${this.cards} cards on every screen, ${seed}`,
			withinMs: 60_000,
		});
		await host.whenSaved();
		const [screen] = screens;
		await until(() => [...this.#sent].every((card) => this.#hasArrived(card, screen!)), {
			what: `the authors’ last words, ${seed}`,
		});
		const stars = () =>
			screen!.cards().reduce((sum, { text }) => sum + text.split('*').length - 1, 0);
		await until(() => stars() === this.#hostEdits, {
			what: `${this.#hostEdits} host edits, ${seed}`,
		});
		const last = await fresh();
		for (const one of everyone)
			await until(() => contentOf(one) === contentOf(last), { what: `screens agree, ${seed}` });
		const numbers = last.cards().map(({ number }) => number);
		expect(new Set(numbers).size, seed).toBe(this.cards);
		for (const tablet of tablets)
			for (const id of tablet.cards.keys()) await tablet.whenReceipt(id as CardId, 'shown');
		for (const client of [...tablets, ...everyone])
			expect(
				client.closes.filter((code) => code >= 4400),
				`who was sent away for good, ${seed}`,
			).toEqual([]);
	}

	#work(): void {
		const { tablets, host, random } = this.#people;
		const tablet = random.pick(tablets)!;
		if (this.cards < CARDS_MAX && random.chance(0.6)) {
			this.write(tablet, random.chance(0.5) ? 'h' : 'a');
		} else if (random.chance(0.5)) {
			const own = random.pick([...tablet.cards.keys()]) as CardId | undefined;
			if (own === undefined || !this.#sent.get(own)!.startsWith('a')) return;
			tablet.append(own, '+');
			this.#sent.set(own, tablet.text(own));
		} else {
			const seen = random.pick(host.cards().filter(({ original }) => original.startsWith('h')));
			if (seen === undefined) return;
			host.append(seen.id, '*');
			this.#hostEdits++;
		}
	}

	#hasArrived([id, text]: [CardId, string], screen: Screen): boolean {
		const seen = screen.card(id)!;
		return text.startsWith('a') ? seen.text === text : seen.original === text;
	}
}

function contentOf(screen: Screen): string {
	return JSON.stringify(screen.cards().toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}
