import * as Y from 'yjs';
import { ranksFor } from '#lib/board/placing.ts';
import { replaceText } from '#lib/board/text-edits.ts';
import { CARD_KINDS, type CardKind } from '#shared/board.ts';
import { answerKey, DESK } from '#shared/desk.ts';
import { LIMITS } from '#shared/limits.ts';
import { byRank, isRank } from '#shared/rank.ts';
import { AgreementsDoc } from './agreements-doc.svelte.ts';
import type { Root } from './undoable-doc.ts';

type Fields = Y.Map<unknown>;

/** A card or group, with its place on the board. */
interface Placed {
	readonly id: string;
	readonly rank?: string | undefined;
}

const ROOTS = [DESK.corrections, DESK.editions, DESK.answers, DESK.order, DESK.sheet];

/** The minutes in the making, as components read and write them: rules ED1–ED7. A getter read in a template follows the document. */
export class MinutesDoc extends AgreementsDoc {
	readonly #corrections: Root;
	readonly #editions: Root;
	readonly #answers: Root;
	readonly #order: Root;
	readonly #sheet: Root;

	constructor(doc: Y.Doc) {
		super(doc, ROOTS);
		this.#corrections = this.root(DESK.corrections);
		this.#editions = this.root(DESK.editions);
		this.#answers = this.root(DESK.answers);
		this.#order = this.root(DESK.order);
		this.#sheet = this.root(DESK.sheet);
	}

	/** The corrected text of a card, or title of a group; undefined: it stands as the day has left it. */
	textOf(id: string): string | undefined {
		const text = this.#textOf(id)?.toJSON();
		return text === '' ? undefined : text;
	}

	kindOf(id: string): CardKind | undefined {
		const entry = this.#corrections.seen.get(id);
		const kind = entry instanceof Y.Map ? (entry.get('kind') as unknown) : undefined;
		return CARD_KINDS.find((one) => one === kind);
	}

	isOut(id: string): boolean {
		return this.#editions.seen.get(id) === 'out';
	}

	/** What is typed as a correction. [ED1] Equal to what stands on the board it is none. */
	correct(id: string, wanted: string, onBoard: string, charsMax: number): void {
		const words = wanted.slice(0, charsMax);
		this.write(() => {
			const text = this.#textOf(id);
			if (words === onBoard) this.#dropField(id, 'text');
			else if (text) replaceText(text, words);
			else this.#entry(id)?.set('text', new Y.Text(words));
		});
	}

	takeBack(id: string): void {
		this.act(() => this.#dropField(id, 'text'));
	}

	setKind(id: string, kind: CardKind | undefined, onBoard: CardKind | undefined): void {
		this.act(() => {
			if (kind === undefined || kind === onBoard) this.#dropField(id, 'kind');
			else this.#entry(id)?.set('kind', kind);
		});
	}

	leaveOut(id: string, isOut: boolean): void {
		this.act(() => {
			if (isOut) this.#editions.map.set(id, 'out');
			else this.#editions.map.delete(id);
		});
	}

	isAnswerOut(question: string, text: string): boolean {
		return this.#answers.seen.get(answerKey(question, text)) === 'out';
	}

	/** [ED7] An open answer of the evaluation; the same words are one answer. */
	leaveAnswerOut(question: string, text: string, isOut: boolean): void {
		this.act(() => {
			if (isOut) this.#answers.map.set(answerKey(question, text), 'out');
			else this.#answers.map.delete(answerKey(question, text));
		});
	}

	/** [ED6] Cards of one place, or groups of one question, in their order: as on the board, but for what was moved here. */
	inOrder<Item extends Placed>(all: readonly Item[]): Item[] {
		return this.#placed(all).map(({ item }) => item);
	}

	/** [ED6] By one place among all of its place. */
	moveAmong(all: readonly Placed[], id: string, by: -1 | 1): void {
		const placed = this.#placed(all);
		const at = placed.findIndex((one) => one.id === id);
		const one = placed[at];
		if (!one || !placed[at + by]) return;
		const others = placed.filter((other) => other !== one);
		this.act(() => {
			for (const [{ id: moved, rank }, wanted] of ranksFor(one, others, at + by, true))
				if (rank !== wanted) this.#order.map.set(moved, wanted);
		});
	}

	#placed<Item extends Placed>(all: readonly Item[]) {
		return all
			.map((item) => {
				const given = this.#order.seen.get(item.id);
				return { item, id: item.id, rank: isRank(given) ? given : (item.rank ?? '') };
			})
			.sort(byRank);
	}

	/** What somebody has written into a field of the fact sheet, empty on purpose included; undefined: nothing yet. */
	sheetField(field: string): string | undefined {
		const value = this.#sheet.seen.get(field);
		return value instanceof Y.Text ? value.toJSON() : typeof value === 'string' ? value : undefined;
	}

	writeSheet(field: string, wanted: string): void {
		const words = wanted.slice(0, LIMITS.sheetFieldCharsMax);
		this.write(() => {
			const text = this.#sheet.seen.get(field);
			if (text instanceof Y.Text) replaceText(text, words);
			else this.#sheet.map.set(field, new Y.Text(words));
		});
	}

	dropSheet(field: string): void {
		this.act(() => this.#sheet.map.delete(field));
	}

	#textOf(id: string): Y.Text | undefined {
		const entry = this.#corrections.seen.get(id);
		const text = entry instanceof Y.Map ? (entry.get('text') as unknown) : undefined;
		return text instanceof Y.Text ? text : undefined;
	}

	/** The entry of a card or group; made where there is none, undefined where there are too many. */
	#entry(id: string): Fields | undefined {
		const entry = this.#corrections.seen.get(id);
		if (entry instanceof Y.Map) return entry as Fields;
		if (this.#corrections.seen.size >= LIMITS.correctionsPerDialogueMax) return undefined;
		const made: Fields = new Y.Map();
		this.#corrections.map.set(id, made);
		return made;
	}

	#dropField(id: string, field: string): void {
		const entry = this.#corrections.seen.get(id);
		if (entry instanceof Y.Map && entry.has(field)) entry.delete(field);
	}
}
