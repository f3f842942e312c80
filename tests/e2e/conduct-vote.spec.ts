import { expect, type Page } from '@playwright/test';
import { cockpit, PHONE, said, TABLET } from './conduct-hall.ts';
import { hostScreen, linkOf, tableWithCards, TEXTS, type HostTable } from './host-table.ts';
import { enter } from './participant-steps.ts';
import { device, test } from './support.ts';

let hall: HostTable;
test.beforeEach(async ({ baseURL }) => {
	hall = await tableWithCards(baseURL!);
});
test.afterEach(() => hall.tablet.leave());

async function openVote(moderator: Page): Promise<void> {
	await moderator.getByLabel('Wonach wird gewichtet?').fill('Was zuerst?');
	await moderator.getByRole('button', { name: 'Abgabe öffnen' }).click();
	await expect(said(moderator)).toContainText('Die Abgabe ist offen.');
}
const item = (page: Page, at: number) => page.locator(`[data-item="${hall.ids[at]}"]`);
const give = (page: Page, at: number) =>
	item(page, at)
		.getByRole('button', { name: /^Punkt geben/ })
		.click();
const isCounted = (page: Page) =>
	expect(page.locator('[data-ballot=counted]')).toHaveText('Ihre Punkte zählen.');

test('[BT2] [BT6] a vote from the first dot to the reveal, two devices and a hand count', async ({
	browser,
}) => {
	test.slow(); // five devices
	const lead = await cockpit(browser, hall.dialogue);
	const host = await hostScreen(browser, linkOf(hall), TABLET);
	const guests = [await device(browser, PHONE), await device(browser, PHONE)];
	for (const { page } of guests) await enter(page, hall.dialogue);
	// somebody is in the middle of a card: nobody is torn away from it
	const [one, two] = guests.map(({ page }) => page) as [Page, Page];
	await one.locator('form textarea').fill('halb geschrieben');
	await openVote(lead.page);
	await expect(one.locator('form textarea')).toHaveValue('halb geschrieben');
	for (const page of [one, two])
		await page.getByRole('button', { name: 'Punkte vergeben' }).click();

	await give(one, 0);
	await give(one, 2);
	await expect(one.locator('[data-rest]')).toContainText('Noch 1 Punkt');
	// one for a card, no more: the button keeps the focus, and does nothing
	await item(one, 0)
		.getByRole('button', { name: /^Punkt geben/ })
		.click({ force: true });
	await expect(one.locator('[data-rest]')).toContainText('Noch 1 Punkt');
	await isCounted(one);
	await give(two, 0);
	await isCounted(two);
	await expect(lead.page.locator('[data-ballots]')).toHaveText('2 Stimmzettel');
	// a change of mind
	await item(one, 2)
		.getByRole('button', { name: /^Punkt wegnehmen/ })
		.click();
	await give(one, 1);
	await isCounted(one);
	await expect(lead.page.locator('[data-ballots]')).toHaveText('2 Stimmzettel');
	for (const page of [one, two, host.page])
		await expect(page.locator('[data-result]')).toHaveCount(0);

	await host.page.getByRole('button', { name: 'Punkte von Papier eintragen' }).click();
	await item(host.page, 3).getByRole('spinbutton').fill('5');
	await host.page.getByRole('button', { name: 'Eintragen', exact: true }).click();
	await expect(host.page.getByRole('dialog')).toHaveCount(0);

	await lead.page.getByRole('button', { name: 'Abgabe beenden' }).click();
	await expect(one.locator('[data-vote]')).toContainText('Das Ergebnis kommt gleich.');
	await expect(one.getByRole('button', { name: /^Punkt geben/ })).toHaveCount(0);
	await lead.page.getByRole('button', { name: 'Ergebnis zeigen' }).click();
	await host.page.getByRole('button', { name: 'Ansehen' }).click();
	for (const page of [one, two, host.page, lead.page]) {
		const rows = page.locator('[data-result] li');
		await expect(rows).toHaveCount(3);
		await expect(rows.nth(0)).toContainText(TEXTS[3]!);
		await expect(rows.nth(0)).toContainText('5 Punkte');
		await expect(rows.nth(0)).toContainText('davon 5 von Hand gezählt');
		await expect(rows.nth(1)).toContainText(TEXTS[0]!);
		await expect(rows.nth(1)).toContainText('2 Punkte');
		await expect(rows.nth(2)).toContainText(TEXTS[1]!);
	}
	await one.getByRole('button', { name: 'Zurück zum Schreiben' }).click();
	await expect(one.locator('form textarea')).toHaveValue('halb geschrieben');
	expect([lead, host, ...guests].flatMap(({ errors }) => errors)).toEqual([]);
});

