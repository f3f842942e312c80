import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { showsNothing, unstacked } from '#shared/plain-text.ts';
import type { OwnCard } from '#lib/seat/own-card.svelte.ts';
import type { Place, Seat } from '#lib/seat/seat.svelte.ts';
import type { Sign } from '#lib/seat/signs.ts';
import { clean, cut } from './text.ts';

/** How long after the last key the text is written into the seat, in milliseconds. */
const COMMIT_MS = 400;

/**
 * The card that is being written. The field's text is here; a moment after the last key, on leaving the field and on
 * sending it stands in the seat, as a draft that survives a reload. Rules DR1–DR4 in seat/SPEC.md.
 */
export class Draft {
	/** What is drawn. In the teardown of an effect Svelte answers with the value before, so what is written is `#text`. */
	#drawn = $state('');
	#text = '';
	/** What was left half-typed has been looked for. */
	isReady = $state(false);
	#isClosed = false;
	/** Something was too long and was cut. */
	wasCut = $state(false);
	/** Towers of accents were cut. */
	wasStacked = $state(false);
	readonly #seat: Seat;
	readonly #place: () => Place;
	#id: CardId | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** [DR4] Nothing that anybody could see stands in the field. */
	get isEmpty(): boolean {
		return showsNothing(this.text);
	}

	/** What stands in the field. */
	get text(): string {
		return this.#drawn;
	}

	/** @param place - table, question and language as they are chosen now */
	constructor(seat: Seat, place: () => Place) {
		this.#seat = seat;
		this.#place = place;
	}

	/** Takes up what was left half-typed. @returns the question it was for */
	async takeUp(): Promise<string | undefined> {
		const left = await this.#seat.leftDraft();
		if (this.#isClosed) return undefined;
		this.isReady = true;
		if (!left || this.#text !== '') return undefined;
		this.#claim(left.id);
		this.#put(left.text);
		return left.question;
	}

	/** Takes up a text that was kept for later. @returns the question it was for */
	resume(kept: OwnCard): string {
		this.commit();
		this.#seat.resumeDraft(kept.id);
		this.#claim(kept.id);
		this.#put(kept.text);
		return kept.question;
	}

	/** What stands in the field now. */
	type(typed: string): void {
		const plain = clean(typed);
		const text = unstacked(plain);
		this.#put(cut(text, LIMITS.cardTextCharsMax));
		this.wasCut = this.#text !== text;
		this.wasStacked = text !== plain;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.commit(), COMMIT_MS);
	}

	/** Writes the draft into the seat now. */
	commit(): void {
		clearTimeout(this.#timer);
		if (this.#id === undefined && this.#text === '') return;
		this.#claim(this.#seat.write(this.#id, this.#place(), this.#text, 'draft'));
	}

	/** Sends the card and empties the field. @returns its id, or undefined: there is nothing to send */
	send(): CardId | undefined {
		if (this.isEmpty) return undefined;
		const id = this.#seat.write(this.#id, this.#place(), this.#text.trim(), 'sent');
		this.#leave();
		return id;
	}

	/** [TU3] Lays the text aside under a sign, and empties the field. */
	keep(sign: Sign): void {
		if (this.isEmpty) return this.discard();
		this.commit();
		if (this.#id !== undefined) this.#seat.keepDraft(this.#id, sign);
		this.#leave();
	}

	/** Deletes the text, here and in the seat. */
	discard(): void {
		this.#put('');
		this.commit();
		this.#leave();
	}

	close(): void {
		this.#isClosed = true;
		this.commit();
		this.#claim(undefined);
	}

	#put(text: string): void {
		this.#text = this.#drawn = text;
	}

	#leave(): void {
		clearTimeout(this.#timer);
		this.#claim(undefined);
		this.#put('');
		this.wasCut = this.wasStacked = false;
	}

	#claim(id: CardId | undefined): void {
		this.#id = id;
		this.#seat.keeper.tabs.hold(id);
	}
}
