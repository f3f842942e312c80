import * as Y from 'yjs';
import { BOARD, type BoardCardState } from '#shared/board.ts';
import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between } from '#shared/rank.ts';
import {
	isMap,
	isText,
	numberOf,
	questionOf,
	rankOf,
	groupIdOf,
	stateOf,
} from './board-reading.ts';
import { stringOf } from './plain-text.ts';

/**
 * How cards come onto a board document and change there: functions over the writer's copy of it. Each changes all or
 * nothing, and is called inside a transaction (`Room.write`).
 */

export interface CardWords {
	readonly question: string;
	readonly text: string;
	readonly lang: string;
	/** The pass at the tables in which they came; only for a card that is put on the board. */
	readonly round?: number;
}

/** Of the room that a board has, hosts keep this share: whatever participants do, a host can go on sorting. */
const HOSTS_SHARE = 1 / 4;
/** A card's fields without its words, which stand there twice (text and original), as measured. */
const CARD_BYTES = 300;
const CARD_STRUCTS = 10;
/** What a change leaves in the document for ever, as measured: a piece that was replaced, and what replaced it. */
const CHANGE_STRUCTS = 2;
const STRUCT_BYTES = 15;

/** What counts up on a board, found in one pass and kept in step with what is put on it. */
export class BoardEnds {
	#cards = 0;
	/** Of the words. */
	#bytes = 0;
	#structs = 0;
	#lastNumber = 0;
	readonly #lastRanks = new Map<string, string>();

	constructor(doc: Y.Doc) {
		for (const card of doc.getMap(BOARD.cards).values()) {
			if (!isMap(card)) continue;
			this.#cards += 1;
			for (const field of ['original', 'suggestion']) this.#countWords('', wordsIn(card, field));
			this.#lastNumber = Math.max(this.#lastNumber, numberOf(card) ?? 0);
			this.#note(questionOf(card), rankOf(card));
		}
		for (const ofClient of doc.store.clients.values()) this.#structs += ofClient.length;
	}

	get cards(): number {
		return this.#cards;
	}

	/** Whether one more card would be too many, or take the room that hosts need. */
	get isFull(): boolean {
		return this.#cards >= LIMITS.cardsPerBoardMax || this.isCrowded;
	}

