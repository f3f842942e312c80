import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Place, Seat } from '#lib/seat/seat.svelte.ts';
import { clean, cut } from './text.ts';

/** How long after the last key the text is written into the seat, in milliseconds. */
const COMMIT_MS = 400;

/**
 * The card that is being written. The field's text is here; a moment after the last key, on leaving the field and on
 * sending it stands in the seat, as a draft that survives a reload. Rules DR1–DR4 in seat/SPEC.md.
 */
export class Draft {
	text = $state('');
	/** Something was too long and was cut. */
	wasCut = $state(false);
	readonly #seat: Seat;
	readonly #place: () => Place;
	#id: CardId | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param place - table, question and language as they are chosen now */
	constructor(seat: Seat, place: () => Place) {
		this.#seat = seat;
		this.#place = place;
	}

	/** Takes up what was left half-typed. @returns the question it was for */
	async takeUp(): Promise<string | undefined> {
		const left = await this.#seat.leftDraft();
		if (!left || this.text !== '') return undefined;
		this.#claim(left.id);
		this.text = left.text;
		return left.question;
	}

	/** What stands in the field now. */
	type(typed: string): void {
		const text = clean(typed);
		this.text = cut(text, LIMITS.cardTextCharsMax);
		this.wasCut = this.text !== text;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.commit(), COMMIT_MS);
	}

	/** Writes the draft into the seat now. */
	commit(): void {
		clearTimeout(this.#timer);
		if (this.#id === undefined && this.text === '') return;
		this.#claim(this.#seat.write(this.#id, this.#place(), this.text, 'draft'));
	}

	/** Sends the card and empties the field. @returns its id, or undefined: there is nothing to send */
	send(): CardId | undefined {
		const text = this.text.trim();
		if (text === '') return undefined;
		clearTimeout(this.#timer);
		const id = this.#seat.write(this.#id, this.#place(), text, 'sent');
		this.#claim(undefined);
		this.text = '';
		this.wasCut = false;
		return id;
	}

	close(): void {
		this.commit();
		this.#claim(undefined);
	}

	#claim(id: CardId | undefined): void {
		this.#id = id;
		this.#seat.keeper.tabs.draft = id;
	}
}
