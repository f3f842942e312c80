import { expect } from '@playwright/test';
import {
	cardsIn,
	choose,
	hostScreen,
	linkOf,
	nameGroup,
	openMenu,
	TEXTS,
	test,
	twoHosts,
} from './host-table.ts';
import { axeViolations } from './support.ts';

const IMPROVE = 'Was muss verbessert werden?';
const NEED = 'Was braucht es?';

test('two hosts write one card at the same time, and all of it is there, also after a reload', async ({
	browser,
	table,
}) => {
	const [a, b] = await twoHosts(browser, table);
	for (const { page } of [a, b]) await choose(page, 1, 'Bearbeiten');
	const [fieldA, fieldB] = [a, b].map(({ page }) => page.getByLabel('Text der Karte'));
	await fieldB!.press('Home');
	await Promise.all([
		fieldA!.pressSequentially(' auf der Straße', { delay: 45 }),
		fieldB!.pressSequentially('Im Viertel: ', { delay: 60 }),
	]);
	const both = `Im Viertel: ${TEXTS[0]} auf der Straße`;
	for (const field of [fieldA, fieldB]) await expect(field!).toHaveValue(both);
	for (const { page } of [a, b]) {
		await page.getByRole('button', { name: 'Fertig' }).click();
		await expect(page.getByText(both, { exact: true })).toBeVisible();
		await expect(page.getByText('Gesichert')).toBeVisible();
		await page.reload();
		await expect(page.getByText(both, { exact: true })).toBeVisible();
	}
	expect([...a.errors, ...b.errors]).toEqual([]);
});

test('three cards become a group with a name; in, out and dissolved again', async ({
	browser,
	table,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const other = await hostScreen(browser, linkOf(table));
	await page.getByRole('button', { name: 'Auswählen' }).click();
	for (const text of [TEXTS[2]!, TEXTS[0]!, TEXTS[3]!])
		await page.getByRole('checkbox', { name: new RegExp(text) }).check();
	await expect(page.getByText('3 Karten ausgewählt')).toBeVisible();
	await page.getByRole('button', { name: 'Gruppe bilden' }).click();
	await nameGroup(page, 'Unterwegs');
	for (const one of [page, other.page]) {
		const group = one.getByRole('region', { name: 'Unterwegs' });
		await expect(group.locator('article')).toHaveCount(3);
		await expect.poll(async () => (await cardsIn(one, IMPROVE)).length).toBe(3);
	}
	await choose(page, 2, 'In Gruppe …');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Unterwegs/ })
		.click();
	await expect(page.getByRole('region', { name: 'Unterwegs' }).locator('article')).toHaveCount(4);
	await choose(page, 1, 'Aus der Gruppe nehmen');
	await expect(
		other.page.getByRole('region', { name: 'Unterwegs' }).locator('article'),
	).toHaveCount(3);
	await page.getByRole('button', { name: /^Gruppe .?Unterwegs.?: was/ }).click();
	await page.getByRole('menuitem', { name: 'Gruppe auflösen' }).click();
	for (const one of [page, other.page]) {
		await expect(one.getByRole('region', { name: 'Unterwegs' })).toHaveCount(0);
		await expect(one.locator('article')).toHaveCount(4);
	}
	await choose(page, 1, 'Gruppieren mit …');
	await page.getByLabel('Karten durchsuchen').fill('bänke');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Mehr Bänke/ })
		.click();
	await expect(other.page.locator('[data-group] article')).toHaveCount(2);
	expect([...errors, ...other.errors]).toEqual([]);
});

test('set aside and brought back; the author is told', async ({ browser, table }) => {
	const { page } = await hostScreen(browser, linkOf(table));
	await choose(page, 3, 'Beiseitelegen');
	await expect(page.getByText(TEXTS[2]!, { exact: true })).toHaveCount(0);
	await table.tablet.whenReceipt(table.ids[2]!, 'aside');
	await page.getByRole('button', { name: '1 beiseitegelegt' }).click();
	await page.getByRole('button', { name: /Zurückholen/ }).click();
	await page.getByRole('button', { name: 'Schließen', exact: true }).click();
	await expect(page.getByText(TEXTS[2]!, { exact: true })).toBeVisible();
	await table.tablet.whenReceipt(table.ids[2]!, 'shown');
});

test('undo takes back what this host did, and nothing of the other', async ({ browser, table }) => {
	const [a, b] = await twoHosts(browser, table);
	await choose(a.page, 1, NEED);
	await expect.poll(() => cardsIn(b.page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	await expect(b.page.getByRole('button', { name: 'Rückgängig' })).toBeDisabled();
	await choose(b.page, 2, NEED);
	await expect.poll(() => cardsIn(a.page, NEED)).toEqual([TEXTS[3], TEXTS[0], TEXTS[1]]);
	await a.page.getByRole('button', { name: 'Rückgängig' }).click();
	for (const { page } of [a, b])
		await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[1]]);
	await a.page.getByRole('button', { name: 'Wiederholen' }).click();
	for (const { page } of [a, b])
		await expect.poll(async () => (await cardsIn(page, NEED)).length).toBe(3);
});

test('newer words of an author are offered beside the host’s, taken over or left', async ({
	browser,
	table,
}) => {
	const { page } = await hostScreen(browser, linkOf(table));
	await choose(page, 1, 'Bearbeiten');
	await page.getByLabel('Text der Karte').pressSequentially(' hier');
	await page.getByRole('button', { name: 'Fertig' }).click();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(page.getByText('Gesichert')).toBeVisible();
	table.tablet.rewrite(table.ids[0]!, 'Fast alle grüßen sich');
	await expect(page.getByText('kam ein neuer Text')).toBeVisible();
	await page.getByRole('button', { name: 'Übernehmen' }).click();
	await expect(page.locator('article p.words').first()).toHaveText('Fast alle grüßen sich');
	await expect(page.getByText('kam ein neuer Text')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const)
	for (const width of [820, 1280])
		test(`axe finds nothing at ${width} px, ${colorScheme}`, async ({ browser, table }) => {
			const { page, errors } = await hostScreen(browser, linkOf(table), {
				viewport: { width, height: 900 },
				colorScheme,
			});
			expect(await axeViolations(page)).toEqual([]);
			await openMenu(page, 1);
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('menuitem', { name: 'Bearbeiten' }).click();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Fertig' }).click();
			await choose(page, 2, 'Beiseitelegen');
			await page.getByRole('button', { name: '1 beiseitegelegt' }).click();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Schließen', exact: true }).click();
			await page.getByRole('button', { name: 'Auswählen' }).click();
			await page.getByRole('checkbox').first().check();
			await page.getByRole('checkbox').last().check();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Gruppe bilden' }).click();
			await nameGroup(page, 'Zusammen');
			expect(await axeViolations(page)).toEqual([]);
			await choose(page, 1, 'Gruppieren mit …');
			expect(await axeViolations(page)).toEqual([]);
			expect(errors).toEqual([]);
		});
