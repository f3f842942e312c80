import { expect, test } from 'vitest';
import { AREAS, languageFor, messagesIn, type Area } from './messages.ts';

type Entry = string | Readonly<Record<string, string>>;
type Load = () => Promise<{ default: Readonly<Record<string, Entry>> }>;
const areas: Readonly<Record<Area, Readonly<Record<string, Load>>>> = AREAS;

const parameters = (entry: Entry): string[] =>
	[
		...new Set(
			Object.values(typeof entry === 'string' ? [entry] : entry).flatMap(
				(text) => text.match(/\{\w+\}/g) ?? [],
			),
		),
	].sort();

test.each(Object.entries(areas))(
	'[ME1] %s: every language has every message with the same parameters',
	async (_area, languages) => {
		const german = (await languages['de']!()).default;
		for (const [language, load] of Object.entries(languages)) {
			const texts = (await load()).default;
			expect(Object.keys(texts).sort(), language).toEqual(Object.keys(german).sort());
			for (const [key, entry] of Object.entries(texts)) {
				const plural = typeof entry !== 'string';
				// a plural form may leave the number out ("eine Karte")
				if (plural)
					expect(parameters(german[key]!), key).toEqual(expect.arrayContaining(parameters(entry)));
				else expect(parameters(entry), `${language} ${key}`).toEqual(parameters(german[key]!));
			}
		}
	},
);

test('[ME2] plural forms, digits, isolates', async () => {
	const m = await messagesIn('common', 'de');
	expect([0, 1, 2000].map((n) => m.cards({ n }))).toEqual(['0 Karten', '1 Karte', '2.000 Karten']);
	expect(m.table({ theme: 'Arbeit' })).toBe('Thementisch \u2068Arbeit\u2069');
	// what would end the isolate stays outside
	expect(m.table({ theme: 'Ar\u202Ebeit\u2069' })).toBe('Thementisch \u2068Arbeit\u2069');
});

test('[LA1] an area answers in the nearest language it has', () => {
	expect(languageFor('common', 'de-AT')).toBe('de');
	expect(languageFor('common', 'sw')).toBe('en');
	expect(languageFor('common', 'toString')).toBe('en');
});

test('wrong use does not compile', async () => {
	const m = await messagesIn('common', 'de');
	// @ts-expect-error -- no such message
	expect(m.nope).toBeUndefined();
	// @ts-expect-error -- the theme is missing
	m.table();
	// @ts-expect-error -- n must be a number
	m.cards({ n: 'two' });
});
