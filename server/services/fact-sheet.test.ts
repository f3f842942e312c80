import { expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { richResults } from '#tests/support/sample-results.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import { factSheetOf, SHEET_FIELDS, type PublishedSheet } from '#shared/fact-sheet.ts';
import words from '#shared/messages/sheet/de.ts';
import { noSheetPage, SHEET_POLICY, sheetPage } from './fact-sheet-page.ts';

test('[FA1] most fields are offered; what is written holds, emptied as well', () => {
	const results = richResults();
	const { sheet: _, ...untouched } = results;
	const offered = factSheetOf(untouched, words);
	expect(offered.map(({ id }) => id)).toEqual(
		expect.arrayContaining(['concept', 'support', 'themes', 'people', 'results', 'advice']),
	);
	expect(offered.find(({ id }) => id === 'results')!.text.split('\n').length).toBeLessThanOrEqual(
		3,
	);
	expect(offered.find(({ id }) => id === 'concept')!.text).toMatch(/Karten in \d+ Gruppen\./);
	const ungrouped = { ...untouched, counts: { ...untouched.counts, groups: 0 } };
	const alone = factSheetOf(ungrouped, words).find(({ id }) => id === 'concept')!.text;
	expect(alone).toContain('Karten.');
	expect(alone).not.toContain('Gruppen');
	const sheet = { concept: 'Wie wir es gemacht haben', themes: '', costs: '1.200 Euro' };
	const written = factSheetOf({ ...untouched, sheet }, words);
	expect(written.find(({ id }) => id === 'concept')?.text).toBe('Wie wir es gemacht haben');
	expect(written.some(({ id }) => id === 'themes')).toBe(false);
	expect(written.find(({ id }) => id === 'costs')?.text).toBe('1.200 Euro');
	expect(written.map(({ id }) => id)).toEqual(
		SHEET_FIELDS.filter((id) => written.some((one) => one.id === id)),
	);
});

test('[FA2] [FA3] nobody reads it before it is published, nobody after it was withdrawn', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create({ title: 'Ankommen' });
	const { factSheetDialogue: sheet, aboutDialogue: about } = house;
	const { id } = dialogue;
	const nothing = noSheetPage(words);
	expect(await sheet.page(id)).toEqual({ found: false, listed: false, html: nothing });
	expect((await sheet.page('../etc')).html).toBe(nothing);

	const moderator = (await house.authenticate(tokens.moderator))!;
	const wish = { published: true, listed: false };
	expect(no(await sheet.change(moderator, id, wish))).toBe('dialogue/not-found');
	const host = (await house.authenticate(tokens.hosts[dialogue.tables[0]!.id]!))!;
	expect(no(await sheet.read(host, id))).toBe('dialogue/not-found');
	expect(yes(await sheet.read(moderator, id))).toEqual({});

	expect(yes(await sheet.change(ORGANISER, id, wish))).toMatchObject({ path: `/s/${id}` });
	const { html } = await sheet.page(id);
	expect(html).toContain('Ankommen');
	expect(html).toContain('noindex');
	// what comes later is not published by itself
	yes(await about.change(ORGANISER, id, { aim: 'Neues Ziel' }));
	expect((await sheet.page(id)).html).toBe(html);
	yes(await sheet.change(ORGANISER, id, { published: true, listed: true }));
	expect((await sheet.page(id)).html).toContain('Neues Ziel');
	expect((await sheet.page(id)).html).not.toContain('noindex');

	expect(yes(await sheet.change(ORGANISER, id, { ...wish, published: false }))).toEqual({});
	expect((await sheet.page(id)).html).toBe(nothing);
	yes(await sheet.change(ORGANISER, id, wish));
	yes(await house.eraseDialogue(ORGANISER, id));
	expect((await sheet.page(id)).found).toBe(false);
});

test('[FA4] hostile texts stand there literally; nothing runs, nothing is loaded', () => {
	const shown: PublishedSheet = {
		title: HOSTILE_TEXTS.join(' '),
		place: HOSTILE_TEXTS[0]!,
		date: '2026-11-21',
		listed: false,
		publishedAtMs: 0,
		entries: HOSTILE_TEXTS.map((text) => ({ id: 'concept', heading: text, text })),
	};
	const html = sheetPage(shown, words);
	const tags = new Set(html.match(/<\/?([a-z0-9!]+)/gi)?.map((tag) => tag.toLowerCase()));
	const ours =
		'html head meta title style body main article p h1 h2 section dl div dt dd ul li'.split(' ');
	expect([...tags].filter((tag) => !ours.includes(tag.replace(/^<\/?/, '')))).toEqual([
		'<!doctype',
	]);
	// every attribute is one of the frame's
	const withinTags = (html.match(/<[^>]*>/g) ?? []).join('');
	expect(withinTags).not.toMatch(/\son\w+=|src=|href=|style=/i);
	expect(SHEET_POLICY).toContain("default-src 'none'");
	expect(html.isWellFormed()).toBe(true);
});
