import { expect, test } from 'vitest';
import { CreateDialogueBody } from '#shared/api.ts';
import { RejectedError } from '#shared/rejections.ts';
import { parse } from './parse.ts';

/** The detail of the refusal. */
function detail(body: unknown): string {
	try {
		parse(CreateDialogueBody, body);
	} catch (error) {
		expect(error).toBeInstanceOf(RejectedError);
		const { code, detail } = (error as RejectedError).rejection;
		expect(code).toBe('request/invalid');
		return detail;
	}
	throw new Error('it was accepted');
}
const good = { title: 'x', place: 'x', date: '2026-11-21', tables: [{ theme: 'x' }] };

test('[HT4] the first wrong places are named', () => {
	expect(detail({ ...good, title: 7 })).toMatch(/^title: /);
	expect(detail({ ...good, tables: [{ theme: 'x' }, { theme: '' }] })).toMatch(
		/^tables\.1\.theme: /,
	);
	expect(detail([])).toMatch(/^body: /);
	expect(detail({}).split('; ')).toHaveLength(3);
});

test('[HT4] no value and no name that somebody chose stands in the answer', () => {
	const canary = 'CANARY <script>';
	for (const body of [
		{ ...good, title: { [canary]: canary } },
		{ ...good, date: canary },
		{ ...good, [canary]: 1 },
		{ ...good, language: canary },
		{ ...good, settings: { sorting: canary, [canary]: 1 } },
		{ ...good, questions: [{ text: { [canary]: 'x' } }] },
		{ ...good, questions: [{ id: canary, text: 'x' }] },
		{ ...good, steps: [{ kind: canary, minutes: 1 }] },
	])
		expect(detail(body)).not.toContain('CANARY');
});

test('[HT4] what every object knows is no field', () => {
	const hostile: unknown = JSON.parse(
		'{"title":"x","place":"x","date":"2026-11-21","tables":[{"theme":"x"}],"__proto__":{"isAdmin":true}}',
	);
	expect(detail(hostile)).toBe('body: has a field that is not known here');
	expect(detail({ ...good, tables: [{ theme: 'x', constructor: 1 }] })).toMatch(/^tables\.0: /);
	expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
