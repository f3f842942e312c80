import { Heights } from './measure.ts';
import { paginate, screensOf, type Item, type Page } from './pages.ts';
import { piecesOf } from './pieces.ts';

/** What is to be cut into pages, and how. */
export interface Wanted {
	readonly items: readonly Item[];
	/** The language in which the hall reads. */
	readonly language: string;
	/** Counts up: fonts or sizes have changed, measure afresh. */
	readonly dress: number;
	/** At most so many pages side by side. */
	readonly acrossMax: number;
	/** How large the text may be, as a part of the smallest size, which comes first. */
	readonly sizes: readonly number[];
	/** Told from outside, where several walls agree on one; else the largest at which all fits on one screen. */
	readonly size: number | undefined;
}

/** A column for reading from afar, in ems. */
const COLUMN_EM = 15;
/** More things than these never fit on one screen in a larger size: nothing to try. */
const FEW = 24;
/** So many more pieces than the height asks for are tried: signs and seams take room, too. */
const PIECES_MORE = 6;
/** What a repeated title takes, its gap included, in ems. */
export const CONTINUED_EM = 2.2;

/** Cuts what hangs on a wall into screens that fit, as large as it may be. Rules PJ1, PJ2, PJ13. */
export class Paging {
	/** Of the place in which the pages stand, in CSS pixels; `em`: its smallest text. */
	inner = $state(0);
	room = $state(0);
	em = $state(0);
	#measured = $state(0);
	readonly #wanted: () => Wanted;
	readonly #heights = $derived.by(() => {
		void this.#wanted().dress;
		return new Heights();
	});
	readonly #trial = $derived.by(() => this.#try());

	constructor(wanted: () => Wanted) {
		this.#wanted = wanted;
	}

	/** What has to be drawn unseen before pages can be cut, and how large. */
	get missing(): { readonly items: readonly Item[]; readonly size: number } {
		return { items: this.#trial.missing, size: this.#trial.size };
	}
	/** The largest size at which all of it stands on one screen; undefined: not known yet. */
	get best(): number | undefined {
		return this.#trial.missing.length > 0 || this.em === 0 ? undefined : this.#trial.best;
	}
	get size(): number {
		return this.#wanted().size ?? this.#trial.best;
	}
	/** undefined: something has to be measured first. */
	get screens(): readonly (readonly Page[])[] | undefined {
		return this.best === undefined ? undefined : this.#cut(this.#trial.items, this.size);
	}

	across(size: number): number {
		if (this.em === 0) return 1;
		const fitting = Math.floor(this.inner / (COLUMN_EM * this.em * size));
		return Math.max(1, Math.min(this.#wanted().acrossMax, fitting));
	}
	width(size: number): number {
		return this.em === 0 ? 0 : Math.floor(this.inner / this.across(size));
	}
	key(item: Item, size: number): string {
		return Heights.key(item, this.width(size), size);
	}

	/** @param height - of the item drawn in this size, its gap included, in CSS pixels */
	measured(item: Item, size: number, height: number): void {
		this.#heights.set(this.key(item, size), height);
		this.#measured++;
	}

	#height(item: Item, size: number): number | undefined {
		return this.#heights.of(this.key(item, size));
	}

	/** From the smallest size up, as long as all stands on one screen. */
	#try(): Trial {
		void this.#measured;
		const { items, sizes, language } = this.#wanted();
		const [smallest = 1, ...larger] = sizes;
		const nothing: Trial = { best: smallest, missing: [], size: smallest, items };
		if (this.inner === 0 || this.em === 0) return nothing;
		const missing = this.#missing(items, smallest);
		if (missing.length > 0) return { ...nothing, missing };
		const whole = this.#inPieces(items, smallest, language);
		if ('missing' in whole) return { ...nothing, missing: whole.missing };
		let best = smallest;
		if (whole.items.length === items.length && items.length <= FEW)
			for (const size of larger) {
				if (this.#cut(items, best).length > 1) break;
				const missing = this.#missing(items, size);
				if (missing.length > 0) return { best, missing, size, items };
				if (items.some((item) => this.#height(item, size)! > this.room)) break;
				if (this.#cut(items, size).length > 1) break;
				best = size;
			}
		return { best, missing: [], size: best, items: whole.items };
	}

	#missing(items: readonly Item[], size: number): readonly Item[] {
		return items.filter((item) => this.#height(item, size) === undefined);
	}

	/** Cards that are taller than a page in pieces that are not. */
	#inPieces(
		items: readonly Item[],
		size: number,
		language: string,
	): { readonly items: readonly Item[] } | { readonly missing: readonly Item[] } {
		const missing: Item[] = [];
		const whole = items.flatMap((item): readonly Item[] => {
			const height = this.#height(item, size)!;
			if (item.kind === 'title' || height <= this.room) return [item];
			const least = Math.ceil(height / this.room);
			for (let parts = least; parts < least + PIECES_MORE; parts++) {
				const pieces = piecesOf(item, parts, language);
				const unknown = this.#missing(pieces, size);
				missing.push(...unknown);
				const fits = (piece: Item): boolean => this.#height(piece, size)! <= this.room;
				if (unknown.length > 0 || pieces.every(fits)) return pieces;
			}
			return [item];
		});
		return missing.length > 0 ? { missing } : { items: whole };
	}

	#cut(items: readonly Item[], size: number): readonly (readonly Page[])[] {
		const pages = paginate(
			items,
			(item) => this.#height(item, size) ?? 0,
			this.room,
			CONTINUED_EM * this.em * size,
		);
		return screensOf(pages, this.across(size));
	}
}

/** What was found out so far. */
interface Trial {
	readonly best: number;
	/** What has to be drawn unseen first, and in which size. */
	readonly missing: readonly Item[];
	readonly size: number;
	/** What hangs there, too tall cards in pieces. */
	readonly items: readonly Item[];
}