test('[BT4] dots given without a network are kept over a reload, and count afterwards', async ({
	browser,
}) => {
	const lead = await cockpit(browser, hall.dialogue);
	const { page } = await device(browser, PHONE);
	await enter(page, hall.dialogue);
	await openVote(lead.page);
	await page.getByRole('button', { name: 'Punkte vergeben' }).click();
	await give(page, 0);
	await isCounted(page);
	await page.context().setOffline(true);
	await give(page, 1);
	await expect(page.locator('[data-ballot=waiting]')).toBeVisible();
	await expect(page.locator('[data-rest]')).toContainText('Noch 1 Punkt');
	await page.context().setOffline(false);
	await page.reload();
	await page.getByRole('button', { name: 'Punkte vergeben' }).click();
	await expect(page.locator('[data-rest]')).toContainText('Noch 1 Punkt');
	await isCounted(page);
	await lead.page.getByRole('button', { name: 'Abgabe beenden' }).click();
	// at the tables first, and then on the wall
	await lead.page.getByRole('button', { name: 'Nur an den Tischen zeigen' }).click();
	await expect(page.locator('[data-result] li')).toHaveCount(2);
	const onWall = lead.page.getByRole('button', { name: 'Ergebnis auf die Leinwand' });
	await onWall.click();
	await expect(said(lead.page)).toContainText('Auf der Leinwand und auf den Tablets');
	await expect(onWall).toHaveCount(0);
});

test('[BT5] a card that the host sets aside gives its dots back', async ({ browser }) => {
	const lead = await cockpit(browser, hall.dialogue);
	const host = await hostScreen(browser, linkOf(hall));
	const { page } = await device(browser, PHONE);
	await enter(page, hall.dialogue);
	await openVote(lead.page);
	await page.getByRole('button', { name: 'Punkte vergeben' }).click();
	await give(page, 0);
	await give(page, 1);
	await isCounted(page);
	await host.page.getByRole('button', { name: /^Karte .?1.?: was/ }).click();
	await host.page.getByRole('menuitem', { name: 'Beiseitelegen' }).click();
	await expect(item(page, 0)).toHaveCount(0);
	await expect(page.locator('[data-vote]')).toContainText('1 Punkt liegt auf einer Karte');
	await page.getByRole('button', { name: 'Zurücknehmen' }).click();
	await expect(page.locator('[data-rest]')).toContainText('Noch 2 Punkte');
	await isCounted(page);
});

test('[BT2] by keyboard alone, and every tap is said', async ({ browser }) => {
	const lead = await cockpit(browser, hall.dialogue);
	const { page } = await device(browser, { viewport: { width: 1280, height: 800 } });
	await enter(page, hall.dialogue);
	await openVote(lead.page);
	const open = page.getByRole('button', { name: 'Punkte vergeben' });
	await open.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Was zuerst?' })).toBeFocused();
	const plus = item(page, 0).getByRole('button', { name: /^Punkt geben: .?Karte .?1/ });
	for (let presses = 0; presses < 10; presses++) {
		if (await plus.evaluate((button) => button === document.activeElement)) break;
		await page.keyboard.press('Tab');
	}
	await expect(plus).toBeFocused();
	await page.keyboard.press('Space');
	await expect(page.locator('[data-vote] > [role=status]').first()).toHaveText(
		/Karte .?1.?: 1 Punkt\. Noch 2 von 3 Punkten\./,
	);
	// it can give nothing more, and still has the focus
	await expect(plus).toHaveAttribute('aria-disabled', 'true');
	await expect(plus).toBeFocused();
	await isCounted(page);
	await page.getByRole('button', { name: 'Zurück zum Schreiben' }).press('Enter');
	await expect(open).toBeFocused();
});
