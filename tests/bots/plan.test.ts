import { expect, test } from 'vitest';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import type { CardText } from './cards.ts';
import { planPeople } from './plan.ts';

const cards: CardText[] = Array.from({ length: 60 }, (_, nth) => ({
	text: `Karte ${nth}`,
	lang: 'de',
	question: 'need',
	table: nth % 5,
}));
const crowd = { people: 40, minutes: 3, tables: 5 };

test('every card is written once, at its own table where somebody sits there', () => {
	const plans = planPeople(crowd, cards, new SeededRandom(7));
	const written = plans.flatMap((person) => person.cards.map(({ card }) => card));
	expect(written.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual(
		cards.toSorted((a, b) => a.text.localeCompare(b.text)),
	);
	for (const person of plans)
		for (const { card } of person.cards) expect(card.table).toBe(person.table);
});

test('fewer people than tables still write for all tables', () => {
	const plans = planPeople({ ...crowd, people: 2 }, cards, new SeededRandom(7));
	expect(plans.flatMap((person) => person.cards)).toHaveLength(60);
});

test('the same seed gives the same plan, another seed another one', () => {
	const plan = (seed: number) => planPeople(crowd, cards, new SeededRandom(seed));
	expect(plan(7)).toEqual(plan(7));
	expect(plan(8)).not.toEqual(plan(7));
});

test('people write within the time, some in bursts, some go offline, edit, withdraw', () => {
	const plans = planPeople(crowd, cards, new SeededRandom(7));
	const all = plans.flatMap((person) => person.cards);
	const sent = all
		.map(({ beginMs, pausesMs }) => beginMs + pausesMs.reduce((sum, ms) => sum + ms, 0))
		.toSorted((a, b) => a - b);
	expect(sent.at(-1)).toBeLessThanOrEqual(180_000);
	const inOneSecond = sent.map((ms) => sent.filter((at) => at >= ms && at < ms + 1_000).length);
	expect(Math.max(...inOneSecond)).toBeGreaterThanOrEqual(8);
	expect(plans.some(({ offline }) => offline !== undefined)).toBe(true);
	expect(all.some(({ editAfterMs }) => editAfterMs !== undefined)).toBe(true);
	expect(all.some(({ withdrawAfterMs }) => withdrawAfterMs !== undefined)).toBe(true);
});
