import type { Item } from './pages.ts';

/**
 * Heights of things on the wall, read from the page once each. A thing whose words have changed, or that stands in a column
 * of another width, is another thing.
 */
export class Heights {
	readonly #known = new Map<string, number>();

	/** Whatever decides how tall an item is. */
	static key(item: Item, width: number): string {
		if (item.kind === 'title') return `${width} ${item.id} ${item.group.title}`;
		const { card } = item;
		const translations = Object.values(card.translations).map(({ text }) => text);
		const hangs = `${item.group ? 'in' : 'out'} ${item.carrier ? 'carried' : item.together}`;
		return `${width} ${item.id} ${hangs} ${card.lang} ${card.text} ${translations.join(' ')}`;
	}

	of(item: Item, width: number): number | undefined {
		return this.#known.get(Heights.key(item, width));
	}

	/** A day of edits must not pile up: beyond some thousands everything is measured afresh. */
	set(item: Item, width: number, height: number): void {
		if (this.#known.size > 5_000) this.#known.clear();
		this.#known.set(Heights.key(item, width), height);
	}
}
