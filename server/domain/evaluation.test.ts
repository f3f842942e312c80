import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { CountedScale, EvaluationSheet } from '#shared/evaluation.ts';
import { SCALES } from '#shared/evaluation.ts';
import { CELL_MIN, countSheets } from './evaluation.ts';

const sheet = (voice: number): EvaluationSheet => ({ steps: { voice }, texts: {} });
/** @param counts - how many chose each step of a scale of five */
const voiceOf = (counts: readonly number[], slipsMost = 1): CountedScale =>
	countSheets(
		counts.flatMap((n, at) => Array.from({ length: n }, () => sheet(at + 1))),
		slipsMost,
	).scales.find(({ id }) => id === 'voice')!;
const fiveCounts = fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 5 });

describe('[EV5] nothing is told of fewer than five people', () => {
	test('neighbours become one, at the end with the one before', () => {
		expect(voiceOf([1, 2, 5, 14, 18])).toMatchObject({
			answers: 40,
			classes: [
				{ from: 1, to: 3, count: 8 },
				{ from: 4, to: 4, count: 14 },
				{ from: 5, to: 5, count: 18 },
			],
		});
		expect(voiceOf([9, 8, 0, 1, 1]).classes).toEqual([
			{ from: 1, to: 1, count: 9 },
			{ from: 2, to: 5, count: 10 },
		]);
		expect(voiceOf([0, 0, 0, 1, 4])).not.toHaveProperty('classes');
		expect(voiceOf([0, 0, 0, 0, 4])).toEqual({ id: 'voice', answers: null });
	});

	test.prop([fiveCounts])('whatever was answered', (counts) => {
		const { answers, classes = [], mean } = voiceOf(counts);
		const sum = counts.reduce((all, one) => all + one, 0);
		expect(answers).toBe(sum < CELL_MIN ? null : sum);
		for (const { count } of classes) expect(count).toBeGreaterThanOrEqual(CELL_MIN);
		if (sum < CELL_MIN) expect([classes, mean]).toEqual([[], undefined]);
		if (classes.length > 0) {
			expect(classes.reduce((all, { count }) => all + count, 0)).toBe(sum);
			expect([classes[0]!.from, classes.at(-1)!.to]).toEqual([1, 5]);
		}
	});

	test.prop([
		fiveCounts,
		fc.integer({ min: 1, max: 8 }),
		fc.array(fc.nat({ max: 4 }), { maxLength: 8 }),
	])(
		'and whoever has answered several times on one device stands before four others in every class',
		(counts, slipsMost, own) => {
			const mine = own.slice(0, slipsMost);
			const all = [...counts];
			for (const step of mine) all[step]!++;
			const { answers, classes = [] } = voiceOf(all, slipsMost);
			if (answers !== null) expect(answers - mine.length).toBeGreaterThanOrEqual(CELL_MIN - 1);
			for (const { from, to, count } of classes) {
				const known = mine.filter((step) => from <= step + 1 && step + 1 <= to).length;
				expect(count - known).toBeGreaterThanOrEqual(CELL_MIN - 1);
			}
		},
	);

	test('open answers need five people as well', () => {
		const said = (count: number) =>
			countSheets(
				Array.from({ length: count }, (_, n) => ({ steps: {}, texts: { good: `${9 - n}` } })),
			).texts[0]!;
		expect(said(4)).toEqual({ id: 'good', answers: null });
		expect(said(5)).toEqual({ id: 'good', answers: 5, texts: ['5', '6', '7', '8', '9'] });
	});
});

/** All ways in which so many answers may lie on five steps. */
function* spread(answers: number, steps: number): Generator<number[], void> {
	if (steps === 1) {
		yield [answers];
		return;
	}
	for (let first = 0; first <= answers; first++)
		for (const rest of spread(answers - first, steps - 1)) yield [first, ...rest];
}

test('[EV6] from mean and classes nobody can compute how many chose a step within a class', () => {
	for (const answers of [5, 6, 9, 12]) {
		// what is published, and all that could lie behind it
		const behind = new Map<string, number[][]>();
		for (const counts of spread(answers, 5)) {
			const key = JSON.stringify(voiceOf(counts));
			behind.set(key, [...(behind.get(key) ?? []), counts]);
		}
		for (const [key, all] of behind) {
			const { classes = [{ from: 1, to: 5, count: answers }] } = JSON.parse(key) as CountedScale;
			for (const { from, to } of classes)
				for (let step = from; from < to && step <= to; step++) {
					const possible = new Set(all.map((counts) => counts[step - 1]));
					expect(possible.size, key).toBeGreaterThan(1);
				}
		}
	}
});

test('[EV6] the mean is exact where nothing is put together, else rough', () => {
	expect(voiceOf([5, 5, 5, 5, 5])).toMatchObject({ mean: 3 });
	expect(voiceOf([5, 5, 5, 5, 5])).not.toHaveProperty('isRough');
	expect(voiceOf([2, 4, 6, 9, 12])).toMatchObject({ mean: 3.7, isRough: true });
	expect(voiceOf([0, 0, 0, 0, 7])).not.toHaveProperty('mean');
});

test('[EV7] the order of the sheets leaves no trace', () => {
	const all: EvaluationSheet[] = Array.from({ length: 9 }, (_, n) => ({
		steps: Object.fromEntries(SCALES.map(({ id, steps }) => [id, (n % steps) + 1])),
		texts: { missing: `Antwort ${n % 7}` },
	}));
	expect(countSheets(all.toReversed())).toEqual(countSheets(all));
});
