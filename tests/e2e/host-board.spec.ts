import { expect, type Page } from '@playwright/test';
import {
	cardsIn,
	choose,
	hostScreen,
	linkOf,
	nameGroup,
	tableWithCards,
	test,
	TEXTS,
} from './host-table.ts';
import { Live } from '#tests/support/live.ts';
import { axeViolations } from './support.ts';

const GOOD = 'Was läuft gut?';
const IMPROVE = 'Was muss verbessert werden?';

const card = (page: Page, text: string) => page.locator('article', { hasText: text });

async function fromMenu(page: Page, entry: string): Promise<void> {
	await page.getByRole('button', { name: 'Mehr', exact: true }).click();
	await page.getByRole('menu').getByText(entry).click();
}
async function paperCard(page: Page, text: string): Promise<void> {
	await page.getByLabel('Was steht auf der Karte?').fill(text);
	await page.getByRole('button', { name: 'An die Wand hängen' }).click();
}

test('a card from paper gets its number from the server, also while two hosts add; a pile goes quickly', async ({
	browser,
	table,
}) => {
	const a = await hostScreen(browser, linkOf(table));
	const b = await hostScreen(browser, linkOf(table));
	for (const { page } of [a, b])
		await page.getByRole('button', { name: 'Karte vom Papier' }).first().click();
	await Promise.all([paperCard(a.page, 'Ein Zaun weniger'), paperCard(b.page, 'Ein Tor mehr')]);
	for (const { page } of [a, b])
		await expect(page.getByRole('dialog').getByText(/Das ist Karte .?[56].?\./)).toBeVisible();
	await a.page.getByText(IMPROVE).last().click();
	await a.page.getByLabel('Sprache der Karte').selectOption('ar');
	await paperCard(a.page, 'إنارة أفضل');
	await expect(a.page.getByRole('dialog').getByText(/Das ist Karte .?7.?\./)).toBeVisible();
	expect(await axeViolations(a.page)).toEqual([]);
	await a.page.getByRole('button', { name: 'Fertig' }).click();
	await expect.poll(() => cardsIn(a.page, IMPROVE)).toEqual([TEXTS[2], 'إنارة أفضل']);
	await expect.poll(async () => (await cardsIn(a.page, GOOD)).length).toBe(4);
	await expect(card(a.page, 'إنارة أفضل').locator('p.words')).toHaveAttribute('lang', 'ar');
	expect([...a.errors, ...b.errors]).toEqual([]);
});

test('[PP1] paper without a network: the words stay, go up once when it is back; a closed table says so', async ({
	browser,
	table,
}) => {
	const a = await hostScreen(browser, linkOf(table));
	const b = await hostScreen(browser, linkOf(table));
	await a.page.getByRole('button', { name: 'Karte vom Papier' }).first().click();
	await a.page.getByRole('button', { name: 'An die Wand hängen' }).click();
	await expect(a.page.getByText('Bitte schreiben Sie zuerst etwas.')).toBeVisible();
	await a.page.context().setOffline(true);
	await paperCard(a.page, 'Ohne Netz geschrieben');
	await expect(a.page.getByRole('button', { name: 'Wird aufgehängt' })).toBeVisible();
	await expect(a.page.getByLabel('Was steht auf der Karte?')).toHaveValue('Ohne Netz geschrieben');
	await a.page.context().setOffline(false);
	await expect(a.page.getByText(/Das ist Karte .?5.?\./)).toBeVisible({ timeout: 45_000 });
	await expect(card(b.page, 'Ohne Netz geschrieben')).toHaveCount(1);

	await a.page.getByLabel('Was steht auf der Karte?').fill('Im selben Moment');
	await b.page.getByRole('button', { name: 'Tisch einfrieren' }).click();
	await expect(
		a.page.getByText('Das hat nicht geklappt: Der Tisch ist eingefroren.'),
	).toBeVisible();
	await expect(a.page.getByRole('button', { name: 'An die Wand hängen' })).toBeDisabled();
	await expect(a.page.getByLabel('Was steht auf der Karte?')).toHaveValue('Im selben Moment');
	// the tablet is started afresh: the words are still there
	await a.page.reload();
	await b.page.getByRole('button', { name: 'Auftauen' }).click();
	await a.page.getByRole('button', { name: 'Begonnene Karte' }).click();
	await expect(a.page.getByLabel('Was steht auf der Karte?')).toHaveValue('Im selben Moment');
	await a.page.getByRole('button', { name: 'An die Wand hängen' }).click();
	await expect(card(b.page, 'Im selben Moment')).toHaveCount(1);
});

