import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { countOf } from '#lib/board/columns.ts';
import { Sorting } from '#lib/board/sorting.ts';
import { Undo } from '#lib/board/undo.svelte.ts';
import { UNTOUCHED_MINUTES } from '#server/domain/results-inputs.ts';
import { buildResults } from '#server/domain/results.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';

const CARDS = 9;
const dialogue = sampleDialogue();
const QUESTIONS = dialogue.questions.map(({ id }) => id);
const card = fc.integer({ min: 1, max: CARDS }).map((n): CardId => `c_${n}`);
/** What a host does, with two cards. */
const act = fc.tuple(
	fc.constantFrom('merge', 'apart', 'group', 'aside', 'back', 'move'),
	card,
	card,
);

function boardWithCards(): Y.Doc {
	const doc = new Y.Doc();
	for (let n = 1; n <= CARDS; n++)
		doc.getMap('cards').set(
			`c_${n}`,
			new Y.Map<unknown>([
				['question', QUESTIONS[n % QUESTIONS.length]!],
				['rank', `V${n}`],
				['text', new Y.Text(`Karte ${n}`)],
				['original', `Karte ${n}`],
				['lang', 'de'],
				['number', n],
				['state', 'shown'],
			]),
		);
	return doc;
}

test('[MG5] whatever was laid together, grouped and set aside: page, group and minutes count the same cards', () => {
	let carried = 0;
	fc.assert(
		fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
			const doc = boardWithCards();
			const board = new Board(doc);
			const sorting = new Sorting(board, () => QUESTIONS, new Undo(doc));
			for (const [what, one, other] of acts) {
				if (what === 'merge') sorting.merge(one, other);
				else if (what === 'apart') sorting.takeApart(one);
				else if (what === 'group') sorting.group([one, other]);
				else if (what === 'aside') sorting.setAside([one]);
				else if (what === 'back') sorting.bringBack(one);
				else sorting.move(one, { question: QUESTIONS[0]! });
			}
			const columns = board.columns(QUESTIONS);
			const model = buildResults({
				edition: 'public',
				about: {},
				held: [],
				themes: [],
				minutes: UNTOUCHED_MINUTES,
				dialogue,
				boards: new Map([[dialogue.tables[0]!.id, { seq: 1, reading: readBoard(doc) }]]),
				vote: null,
			});
			const questions = model.tables[0]!.questions;
			const counted = columns.reduce((sum, { count }) => sum + count, 0);
			expect(counted).toBe(board.cards().length);
			expect(model.counts.cards).toBe(counted);
			for (const [at, { groups, parts, count }] of columns.entries()) {
				const listed = questions[at]!;
				const inGroups = new Map<GroupId, number>(
					listed.groups.map(({ id, cards }) => [id, cards.length]),
				);
				for (const { group, cards } of groups)
					expect(countOf(cards, parts)).toBe(inGroups.get(group.id) ?? 0);
				expect([...inGroups.values()].reduce((a, b) => a + b, listed.cards.length)).toBe(count);
				carried += parts.size;
			}
			// cards a minute are counted from this: none of it is an arrival
			expect(board.arrived).toBe(CARDS);
		}),
		{ numRuns: 200 },
	);
	expect(carried).toBeGreaterThan(50);
});
