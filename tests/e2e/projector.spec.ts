import { expect, type Page } from '@playwright/test';
import * as Y from 'yjs';
import type { CardId } from '#shared/ids.ts';
import { THEMES } from '#shared/themes.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { Live } from '#tests/support/live.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { SyncClient } from '#tests/support/sync-client.ts';
import { tableWithCards, TEXTS } from './host-table.ts';
import { axeViolations, device, keptForOffline, links, newDialogue, test } from './support.ts';

test.use({ viewport: { width: 1920, height: 1080 } });

/** Whoever stands at the projector: the controls come when the keyboard reaches them. */
async function choose(page: Page, name: string): Promise<void> {
	const button = page.getByRole('button', { name });
	await button.focus();
	await expect(button).toBeInViewport();
	await button.press('Enter');
}

/** Until the cards that have come are on their pages. */
async function measured(page: Page): Promise<void> {
	await expect(page.locator('.pages-beside article').first()).toBeVisible();
	await expect(page.locator('.measure')).toHaveCount(0);
}

test('the projector shows a table live, readable, with the way in', async ({ browser }) => {
	const { practice } = links();
	const { page, errors } = await device(browser, { viewport: { width: 1920, height: 1080 } });
	await page.goto(practice.projector);
	await expect(page).toHaveURL(/\/rolle$/);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByRole('listitem').first()).toBeVisible();
	const code = `${practice.code.slice(0, 3)} ${practice.code.slice(3)}`;
	await expect(page.getByText(code)).toBeVisible();
	await expect(page.getByRole('img', { name: 'Machen Sie mit' })).toBeVisible();

	await measured(page);
	const size = await page
		.locator('article .words')
		.first()
		.evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
	expect(size).toBeGreaterThanOrEqual(34);
	const scrolls = await page.evaluate(
		() =>
			document.documentElement.scrollHeight > innerHeight ||
			document.documentElement.scrollWidth > innerWidth,
	);
	expect(scrolls).toBe(false);
	expect(await axeViolations(page)).toEqual([]);
	expect(errors).toEqual([]);
});

test('[PJ1] every card of a full table is on some page, whole', async ({ browser }) => {
	for (const viewport of [
		{ width: 1024, height: 768 },
		{ width: 1920, height: 1080 },
		{ width: 3840, height: 2160 },
	]) {
		const { page } = await device(browser, { viewport });
		await page.goto(links().practice.projector);
		await measured(page);
		await expect(page.locator('.pages-beside article').nth(3)).toBeAttached();
		const cut = () =>
			page.locator('.room').evaluateAll(
				(rooms) =>
					rooms.flatMap((room) => {
						const bottom = room.getBoundingClientRect().bottom;
						return [...room.querySelectorAll('.pages-beside article')].filter(
							(card) => card.getBoundingClientRect().bottom > bottom + 1,
						);
					}).length,
			);
		await expect.poll(cut, JSON.stringify(viewport)).toBe(0);
		await page.context().close();
	}
});