test('two cards become one, both can be found and searched, and come apart again; a translation stands beside', async ({
	browser,
	table,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const other = await hostScreen(browser, linkOf(table));
	await choose(page, 4, 'Zu einer Karte legen mit …');
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('dialog').getByRole('searchbox').fill('grüß');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: new RegExp(TEXTS[0]!) })
		.click();
	for (const one of [page, other.page]) {
		await expect(one.locator('article')).toHaveCount(3);
		await expect(card(one, TEXTS[0]!).getByText(TEXTS[3]!, { exact: true })).toBeVisible();
	}
	await page.getByRole('button', { name: 'Suchen' }).click();
	await page.getByLabel('Wörter oder Nummer').fill('bänke');
	await expect(page.getByText(/.?1.? Karte gefunden/)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Alle zeigen' }).click();

	await choose(page, 1, 'Übersetzen');
	await page.getByLabel('In welche Sprache?').selectOption('en');
	await page.getByLabel('Übersetzung von Hand').fill('Everybody says hello');
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: /^Wieder einzeln hängen/ }).click();
	await page.getByRole('button', { name: 'Fertig' }).click();
	await expect.poll(() => cardsIn(other.page, GOOD)).toEqual([TEXTS[0], TEXTS[3], TEXTS[1]]);
	await other.page.evaluate(() => localStorage.setItem('thementisch.language', 'en'));
	await other.page.reload();
	await expect(card(other.page, TEXTS[0]!).getByText('Everybody says hello')).toBeVisible();
	await expect(card(other.page, TEXTS[0]!).getByText('translated at the table')).toBeVisible();
	await expect(other.page.locator('article p.words').first()).toHaveText(TEXTS[0]!);
	expect([...errors, ...other.errors]).toEqual([]);
});

test('[AL4] similar cards: one tap shows, one groups, one takes back; nothing moves by itself', async ({
	browser,
	table,
}) => {
	for (const text of ['Der Bus fährt zu selten', 'Abends fährt der Bus zu selten']) {
		const place = { table: table.dialogue.tables[0]!.id, question: 'good' };
		await table.tablet.whenReceipt(table.tablet.write({ ...place, text }), 'shown');
	}
	const { page, errors } = await hostScreen(browser, linkOf(table));
	await expect(page.locator('article')).toHaveCount(6);
	const before = await cardsIn(page, GOOD);
	const hint = page.locator('[data-hint]');
	// asked for once; what was not compared yet comes by itself
	await fromMenu(page, 'Ähnliche Karten zeigen');
	await expect(hint).toHaveText(/Klingt ähnlich wie Karte .?6/);
	expect(await cardsIn(page, GOOD)).toEqual(before);
	expect(await axeViolations(page)).toEqual([]);
	await hint.getByRole('button', { name: 'Gruppieren' }).click();
	await expect(page.locator('[data-group] article')).toHaveCount(2);
	await expect(hint).toHaveCount(0);
	await page.getByRole('button', { name: 'Rückgängig' }).click();
	await expect(page.locator('[data-group] article')).toHaveCount(0);
	await expect.poll(() => cardsIn(page, GOOD)).toEqual(before);
	await hint.getByRole('button', { name: 'Nein' }).click();
	await expect(hint).toHaveCount(0);
	// also after a reload, until it is called back
	await page.reload();
	await expect(page.locator('article')).toHaveCount(6);
	await fromMenu(page, 'Weggelegte Hinweise wieder zeigen');
	await expect(hint).toBeVisible();
	expect(errors).toEqual([]);
});

