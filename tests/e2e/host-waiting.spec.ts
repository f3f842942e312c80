import { expect, test } from '@playwright/test';
import { hostScreen, linkOf, tableWithCards, TEXTS } from './host-table.ts';
import { axeViolations } from './support.ts';

test('cards wait for the host: let in, or declined with a reason that their author reads', async ({
	browser,
	baseURL,
}) => {
	const table = await tableWithCards(baseURL!, {
		settings: { moderation: 'before', sorting: 'hosts', hideUntilReveal: false, tableMode: 'free' },
	});
	const { page, errors } = await hostScreen(browser, linkOf(table));
	await page.getByRole('button', { name: '4 Karten warten' }).click();
	const dialog = page.getByRole('dialog');
	const waiting = (text: string) => dialog.getByRole('listitem').filter({ hasText: text });
	expect(await axeViolations(page)).toEqual([]);
	await waiting(TEXTS[0]!).getByRole('button', { name: 'Zulassen' }).click();
	await table.tablet.whenReceipt(table.ids[0]!, 'shown');
	await expect(waiting(TEXTS[0]!)).toHaveCount(0);

	await waiting(TEXTS[1]!).getByRole('button', { name: 'Ablehnen' }).click();
	await dialog.getByRole('button', { name: 'Steht schon da' }).click();
	expect(await axeViolations(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Ablehnen und Grund senden' }).click();
	const receipt = await table.tablet.whenReceipt(table.ids[1]!, 'refused');
	expect(receipt.reason).toBe('Steht schon da');
	await expect(waiting(TEXTS[1]!)).toHaveCount(0);
	await dialog.getByRole('button', { name: 'Schließen' }).click();
	await expect(page.getByRole('button', { name: '2 Karten warten' })).toBeVisible();
	await expect(page.getByText(TEXTS[0]!, { exact: true })).toBeVisible();
	expect(errors).toEqual([]);
	table.tablet.leave();
});
