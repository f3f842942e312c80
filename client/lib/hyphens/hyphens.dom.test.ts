import { expect, test } from 'vitest';
import { hyphens } from './hyphens.svelte.ts';
import { copyPlain } from './copy-plain.ts';
import { inLongWords } from './long-words.ts';

async function parted(text: string, lang: string): Promise<string> {
	await expect.poll(() => hyphens.in(text, lang)).not.toBe(text);
	return hyphens.in(text, lang).replaceAll('\u00ad', '|');
}

test('[PJ15] long words may be parted where a reader would, short ones and other languages may not', async () => {
	const long = 'Die Wohnungsgenossenschaftsvertreterversammlung lädt ein';
	expect(await parted(long, 'de')).toBe(
		'Die Woh|nungs|ge|nos|sen|schafts|ver|tre|ter|ver|samm|lung lädt ein',
	);
	expect(await parted('Sprachförderangebote', 'de-x-leicht')).toBe('Sprach|för|der|an|ge|bo|te');
	expect(await parted('vatandaşlıktan', 'tr')).toBe('va|tan|daş|lık|tan');
	expect(hyphens.in('Die Treppe am Bahnhof', 'de')).toBe('Die Treppe am Bahnhof');
	for (const lang of ['ar', 'constructor', 'i-hak']) expect(hyphens.in(long, lang)).toBe(long);
	expect(hyphens.in(long, undefined)).toBe(long);
});

test('the words are the same without the hyphens, and addresses have none', () => {
	const everywhere = (word: string): string => [...word].join('\u00ad');
	const text = 'Wörter:\n\tKinderbetreuungsmöglichkeiten (Ehrenamtskoordinator*innen), büro';
	const drawn = inLongWords(text, everywhere);
	expect(drawn).not.toBe(text);
	expect(drawn.replaceAll('\u00ad', '')).toBe(text);
	for (const address of [
		'https://example.org/kindertageseinrichtungen',
		'kindertageseinrichtungen.example.org',
		'kindertageseinrichtungen@example.org',
	])
		expect(inLongWords(`siehe ${address}`, everywhere)).toBe(`siehe ${address}`);
});

test('what is copied is as it was written', () => {
	const { body } = document;
	body.innerHTML = '<p>Gemein\u00adschafts\u00adgarten</p>';
	getSelection()!.selectAllChildren(body);
	const copied = new Map<string, string>();
	const copy = new Event('copy', { cancelable: true }) as ClipboardEvent;
	const clipboardData = { setData: (kind: string, words: string) => copied.set(kind, words) };
	Object.assign(copy, { clipboardData });
	copyPlain(copy);
	expect([...copied]).toEqual([['text/plain', 'Gemeinschaftsgarten']]);
	expect(copy.defaultPrevented).toBe(true);
});
