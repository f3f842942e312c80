import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import type { ResultsModel } from '#shared/results.ts';
import { manyCards } from '#tests/support/hostile-results.ts';
import { sampleResults } from '#tests/support/sample-results.ts';
import { no, yes } from '#tests/support/use-cases.ts';
import { SystemClock } from './clock.ts';
import { ProcessImportReader } from './process-import-reader.ts';

function reader(program = new URL('../../import-process.ts', import.meta.url)) {
	const made = new ProcessImportReader({ clock: new SystemClock(), program });
	onTestFinished(() => made.close());
	return made;
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fileOf = (results: unknown): Uint8Array => bytes(JSON.stringify(results));
/** The sample with this in place of the text of its first card. */
const withText = (json: string): Uint8Array => {
	const results: ResultsModel = structuredClone(sampleResults());
	results.tables[0]!.questions[0]!.cards[0]!.text = 'HERE';
	return bytes(JSON.stringify(results).replace('"HERE"', () => json));
};

test(
	'[IM6] the hall does not wait while thousands of cards are read',
	{ timeout: 60_000 },
	async () => {
		const one = reader();
		yes(await one.read(fileOf(sampleResults()))); // the process has started
		const file = fileOf({ ...manyCards(5_000), steps: [] });
		let beats = 0;
		let isOver = false;
		const beat = (): void => {
			if (isOver) return;
			beats++;
			setImmediate(beat);
		};
		const reading = one.read(file);
		beat();
		const { boards, tables } = yes(await reading);
		isOver = true;
		expect([boards.size, tables.length]).toEqual([5, 5]);
		// read in this process, nothing would beat meanwhile
		expect(beats).toBeGreaterThan(100);
	},
);

test(
	'[IM6] hostile JSON is refused or harmless, and the next file is read',
	{ timeout: 60_000 },
	async () => {
		const one = reader();
		const deep = 1e6;
		const long = 'x'.repeat(LIMITS.cardTextCharsMax + 1);
		const refused: [what: string, file: Uint8Array, code: string][] = [
			['nothing', bytes(''), 'request/invalid'],
			['no JSON', bytes('{"schema":1'), 'request/invalid'],
			['no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'request/invalid'],
			['deep', bytes('['.repeat(deep) + ']'.repeat(deep)), 'request/invalid'],
			['deep where it belongs', withText('['.repeat(1e5) + ']'.repeat(1e5)), 'request/invalid'],
			['a prototype', bytes('{"__proto__":{"schema":1},"constructor":1}'), 'request/invalid'],
			['a prototype below', withText('"x","__proto__":{"kind":"idea"}'), 'request/invalid'],
			['a long word', withText(JSON.stringify(long)), 'import/invalid'],
			['numbers beyond', bytes(`{"schema":${'9'.repeat(1e6)}}`), 'request/invalid'],
			['the same card twice', fileOf(twice()), 'import/invalid'],
		];
		for (const [what, file, code] of refused)
			expect([what, no(await one.read(file))]).toEqual([what, code]);
		const halves = yes(await one.read(withText('"\\ud800 und \\udc00"')));
		expect(halves.boards.get('t_1')!.length).toBeGreaterThan(100);
		// of the same name twice in one object JSON keeps the last
		yes(await one.read(withText('"erst","text":"dann"')));
		expect(({} as { kind?: string }).kind).toBeUndefined();
	},
);

function twice(): ResultsModel {
	const results = structuredClone(sampleResults());
	const [first] = results.tables[0]!.questions[0]!.cards;
	results.tables[0]!.questions[0]!.cards.push(first!);
	return results;
}

test('[IM6] what takes all memory, ends or hangs the process is refused; the next file is read', async () => {
	const one = reader(new URL('../../../tests/support/wilful-reading.ts', import.meta.url));
	expect(no(await one.read(bytes('memory')))).toBe('import/invalid');
	expect(no(await one.read(bytes('exit')))).toBe('import/invalid');
	await expect(one.read(bytes('fault'))).rejects.toThrow('a file could not be read');
	const gone = new AbortController();
	const hanging = one.read(bytes('never'), gone.signal);
	const waiting = ['a', 'b', 'c'].map((text) => one.read(bytes(text)));
	expect(no(await one.read(bytes('d')))).toBe('import/busy');
	gone.abort();
	expect(no(await hanging)).toBe('import/busy');
	expect((await Promise.all(waiting)).map(no)).toEqual(Array(3).fill('import/invalid'));
});
