import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { ADMIN_TOKEN, openHttpHouse, type HttpHouse } from '#tests/support/http-house.ts';
import { sampleResults } from '#tests/support/sample-results.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse({}, { keep: true });
});
afterAll(() => house.stop());

async function take(body: string): Promise<{ status: number; detail: string }> {
	const answer = await fetch(`${house.base}/api/dialogues/import`, {
		method: 'POST',
		headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
		body,
	});
	const { detail = '' } = (await answer.json()) as { detail?: string };
	return { status: answer.status, detail };
}

/** Not all that may come, but half a million faults, of the same again and again. */
function many(text: (n: number) => string): string {
	const parts: string[] = [];
	const bytesMax = LIMITS.importBytesMax / 16;
	for (let bytes = 0, n = 0; bytes < bytesMax; n++) {
		const part = text(n);
		parts.push(part);
		bytes += part.length + 1;
	}
	return parts.join();
}

test('[IM5] a file of a million faults is refused for the first one, in little memory', async () => {
	const results = sampleResults();
	const withPart = (part: object, filling: string): string =>
		JSON.stringify({ ...results, ...part }).replace('"FILL"', () => filling);
	const { about } = results;
	const [table] = results.tables;
	const [question] = results.questions;
	const hostile: [string, string][] = [
		[
			'tables',
			withPart(
				{ tables: ['FILL'] },
				many(() => '0'),
			),
		],
		[
			'tables of objects',
			withPart(
				{ tables: ['FILL'] },
				many(() => '{}'),
			),
		],
		[
			'cards',
			withPart(
				{ tables: [{ ...table, questions: [{ id: 'q', groups: [], cards: ['FILL'] }] }] },
				many(() => '0'),
			),
		],
		[
			'people',
			withPart(
				{ about: { people: ['FILL'] } },
				many(() => '{"group":"","count":-1}'),
			),
		],
		[
			'moderation',
			withPart(
				{ about: { ...about, moderation: ['FILL'] } },
				many(() => '""'),
			),
		],
		[
			'languages',
			withPart({ questions: [{ ...question, text: { FILLED: 0 } }] }, '').replace(
				'"FILLED":0',
				() => many((n) => `"!${n}":""`),
			),
		],
		[
			'sheet',
			withPart({ sheet: { FILLED: 0 } }, '').replace('"FILLED":0', () => many((n) => `"${n}":0`)),
		],
		[
			'steps',
			withPart(
				{ steps: ['FILL'] },
				many(() => '{"id":"x","kind":"sort","minutes":-1}'),
			),
		],
		['unknown', JSON.stringify(results).replace('{', () => `{${many((n) => `"k${n}":0`)},`)],
	];
	for (const [what, body] of hostile) {
		global.gc?.();
		const before = process.memoryUsage().rss;
		const { status, detail } = await take(body);
		expect([what, status]).toEqual([what, 400]);
		expect([what, detail.length < 500]).toEqual([what, true]);
		const megabytes = (process.memoryUsage().rss - before) / 1024 / 1024;
		expect([what, megabytes < 150]).toEqual([what, true]);
	}
});
