import { expect, test } from 'vitest';
import { ResultsModelSchema } from '#shared/results.ts';
import { richResults, sampleResults } from '#tests/support/sample-results.ts';
import { drawJson } from './json.ts';

const render = async (results = sampleResults()) =>
	new TextDecoder().decode((await drawJson(results)).bytes);

test('[RS8] the file is the model, indented, and reads back as it was', async () => {
	const json = await render();
	expect(
		json.startsWith('{\n  "schema": 1,\n  "edition": "public",\n  "dialogue": {\n    "id": "d_1",'),
	).toBe(true);
	expect(json.endsWith('}\n')).toBe(true);
	expect(ResultsModelSchema.parse(JSON.parse(json))).toEqual(sampleResults());
	expect(ResultsModelSchema.parse(JSON.parse(await render(richResults())))).toEqual(richResults());
});

test('[RS8] the order in which somebody made the model is not in the file', async () => {
	const turned = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(turned);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value)
				.toReversed()
				.map(([key, inner]) => [key, turned(inner)]),
		);
	};
	const other = turned(sampleResults()) as ReturnType<typeof sampleResults>;
	expect(Object.keys(other)[0]).not.toBe('schema');
	expect(await render(other)).toBe(await render());
});
