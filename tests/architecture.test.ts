import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * What dependency-cruiser (`npm run lint`) cannot see: impure calls in the rules, words that say nothing, rules without tests.
 * The layers themselves stand in `.dependency-cruiser.cjs`.
 */
const ROOT = path.resolve(import.meta.dirname, '..');
const files = (folder: string, ending: RegExp): string[] =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => ending.test(file) && !file.includes('node_modules'))
		.map((file) => path.join(folder, file));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const isTest = (file: string): boolean => /\.test\.ts$/.test(file);

const CODE = [
	...files('shared', /\.ts$/),
	...files('server', /\.ts$/),
	...files('client', /\.(ts|svelte)$/),
];
const TESTS = [...CODE.filter(isTest), ...files('tests', /\.ts$/)];

test('the rules and what both sides share have no clock, no chance, no environment', () => {
	const impure =
		/\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|setTimeout|setInterval|setImmediate|crypto\.)/;
	const broken = CODE.filter(
		(file) => /^(shared|server\/domain)\//.test(file) && !isTest(file),
	).filter((file) => impure.test(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
	expect(broken).toEqual([]);
});

test('the environment is read in one place', () => {
	const readers = CODE.filter((file) => file.startsWith('server/') && !isTest(file)).filter(
		(file) => /process\.env\b/.test(read(file)),
	);
	expect(readers.filter((file) => !/^server\/(config|main)\.ts$/.test(file))).toEqual([]);
});

test('pages take types, never values, from the schema files', () => {
	const values = /import (?!type\b)[^;]*? from '#shared\/(schemas|api|commands|results)\.ts'/;
	const broken = CODE.filter((file) => file.startsWith('client/') && !isTest(file)).filter((file) =>
		values.test(read(file)),
	);
	expect(broken).toEqual([]);
});

test('no file is called by a word that says nothing', () => {
	const empty = /(^|[-/])(utils?|helpers?|managers?|misc|stuff|handlers?)([-.]|$)/;
	expect([...CODE, ...TESTS].filter((file) => empty.test(file))).toEqual([]);
});

/** Rules stand in SPEC.md files as bold numbers, `**RO1**`; tests carry them in brackets, `[RO1]`. */
test('every numbered rule has a test, and every number in a test is a rule', () => {
	const specs = ['shared', 'server', 'client', 'tests'].flatMap((folder) =>
		files(folder, /(SPEC|PROTOCOL)\.md$/),
	);
	const rules = new Map<string, string>();
	const twice: string[] = [];
	for (const spec of specs)
		for (const [, rule] of read(spec).matchAll(/\*\*([A-Z]{2}\d+)\*\*/g)) {
			const where = rules.get(rule!);
			if (where !== undefined && where !== spec) twice.push(`${rule} in ${where} and ${spec}`);
			rules.set(rule!, spec);
		}
	const tested = new Set(
		TESTS.flatMap((file) =>
			[...read(file).matchAll(/\[((?:[A-Z]{2}\d+(?:, ?)?)+)\]/g)].flatMap(([, list]) =>
				list!.split(/, ?/),
			),
		),
	);
	expect(twice).toEqual([]);
	expect([...rules.keys()].filter((rule) => !tested.has(rule)).sort()).toEqual([]);
	expect([...tested].filter((rule) => !rules.has(rule)).sort()).toEqual([]);
});
