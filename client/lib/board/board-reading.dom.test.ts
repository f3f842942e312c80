import { flushSync, untrack } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { CardId } from '#shared/ids.ts';
import { Board } from './board.svelte.ts';
import { BoardReading } from './board-reading.svelte.ts';
import { Seen } from './seen.fixture.svelte.ts';
import { watch } from './watch.fixture.svelte.ts';
import { drawnOf, hangingIn, HungCards } from './hung-cards.ts';

const QUESTIONS = ['good', 'need'];
const id = (n: number): CardId => `c_${String(n).padStart(4, '0')}`;

function add(doc: Y.Doc, from: number, to: number): void {
	doc.transact(() => {
		for (let n = from; n < to; n++) {
			const fields = { question: QUESTIONS[n % 2], state: 'shown', rank: id(n), lang: 'de' };
			doc.getMap('cards').set(id(n), new Y.Map(Object.entries(fields)));
		}
	});
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** All turns of a look; drawn is the first slice. */
function firstLook(): void {
	vi.advanceTimersByTime(20);
	flushSync();
}

/** Draws what a component would draw, and says how many cards that are. */
function readingOf(doc: Y.Doc): { drawn: () => number; reading: BoardReading; stop: () => void } {
	const what = {
		board: new Board(doc),
		questions: QUESTIONS,
		own: new Set<CardId>(),
		opened: true,
	};
	let reading!: BoardReading;
	const choice = { question: undefined, language: undefined };
	const made = watch(() => untrack(() => (reading = new BoardReading(what, choice))));
	const followed = watch(() => reading.drawn);
	const stop = (): void => {
		followed.stop();
		made.stop();
	};
	const drawn = (): number => reading.drawn.reduce((sum, one) => sum + hangingIn(one).length, 0);
	firstLook();
	return { drawn, reading, stop };
}

test('[BD7] a full board is drawn slice by slice, and wholly in the end', () => {
	const doc = new Y.Doc();
	add(doc, 0, 600);
	const { drawn, reading, stop } = readingOf(doc);
	const slices = [drawn()];
	while (drawn() < 600 && slices.length < 100) {
		vi.advanceTimersToNextFrame();
		flushSync();
		slices.push(drawn());
	}
	expect(slices.at(-1)).toBe(600);
	const steps = slices.map((count, index) => count - (slices[index - 1] ?? 0));
	expect(Math.max(...steps)).toBeLessThanOrEqual(50);
	expect(reading.total).toBe(600);

	// another choice begins anew, and not with all at once
	reading.chooseQuestion('need');
	flushSync();
	expect(drawn()).toBeLessThanOrEqual(50);
	stop();
});

test('[BD7] a board that opens late is no board of new cards, and one that takes its place begins afresh', () => {
	const docs = [new Y.Doc(), new Y.Doc()];
	const boards = docs.map((doc) => new Board(doc));
	const at = new Seen(boards[0]!);
	const choice = { question: undefined, language: undefined };
	let reading!: BoardReading;
	const made = watch(() => untrack(() => (reading = new BoardReading(at, choice))));
	const followed = watch(() => reading.drawn);
	firstLook();
	expect(reading.columns).toEqual([]);
	add(docs[0]!, 0, 30);
	at.opened = true;
	flushSync();
	firstLook();
	expect(reading.total).toBe(30);
	vi.advanceTimersByTime(10_000);
	expect(reading.arrivals.told).toBe(0);

	at.board = boards[1]!;
	flushSync();
	expect(reading.total).toBe(0);
	followed.stop();
	made.stop();
});

test('[BD7] what changes while a board is looked at is looked at again', () => {
	const doc = new Y.Doc();
	add(doc, 0, 10);
	const { reading, stop } = readingOf(doc);
	const columns = vi.spyOn(Board.prototype, 'columns');
	columns.mockImplementationOnce(function (this: Board, questions, cards) {
		add(doc, 11, 12); // between two turns
		flushSync();
		return this.columns(questions, cards);
	});
	add(doc, 10, 11);
	flushSync();
	vi.advanceTimersByTime(1_000);
	flushSync();
	expect(reading.total).toBe(12);
	columns.mockRestore();
	stop();
});

test('[BD6] a card that comes is told together with others, and is the only one that looks different', () => {
	const doc = new Y.Doc();
	add(doc, 0, 20);
	const { drawn, reading, stop } = readingOf(doc);
	const hung = () => reading.drawn.flatMap((column) => reading.hung(column.loose, column));
	const before = new Set(hung());
	vi.advanceTimersByTime(1_000);
	flushSync();
	const looked = vi.spyOn(Board.prototype, 'cards');
	for (let n = 20; n < 24; n++) add(doc, n, n + 1);
	flushSync();
	expect(drawn()).toBe(20);
	vi.advanceTimersByTime(1_000);
	flushSync();
	vi.advanceTimersToNextFrame();
	flushSync();
	expect(drawn()).toBe(24);
	expect(looked).toHaveBeenCalledTimes(1);
	expect(hung().filter((one) => !before.has(one))).toHaveLength(4);
	looked.mockRestore();
	stop();
});

test('[BD6] the same object until it carries another card, or turns out to be of this device', () => {
	const doc = new Y.Doc();
	add(doc, 0, 2);
	const [card, other] = new Board(doc).cards();
	const cards = new HungCards();
	const nothing = new Map();
	const first = cards.of(card!, nothing, new Set());
	expect(cards.of(card!, nothing, new Set())).toBe(first);
	const own = cards.of(card!, nothing, new Set([card!.id]));
	expect(own).toMatchObject({ isOwn: true });
	const carrying = cards.of(card!, new Map([[card!.id, [other!]]]), new Set([card!.id]));
	expect(carrying.parts.map((part) => part.card)).toEqual([other]);
	expect(carrying).not.toBe(own);
});

test('[BD7] what is drawn already stays, however much comes above it', () => {
	const doc = new Y.Doc();
	doc.getMap('groups').set('g_1', new Y.Map(Object.entries({ question: 'good', rank: 'V' })));
	add(doc, 0, 10);
	const { drawn, reading, stop } = readingOf(doc);
	expect(drawn()).toBe(10);
	add(doc, 10, 200);
	doc.transact(() => {
		for (let n = 10; n < 200; n++)
			doc.getMap<Y.Map<unknown>>('cards').get(id(n))!.set('group', 'g_1');
	});
	while (drawn() < 200) {
		vi.advanceTimersToNextTimer();
		flushSync();
		expect(reading.drawn.flatMap(({ loose }) => loose)).toHaveLength(10);
	}
	stop();
});

test('[BD7] as far as it is drawn, a column has its cards in and out of groups, and counts all', () => {
	const doc = new Y.Doc();
	add(doc, 0, 20);
	doc.getMap('groups').set('g_1', new Y.Map(Object.entries({ question: 'good', rank: 'V' })));
	for (const n of [4, 6]) doc.getMap<Y.Map<unknown>>('cards').get(id(n))!.set('group', 'g_1');
	const column = new Board(doc).column('good');
	const some = drawnOf(column, (card) => [id(4), id(8)].includes(card.id));
	expect(hangingIn(some).map((card) => card.id)).toEqual([id(4), id(8)]);
	expect(some.count).toBe(column.count);
	expect(hangingIn(column)).toHaveLength(10);
});
