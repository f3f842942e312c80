import { SvelteSet } from 'svelte/reactivity';
import type { CardId } from '#shared/ids.ts';
import { hintsFor, pairOf, type Hint, type Standing } from './hints.ts';
import type { TableMemory } from './table-memory.ts';
import { comparing, type Likeness, type Saying } from './similar.ts';

/** How long the texts must have been still before they are compared. */
const STILL_MS = 700;
/** Compared so long at a stretch; then the page may draw. */
const SLICE_MS = 6;

/** Looks for cards that sound alike, on this device, while nobody has anything else for it to do. It only points. */
export class SimilarHints {
	/** Whether the hints are drawn. */
	isOn = $state(false);
	#alike = $state.raw<readonly Likeness[]>([]);
	/** Pairs, the latest last. */
	readonly #declined: SvelteSet<string>;
	readonly #memory: TableMemory | undefined;
	readonly #standing: () => readonly Standing[];
	readonly hints: readonly Hint[] = $derived.by(() =>
		hintsFor(this.#standing(), this.#alike, this.#declined),
	);
	/** @param memory - without it what was put away is so in this page alone */
	constructor(standing: () => readonly Standing[], memory?: TableMemory) {
		this.#standing = standing;
		this.#memory = memory;
		this.#declined = new SvelteSet(memory?.declined);
	}

	/** The hint at a card, while hints are drawn. */
	at(id: CardId): Hint | undefined {
		return this.isOn ? this.hints.find(({ cards }) => cards.includes(id)) : undefined;
	}

	/** [AL4] */
	decline({ cards }: Hint): void {
		for (const a of cards) for (const b of cards) if (a < b) this.#declined.add(pairOf(a, b));
		this.#memory?.keepDeclined([...this.#declined]);
	}

	/** [AL4] What was put away is pointed at again. */
	recall(): void {
		this.#declined.clear();
		this.#memory?.keepDeclined([]);
	}
	get hasDeclined(): boolean {
		return this.#declined.size > 0;
	}

	/**
	 * Compares these in slices, once they have been still for a moment.
	 *
	 * @returns gives it up
	 */
	compare(sayings: readonly Saying[]): () => void {
		const work = comparing(sayings);
		const slice = (): void => {
			const until = performance.now() + SLICE_MS;
			while (performance.now() < until) {
				const { done, value } = work.next();
				if (!done) continue;
				this.#alike = value;
				return;
			}
			timer = setTimeout(slice);
		};
		let timer = setTimeout(slice, STILL_MS);
		return () => clearTimeout(timer);
	}
}