	/** [IT14] Whether what is left of the room is the hosts'. */
	get isCrowded(): boolean {
		const changes = Math.max(0, this.#structs - CARD_STRUCTS * this.#cards);
		const bytes = this.#bytes + CARD_BYTES * this.#cards + STRUCT_BYTES * changes;
		const share = 1 - HOSTS_SHARE;
		return bytes >= LIMITS.boardBytesMax * share || this.#structs >= LIMITS.boardStructsMax * share;
	}

	/** The number of the next card; per table, from 1. */
	nextNumber(text: string): number {
		this.#cards += 1;
		this.#structs += CARD_STRUCTS;
		this.#countWords('', text);
		this.#lastNumber += 1;
		return this.#lastNumber;
	}

	/** A card's words become others. */
	changed(from: string, to: string): void {
		this.#structs += CHANGE_STRUCTS;
		this.#countWords(from, to);
	}

	/** A rank at the end of a question. */
	nextRank(question: string): string {
		const rank = between(this.#lastRanks.get(question) ?? '', '');
		this.#note(question, rank);
		return rank;
	}

	#countWords(from: string, to: string): void {
		this.#bytes += 2 * (Buffer.byteLength(to) - Buffer.byteLength(from));
	}

	#note(question: string, rank: string): void {
		if (rank > (this.#lastRanks.get(question) ?? '')) this.#lastRanks.set(question, rank);
	}
}

/**
 * [IT4] Puts a whole card on the board, at the end of its question. The answer is its number, or why not: something
 * stands there under this id already, or the board is full.
 */
export function putCard(
	doc: Y.Doc,
	ends: BoardEnds,
	id: CardId,
	words: CardWords,
): number | 'card/taken' | 'card/board-full' {
	const cards = doc.getMap(BOARD.cards);
	if (cards.has(id)) return 'card/taken';
	if (ends.isFull) return 'card/board-full';
	const number = ends.nextNumber(words.text);
	cards.set(
		id,
		new Y.Map<unknown>(
			Object.entries({
				question: words.question,
				rank: ends.nextRank(words.question),
				text: new Y.Text(words.text),
				original: words.text,
				lang: words.lang,
				number,
				state: 'shown',
				// comes with the card: of two people who add a missing map at once, one loses what was in it
				translations: new Y.Map(),
				...(words.round !== undefined && { round: words.round }),
			}),
		),
	);
	return number;
}

/**
 * [IT7] The author's newer words. While nobody has edited the card's text, it follows them, and its original, too; else
 * they are offered beside it as `suggestion`. It follows to another question while it stands, ungrouped, where it was
 * put (`putUnder`).
 *
 * @returns the question under which the intake has put it now, or undefined if the card is not on the board
 */
export function carryWords(
	doc: Y.Doc,
	ends: BoardEnds,
	id: CardId,
	words: CardWords,
	putUnder: string | undefined,
): string | undefined {
	const card = cardOf(doc, id);
	const text = card?.get('text');
	if (!card || !isText(text)) return undefined;

	const stands = stringOf(text);
	if (stands !== card.get('original') && stands !== words.text) {
		const isTakenBack = words.text === card.get('original');
		ends.changed(wordsIn(card, 'suggestion'), isTakenBack ? '' : words.text);
		if (!isTakenBack) setIfOther(card, 'suggestion', words.text);
		else card.delete('suggestion');
		return putUnder;
	}
	ends.changed(wordsIn(card, 'original'), words.text);
	replaceText(text, words.text);
	setIfOther(card, 'original', words.text);
	setIfOther(card, 'lang', words.lang);
	if (card.has('suggestion')) card.delete('suggestion');
	const isUntouched = questionOf(card) === putUnder && groupIdOf(card) === undefined;
	if (!isUntouched || words.question === putUnder) return putUnder;
	card.set('question', words.question);
	card.set('rank', ends.nextRank(words.question));
	return words.question;
}

/** Shows a card, sets it aside or takes it back. The answer is the state that it had; undefined if there is none such. */
export function setState(
	doc: Y.Doc,
	id: CardId,
	state: BoardCardState,
): BoardCardState | undefined {
	const card = cardOf(doc, id);
	if (!card) return undefined;
	const before = stateOf(card);
	setIfOther(card, 'state', state);
	return before;
}

/** A card of the board; undefined if there is none of this id. */
export function cardOf(doc: Y.Doc, id: CardId): Y.Map<unknown> | undefined {
	const card = doc.getMap(BOARD.cards).get(id);
	return isMap(card) ? card : undefined;
}

/** Turns a shared text into another one by the smallest single replacement: what others write beside it stays. */
export function replaceText(text: Y.Text, wanted: string): void {
	const is = stringOf(text);
	if (is === wanted) return;
	let start = 0;
	const shorter = Math.min(is.length, wanted.length);
	while (start < shorter && is[start] === wanted[start]) start++;
	let end = 0;
	while (end < shorter - start && is.at(-1 - end) === wanted.at(-1 - end)) end++;
	// both halves of a character outside the first plane go together, or the text is not well formed in between
	if (isHighSurrogate(is, start - 1) || isHighSurrogate(wanted, start - 1)) start--;
	if (isLowSurrogate(is, is.length - end) || isLowSurrogate(wanted, wanted.length - end)) end--;
	text.delete(start, is.length - end - start);
	text.insert(start, wanted.slice(start, wanted.length - end));
}

function wordsIn(card: Y.Map<unknown>, field: string): string {
	const words = card.get(field);
	return typeof words === 'string' ? words : '';
}

/** Writes a field only if that changes it: every overwriting stays in the document for ever. */
export function setIfOther(item: Y.Map<unknown>, field: string, value: unknown): void {
	if (item.get(field) !== value) item.set(field, value);
}

function isHighSurrogate(text: string, at: number): boolean {
	return /[\uD800-\uDBFF]/.test(text[at] ?? '');
}

function isLowSurrogate(text: string, at: number): boolean {
	return /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
