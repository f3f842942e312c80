import { expect } from '@playwright/test';
import {
	cardsIn,
	choose,
	hostScreen,
	linkOf,
	openMenu,
	TEXTS,
	test,
	twoHosts,
} from './host-table.ts';
import { axeViolations, device, ORGANISER_TOKEN } from './support.ts';

const NEED = 'Was braucht es?';

test('a closed table is read only on every screen, and open again', async ({ browser, table }) => {
	const [a, b] = await twoHosts(browser, table);
	await openMenu(b.page, 1);
	await a.page.getByRole('button', { name: 'Tisch einfrieren' }).click();
	for (const { page } of [a, b]) {
		await expect(page.getByText('Dieser Tisch ist eingefroren.')).toBeVisible();
		await expect(page.getByRole('button', { name: /^Karte .?1.?: was/ })).toHaveCount(0);
	}
	await expect(b.page.getByRole('menu')).toHaveCount(0);
	await b.page.getByRole('button', { name: 'Auftauen' }).click();
	await choose(a.page, 1, NEED);
	await expect.poll(() => cardsIn(b.page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	await expect(a.page.getByText('Gesichert')).toBeVisible();
});

test('what was done without a network while the table was closed can be added afterwards', async ({
	browser,
	table,
}) => {
	const [a, b] = await twoHosts(browser, table);
	await a.page.context().setOffline(true);
	await a.page.evaluate(() => window.dispatchEvent(new Event('offline')));
	await choose(a.page, 1, NEED);
	await b.page.getByRole('button', { name: 'Tisch einfrieren' }).click();
	await expect(b.page.getByText('Dieser Tisch ist eingefroren.')).toBeVisible();
	await a.page.context().setOffline(false);
	await expect(a.page.getByText('Der Tisch wurde im selben Moment eingefroren.')).toBeVisible({
		timeout: 45_000,
	});
	await expect.poll(() => cardsIn(a.page, NEED)).toEqual([TEXTS[3]]);
	await b.page.getByRole('button', { name: 'Auftauen' }).click();
	// the table may be told a moment before its line may write: then the change is kept, and added once more
	const add = a.page.getByRole('button', { name: 'Änderung nachtragen' });
	await add.waitFor();
	await expect(async () => {
		if (await add.isVisible()) await add.click();
		await expect
			.poll(() => cardsIn(b.page, NEED), { timeout: 5_000 })
			.toEqual([TEXTS[3], TEXTS[0]]);
	}).toPass();
	await expect.poll(() => cardsIn(a.page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
});

test('a renewed link: the old screen says so kindly; the new one has everything', async ({
	browser,
	table,
	baseURL,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const renewed = await fetch(`${baseURL}/api/dialogues/${table.dialogue.id}/links`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${ORGANISER_TOKEN}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ role: 'host', tableId: table.dialogue.tables[0]!.id }),
	});
	await expect(page.getByText('Dieser Link gilt nicht mehr.')).toBeVisible();
	await page.reload();
	await expect(
		page.getByText('Diese Seite öffnet sich mit einem persönlichen Link.'),
	).toBeVisible();
	const { url } = (await renewed.json()) as { url: string };
	await page.goto(url);
	await expect(page.getByText(TEXTS[0]!, { exact: true })).toBeVisible();
	expect(errors.filter((text) => !text.includes('401'))).toEqual([]);
});

test('a participant’s token, a wrong link, and no link are told kindly', async ({
	browser,
	table,
}) => {
	const { page } = await device(browser);
	await page.goto('/rolle');
	await expect(
		page.getByText('Diese Seite öffnet sich mit einem persönlichen Link.'),
	).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto(`/rolle#${table.tablet.seat.token}`);
	await expect(page.getByText('Dieser Link gehört zu einem Platz an einem Tisch.')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto('/rolle#nonsense');
	await expect(page.getByText('Dieser Link gilt nicht mehr.')).toBeVisible();
	await page.goto(linkOf(table));
	await expect(page.getByText('Gesichert')).toBeVisible();
	expect(new URL(page.url()).hash).toBe('');
	await page.reload();
	await expect(page.getByText('Gesichert')).toBeVisible();
	// another tab of this device knows the role and asks
	const tab = await page.context().newPage();
	await tab.goto('/rolle');
	await expect(tab.getByRole('button', { name: /Tisch begleiten/ })).toBeVisible();
	expect(await axeViolations(tab)).toEqual([]);
	await tab.getByRole('button', { name: /Tisch begleiten.*Zusammen leben · Arbeit/ }).click();
	await expect(tab.getByText('Gesichert')).toBeVisible();
});

test('a moderator switches between all tables and may write; an observer reads', async ({
	browser,
	table,
}) => {
	const { links, tables } = table.dialogue;
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
	await page.goto(links.moderator.url);
	await page.getByRole('button', { name: /^Zur Wand von .?Arbeit/ }).click();
	await expect(page.getByText('Gesichert')).toBeVisible();
	await choose(page, 1, NEED);
	await page.getByLabel('Thementische').selectOption(tables[1]!.id);
	await expect(page.getByText('Hier hängt noch keine Karte.').first()).toBeVisible();
	await page.getByLabel('Thementische').selectOption(tables[0]!.id);
	await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	const observer = await device(browser);
	await observer.page.goto(links.observer.url);
	await expect(observer.page.getByText('Nur lesen')).toBeVisible();
	await expect(observer.page.getByText(TEXTS[0]!, { exact: true })).toBeVisible();
	await expect(observer.page.locator('article button')).toHaveCount(0);
	expect([...errors, ...observer.errors]).toEqual([]);
});
