import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { UNTOUCHED_MINUTES } from '#server/domain/results-inputs.ts';
import { buildResults } from '#server/domain/results.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';

/** Whatever a host's page could have written into a field. */
const plain = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.dictionary(fc.string(), fc.string(), { maxKeys: 2, noNullPrototype: true }),
	fc.constantFrom('good', 'shown', 'aside', 'g_1', 'g_2', 'c_1', 'c_2', 'c_3', 'V', 'idea', 'de'),
);
const made = fc.oneof(
	plain.map((value) => () => value),
	fc.string().map((text) => () => new Y.Text(text)),
	fc.constant(() => new Y.XmlText('<b>')),
	fc.constant(() => new Y.Map([['de', { text: 'x', by: 'host' }]])),
	fc.constant(() => new Y.Array()),
);
const FIELDS =
	'question rank text original lang number group kind state round suggestion mergedInto translations title';
const wild = fc.dictionary(fc.constantFrom(...FIELDS.split(' ')), made, { maxKeys: 6 });
const item = fc.oneof(
	{ weight: 3, arbitrary: wild.map((fields) => ({ state: 'shown', group: 'g_1', ...fields })) },
	{ weight: 2, arbitrary: wild },
	{ weight: 1, arbitrary: plain },
);
const ids = (prefix: string) =>
	fc.oneof(
		fc.constantFrom(`${prefix}1`, `${prefix}2`, `${prefix}3`, `${prefix}4`),
		fc.string({ maxLength: 5 }),
	);
const entries = (prefix: string) => fc.array(fc.tuple(ids(prefix), item), { maxLength: 8 });

let shown = 0;

test('[RS8] whatever a board holds, every shown card stands in the results once, in an order of its own', () => {
	fc.assert(
		fc.property(entries('c_'), entries('g_'), (cards, groups) => {
			const doc = new Y.Doc();
			for (const [root, all] of [
				['cards', cards],
				['groups', groups],
			] as const)
				for (const [id, fields] of all) doc.getMap(root).set(id, asItem(fields));

			const reading = readBoard(doc);
			const build = (cardsOf: typeof reading.cards, groupsOf: typeof reading.groups) =>
				buildResults({
					edition: 'public',
					about: {},
					held: [],
					themes: [],
					minutes: UNTOUCHED_MINUTES,
					dialogue: sampleDialogue(),
					boards: new Map([['t_1', { seq: 1, reading: { cards: cardsOf, groups: groupsOf } }]]),
					vote: null,
				});
			const model = build(reading.cards, reading.groups);
			expect(ResultsModelSchema.parse(model)).toEqual(model);
			expect(build(reading.cards.toReversed(), reading.groups.toReversed())).toEqual(model);

			const questions = model.tables[0]!.questions;
			const listed = questions
				.flatMap((question) => [...question.groups.flatMap((one) => one.cards), ...question.cards])
				.map(({ id }) => id);
			const wanted = reading.cards.filter(({ state }) => state === 'shown').map(({ id }) => id);
			expect(listed.toSorted()).toEqual(wanted.toSorted());
			expect(model.counts.cards).toBe(wanted.length);
			shown += wanted.length;
		}),
		{ numRuns: 1_000 },
	);
	expect(shown).toBeGreaterThan(100);
});

function asItem(fields: unknown): unknown {
	if (typeof fields !== 'object' || fields === null) return fields;
	const map = new Y.Map<unknown>();
	for (const [field, value] of Object.entries(fields as Record<string, unknown>))
		map.set(field, typeof value === 'function' ? (value as () => unknown)() : value);
	return map;
}
