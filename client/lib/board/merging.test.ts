import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { CardId } from '#shared/ids.ts';
import { Board } from './board.svelte.ts';
import { Sorting } from './sorting.ts';
import { Undo } from './undo.svelte.ts';

const QUESTIONS = ['good', 'need'];

/** A host's page with cards 1–3 below `good` and 4–5 below `need`. */
class Page {
	readonly doc = new Y.Doc();
	readonly board = new Board(this.doc);
	readonly undo = new Undo(this.doc);
	readonly sorting = new Sorting(this.board, () => QUESTIONS, this.undo);

	constructor() {
		for (let n = 1; n <= 5; n++)
			this.doc.getMap('cards').set(
				`c_${n}`,
				new Y.Map<unknown>([
					['question', n < 4 ? 'good' : 'need'],
					['rank', `V${n}`],
					['text', new Y.Text(`Karte ${n}`)],
					['original', `Karte ${n}`],
					['lang', 'de'],
					['number', n],
					['state', 'shown'],
				]),
			);
	}

	/** `good: c_1[c_2 c_3]`: what hangs, and what it carries. */
	get hangs(): string[] {
		return this.board.columns(QUESTIONS).map(({ question, groups, loose, parts }) => {
			const drawn = [...groups.flatMap(({ cards }) => cards), ...loose].map(({ id }) => {
				const carried = parts.get(id)?.map((one) => one.id);
				return carried ? `${id}[${carried.join(' ')}]` : id;
			});
			return [`${question}:`, ...drawn].join(' ');
		});
	}
}
const into = (page: Page, id: CardId, onto: string): unknown =>
	page.board.card(id)!.fields.set('mergedInto', onto);

describe('laying cards together', () => {
	test('[MG1] [MG3] a merged card is carried, with what it carried; words and numbers stay', () => {
		const page = new Page();
		expect(page.sorting.merge('c_5', 'c_4')).toBe(true);
		expect(page.sorting.merge('c_4', 'c_1')).toBe(true);
		expect(page.hangs).toEqual(['good: c_1[c_4 c_5] c_2 c_3', 'need:']);
		expect(page.board.columns(QUESTIONS).map(({ count }) => count)).toEqual([5, 0]);
		expect(page.board.cardsOf('good').map(({ id }) => id)).toEqual(['c_1', 'c_2', 'c_3']);
		expect(page.board.column('good').parts.get('c_1')).toHaveLength(2);
		expect(page.board.card('c_5')).toMatchObject({
			text: 'Karte 5',
			original: 'Karte 5',
			number: 5,
		});
		expect(page.board.carrierOf('c_5')?.id).toBe('c_1');
		// for lists that know nothing of carrying they stand together
		expect(page.board.card('c_5')!.question).toBe('good');
		page.undo.undo();
		expect(page.hangs).toEqual(['good: c_1 c_2 c_3', 'need: c_4[c_5]']);
	});

	test('[MG3] what is carried comes along: into a group, below another question, aside', () => {
		const page = new Page();
		page.sorting.merge('c_2', 'c_1');
		const group = page.sorting.group(['c_1', 'c_3'])!;
		expect(page.board.card('c_2')!.group).toBe(group);
		page.sorting.move('c_1', { question: 'need' });
		expect(page.hangs).toEqual(['good: c_3', 'need: c_4 c_5 c_1[c_2]']);
		expect(page.board.card('c_2')).toMatchObject({ question: 'need', group: undefined });
		page.sorting.setAside(['c_1']);
		expect(
			page.board
				.cards('aside')
				.map(({ id }) => id)
				.sort(),
		).toEqual(['c_1', 'c_2']);
		page.sorting.bringBack('c_2');
		expect(page.hangs[1]).toBe('need: c_2 c_4 c_5');
		page.sorting.bringBack('c_1');
		expect(page.hangs[1]).toBe('need: c_4 c_5 c_1[c_2]');
	});

	test('[MG2] a carrier that is gone, a chain, a circle: every shown card hangs, or is carried', () => {
		const page = new Page();
		into(page, 'c_1', 'c_2');
		into(page, 'c_2', 'c_3');
		expect(page.hangs[0]).toBe('good: c_3[c_1 c_2]');
		into(page, 'c_3', 'c_1');
		expect(page.hangs[0]).toBe('good: c_1[c_2 c_3]');
		page.board.card('c_1')!.fields.set('state', 'withdrawn');
		expect(page.hangs[0]).toBe('good: c_3[c_2]');
		into(page, 'c_4', 'c_nobody');
		into(page, 'c_5', 'c_5');
		expect(page.hangs[1]).toBe('need: c_4 c_5');
	});

	test('[MG4] taken apart it hangs right behind, also out of a circle', () => {
		const page = new Page();
		page.sorting.merge('c_5', 'c_1');
		expect(page.sorting.takeApart('c_5')).toBe(true);
		expect(page.hangs).toEqual(['good: c_1 c_5 c_2 c_3', 'need: c_4']);
		expect(page.sorting.takeApart('c_5')).toBe(false);
		into(page, 'c_2', 'c_3');
		into(page, 'c_3', 'c_2');
		page.sorting.takeApart('c_3');
		expect(page.hangs[0]).toBe('good: c_1 c_5 c_2 c_3');
		into(page, 'c_1', 'c_2');
		into(page, 'c_2', 'c_3');
		into(page, 'c_3', 'c_1');
		page.sorting.takeApart('c_2');
		expect(page.hangs[0]).toBe('good: c_1[c_3] c_2 c_5');
	});

	test('[HO8] nothing is laid on itself, on what is carried, or on what is not there', () => {
		const page = new Page();
		page.sorting.merge('c_2', 'c_1');
		const before = Y.encodeStateAsUpdate(page.doc);
		for (const [id, onto] of [
			['c_3', 'c_3'],
			['c_1', 'c_2'],
			['c_9', 'c_1'],
			['c_1', 'c_9'],
		] as const)
			expect(page.sorting.merge(id, onto)).toBe(false);
		expect(Y.encodeStateAsUpdate(page.doc)).toEqual(before);
	});
});

describe('other languages', () => {
	test('[TR1] a translation by hand stands beside the words, and is taken back by itself', () => {
		const page = new Page();
		const card = page.board.card('c_1')!;
		expect(page.sorting.translate('c_1', 'ar', ' بطاقة ')).toBe(true);
		expect(card.translations).toEqual({ ar: { text: 'بطاقة', by: 'host' } });
		expect(card).toMatchObject({ text: 'Karte 1', original: 'Karte 1' });
		expect(page.sorting.translate('c_1', 'ar', 'بطاقة')).toBe(false);
		page.sorting.translate('c_1', 'en', 'Card');
		page.undo.undo();
		expect(Object.keys(card.translations)).toEqual(['ar']);
		expect(page.sorting.translate('c_1', 'ar', '')).toBe(true);
		expect(card.translations).toEqual({});
		expect(page.sorting.translate('c_1', 'ar', '')).toBe(false);
	});
});