test('whoever stands at it chooses; the join wall is large; black is black', async ({
	browser,
}) => {
	const { practice } = links();
	const { page } = await device(browser, { viewport: { width: 1280, height: 720 } });
	await page.goto(practice.projector);
	await expect(page.locator('article').first()).toBeVisible();
	await choose(page, 'Frauen');
	await expect(page.getByRole('heading', { level: 1, name: 'Frauen' })).toBeVisible();
	await choose(page, 'Mitmachen');
	await expect(page.getByRole('img', { name: /QR/ })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await choose(page, 'Schwarz');
	await expect(page.getByRole('heading')).toHaveCount(0);
});

test('[PJ5] without a network the last picture stays and says so', async ({ browser, baseURL }) => {
	const dialogue = await newDialogue(baseURL!);
	const table = dialogue.tables[0]!.id;
	const tablet = new Tablet(baseURL!, await joinSeat(baseURL!, dialogue.code));
	const card = tablet.write({ table, question: 'good', text: 'Der Chor nimmt jede Stimme' });
	await tablet.whenReceipt(card, 'shown');
	tablet.leave();
	const desk = new SyncClient({
		base: baseURL!,
		path: `${dialogue.id}/desk/themes`,
		token: dialogue.links.moderator.token,
	});
	const title: [string, unknown][] = [['title', new Y.Text('Zusammen singen')]];
	desk.doc.getMap(THEMES.themes).set('h_song', new Y.Map([...title, ['rank', 'V']]));
	desk.doc.getMap(THEMES.members).set(card, { theme: 'h_song', table, rank: 'V' });

	const { page } = await device(browser, { viewport: { width: 1280, height: 720 } });
	await page.goto(dialogue.links.projector.url);
	await choose(page, 'Themen des Saals');
	await expect(page.getByText('Zusammen singen')).toBeVisible();
	desk.leave();
	await choose(page, 'Arbeit');
	await expect(page.locator('article').first()).toBeVisible();
	await keptForOffline(page);
	await page.context().setOffline(true);
	await expect(page.getByText('Keine Verbindung. Das ist der letzte Stand.')).toBeVisible({
		timeout: 40_000,
	});
	await expect(page.locator('article').first()).toBeVisible();

	// a reload too: the page starts from this device, and shows what hung here
	const hung = await page.locator('article').first().textContent();
	await page.reload();
	await expect(page.locator('article').first()).toHaveText(hung!);
	await expect(page.getByText('Keine Verbindung. Das ist der letzte Stand.')).toBeVisible();
	await choose(page, 'Themen des Saals');
	await expect(page.getByText('Zusammen singen')).toBeVisible();
	await expect(page.getByText('1 Karte · 1 Tisch')).toBeVisible();
	// what was chosen meanwhile holds: the moderator knows it, too
	const lead = new Live(baseURL!, dialogue.links.moderator.token);
	await page.context().setOffline(false);
	await expect(page.getByText('Keine Verbindung.')).toBeHidden({ timeout: 40_000 });
	const isTold = () => lead.state?.projectors?.some(({ view }) => view?.kind === 'themes');
	await expect.poll(isTold).toBe(true);
	await expect(page.getByText('Zusammen singen')).toBeVisible();
	lead.leave();
});

test('[PJ11] cards that were laid together are seen together, on the wall and in the light', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, tablet, ids } = await tableWithCards(baseURL!);
	const table = dialogue.tables[0]!.id;
	const host = new HostScreen(baseURL!, {
		dialogueId: dialogue.id,
		tableId: table,
		token: dialogue.links.hosts[table]!.token,
	});
	const moderator = new Live(baseURL!, dialogue.links.moderator.token);
	try {
		await moderator.whenState();
		const { page, errors } = await device(browser, { viewport: { width: 1280, height: 720 } });
		await page.goto(dialogue.links.projector.url);
		await moderator.must('projector:show', { view: { kind: 'table', tableId: table } });
		const [carrier, part] = ids as [CardId, CardId];
		await host.whenCard(part);
		host.set(part, 'mergedInto', carrier);
		const together = page.locator('.picture article', { hasText: '2 Karten zusammen' });
		const picture = page.locator('.picture');
		await expect(together).toContainText(TEXTS[0]!);
		await expect(picture.getByText(TEXTS[1]!)).toBeVisible();
		await moderator.must('spotlight:set', { target: { tableId: table, cardId: carrier } });
		await moderator.must('projector:show', { view: { kind: 'spotlight' } });
		await expect(page.locator('.light')).toContainText(TEXTS[1]!);
		await expect(together).toContainText(TEXTS[0]!);
		expect(await axeViolations(page)).toEqual([]);
		host.set(part, 'state', 'aside');
		await expect(picture.getByText(TEXTS[1]!)).toHaveCount(0);
		expect(errors).toEqual([]);
	} finally {
		for (const one of [tablet, host, moderator]) one.leave();
	}
});

test('[PJ3, PJ4] a full table: a new card is in sight at once, what is set aside is gone', async ({
	browser,
	baseURL,
}) => {
	const made = await newDialogue(baseURL!);
	const table = made.tables[0]!.id;
	const seat = await joinSeat(baseURL!, made.code);
	const tablet = new Tablet(baseURL!, seat);
	const host = new HostScreen(baseURL!, {
		dialogueId: made.id,
		tableId: table,
		token: made.links.hosts[table]!.token,
	});
	try {
		const ids = Array.from({ length: 40 }, (_, i) =>
			tablet.write({
				table,
				question: 'improve',
				text: `Karte Nummer ${i + 1} mit genug Worten für zwei Zeilen an der Wand`,
			}),
		);
		await tablet.whenReceipt(ids.at(-1)!, 'shown');
		const { page } = await device(browser, { viewport: { width: 1280, height: 720 } });
		await page.goto(made.links.projector.url);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await choose(page, 'Arbeit');
		await expect(page.getByText('Seite 1 von')).toBeVisible();

		tablet.write({ table, question: 'improve', text: 'Die neueste Karte' });
		await expect(page.locator('article.fresh')).toContainText('Die neueste Karte');
		await expect(page.getByText('Die neueste Karte').first()).toBeVisible();

		const [first] = ids;
		await host.whenCard(first!);
		host.set(first!, 'state', 'aside');
		await expect(page.locator('.count').nth(1)).toHaveText('40');
		await expect(page.getByText('Karte Nummer 1 mit')).toHaveCount(0);
	} finally {
		tablet.leave();
		host.leave();
	}
});
