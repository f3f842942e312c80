import { cardsOn, type Page } from './pages.ts';

/** How long a new card is marked, in milliseconds. */
const FRESH_MS = 8_000;

/**
 * Which screen of pages is shown. It turns by itself when told, and at once to the page of a card that has just come
 * (PJ4). Kept while something else is shown, so that every page has its turn (PJ9).
 */
export class Turning {
	page = $state(0);
	/** Cards that came a moment ago. */
	fresh = $state.raw<readonly string[]>([]);
	/** What hung here when it was looked at last; undefined before the first look, so that nothing is new then. */
	#seen: ReadonlySet<string> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Call whenever the pages have changed. */
	look(screens: readonly (readonly Page[])[]): void {
		const seen = this.#seen;
		this.#seen = cardsOn(screens.flat());
		const came = seen ? [...this.#seen].filter((id) => !seen.has(id)) : [];
		const newest = came.at(-1);
		if (newest !== undefined) {
			const holds = ({ items }: Page): boolean => items.some(({ id }) => id === newest);
			this.page = screens.findIndex((pages) => pages.some(holds));
			this.#mark(came);
		}
		this.page = Math.max(0, Math.min(this.page, screens.length - 1));
	}

	/** Turns to the next page, from the last one to the first. */
	next(screens: number): void {
		if (screens > 1) this.page = (this.page + 1) % screens;
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	/** In a burst all of them stay marked until it is over. */
	#mark(ids: readonly string[]): void {
		this.fresh = [...this.fresh, ...ids];
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.fresh = []), FRESH_MS);
	}
}