test('the practice wall: everything can be tried, nobody sees it, and nothing is sent', async ({
	browser,
	table,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const other = await hostScreen(browser, linkOf(table));
	await fromMenu(page, 'Übungswand');
	await expect(page.getByText('Niemand sieht das, und nichts wird gespeichert.')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Karte 1: was möchten Sie tun?' }).click();
	await page.getByRole('menuitem', { name: IMPROVE }).click();
	await expect.poll(() => cardsIn(page, IMPROVE)).toContain('Das Fest im Hof war schön');
	await page.getByRole('button', { name: 'Karte vom Papier' }).click();
	await paperCard(page, 'Nur geübt');
	await expect(page.getByText(/Das ist Karte .?13.?\./)).toBeVisible();
	await page.getByRole('button', { name: 'Fertig' }).click();
	await expect(card(page, 'Nur geübt')).toBeVisible();
	await page.getByRole('button', { name: 'Von vorn' }).click();
	await expect(card(page, 'Nur geübt')).toHaveCount(0);
	await page.getByRole('button', { name: 'Zurück zum Tisch' }).click();
	for (const one of [page, other.page]) {
		await expect(one.locator('article')).toHaveCount(4);
		await expect.poll(() => cardsIn(one, GOOD)).toEqual([TEXTS[0], TEXTS[1]]);
	}
	expect([...errors, ...other.errors]).toEqual([]);
});

test('two hosts see what the other has in hand; one tablet dies, the next takes over with the same link', async ({
	browser,
	table,
}) => {
	const a = await hostScreen(browser, linkOf(table));
	const b = await hostScreen(browser, linkOf(table));
	await choose(a.page, 1, 'Bearbeiten');
	await expect(card(b.page, TEXTS[0]!).getByText('Hier schreibt gerade jemand')).toBeVisible();
	await expect(a.page.getByText('Hier schreibt gerade jemand')).toHaveCount(0);
	await a.page.getByRole('button', { name: 'Fertig' }).click();
	await expect(b.page.getByText('Hier schreibt gerade jemand')).toHaveCount(0);
	const words = card(a.page, TEXTS[1]!).locator('p.words');
	await words.hover({ position: { x: 20, y: 5 } });
	const from = (await words.boundingBox())!;
	await a.page.mouse.down();
	await a.page.mouse.move(from.x + 60, from.y + 40, { steps: 5 });
	await expect(card(b.page, TEXTS[1]!).getByText('Wird gerade bewegt')).toBeVisible();
	await a.page.keyboard.press('Escape');
	await a.page.mouse.up();
	await expect(b.page.getByText('Wird gerade bewegt')).toHaveCount(0);

	await choose(a.page, 3, GOOD);
	await choose(a.page, 1, 'Gruppieren mit …');
	await a.page
		.getByRole('dialog')
		.getByRole('button', { name: new RegExp(TEXTS[1]!) })
		.click();
	await nameGroup(a.page, 'Miteinander');
	await expect(a.page.getByText('Gesichert')).toBeVisible();
	await expect(b.page.getByRole('textbox', { name: 'Name der Gruppe' })).toHaveValue('Miteinander');
	await a.page.context().close();
	const next = await hostScreen(browser, linkOf(table), { viewport: { width: 820, height: 1180 } });
	await expect(
		next.page.getByRole('region', { name: 'Miteinander' }).locator('article'),
	).toHaveCount(2);
	await expect.poll(() => cardsIn(next.page, GOOD)).toEqual(await cardsIn(b.page, GOOD));
	await expect(next.page.getByRole('button', { name: 'Rückgängig' })).toBeDisabled();
	await choose(next.page, 4, GOOD);
	await expect.poll(() => cardsIn(b.page, GOOD)).toContain(TEXTS[3]);
	expect([...b.errors, ...next.errors]).toEqual([]);
});

for (const [width, height] of [
	[820, 1180],
	[1180, 820],
] as const)
	test(`the next thing, its sentence, the time and help are in sight at ${width} × ${height}, whatever runs`, async ({
		browser,
		baseURL,
	}) => {
		const late = await tableWithCards(baseURL!, {
			steps: [
				{ id: 'write', kind: 'write', minutes: 10 },
				{ id: 'sort', kind: 'sort', minutes: 10 },
				{ id: 'last', kind: 'sort', minutes: 1 },
			],
		});
		const { page, errors } = await hostScreen(browser, linkOf(late), {
			viewport: { width, height },
		});
		const moderator = new Live(baseURL!, late.dialogue.links.moderator.token);
		const guide = page.locator('[data-guide]');
		await expect(guide).toContainText('Ordnen Sie in Ruhe.');
		await moderator.must('step:start', { stepId: 'write' });
		await expect(guide).toContainText('Hier hängt noch wenig.');
		await expect(guide).toContainText('Was muss verbessert werden?');
		await moderator.must('step:start', { stepId: 'sort' });
		await expect(guide).toContainText('Welche Karten gehören für Sie zusammen?');
		// a card comes too late, and waits for this host
		const place = { table: late.dialogue.tables[0]!.id, question: 'need' };
		await late.tablet.whenReceipt(late.tablet.write({ ...place, text: 'Zu spät' }), 'late');
		await expect(guide).toContainText('Sehen Sie die wartenden Karten durch.');
		await moderator.must('step:start', { stepId: 'last' });
		await expect(guide).toContainText('Sagen Sie die letzte Minute an.');
		await page.locator('article').last().scrollIntoViewIfNeeded();
		for (const seen of [
			guide,
			page.locator('[data-countdown]'),
			page.getByRole('button', { name: 'Hilfe holen' }),
			page.getByRole('button', { name: '1 Karte wartet' }),
		])
			await expect(seen).toBeInViewport({ ratio: 1 });
		for (const button of await page.locator('[data-guide] button, .tools button').all()) {
			const box = (await button.boundingBox())!;
			expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
		}
		expect(await axeViolations(page)).toEqual([]);
		expect(errors).toEqual([]);
		moderator.leave();
		late.tablet.leave();
	});
