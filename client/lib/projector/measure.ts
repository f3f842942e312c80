import type { Item } from './pages.ts';

/**
 * Heights of things on the wall, read from the page once each. A thing whose words have changed, or that stands in a column
 * of another width or in another size, is another thing.
 */
export class Heights {
	readonly #known = new Map<string, number>();

	/** Whatever decides how tall an item is. */
	static key(item: Item, width: number, size: number): string {
		const place = `${size} ${width} ${item.id}`;
		if (item.kind === 'title') return `${place} ${item.group.title} ${item.beside}`;
		const { card } = item;
		const translations = Object.values(card.translations).map(({ text }) => text);
		const hangs = `${item.group ? 'in' : 'out'} ${item.carrier ? 'carried' : item.together} ${item.apart} ${item.piece?.text}`;
		return `${place} ${hangs} ${card.lang} ${card.text} ${translations.join(' ')}`;
	}

	of(key: string): number | undefined {
		return this.#known.get(key);
	}

	/** A day of edits must not pile up: beyond some thousands everything is measured afresh. */
	set(key: string, height: number): void {
		if (this.#known.size > 5_000) this.#known.clear();
		this.#known.set(key, height);
	}
}
