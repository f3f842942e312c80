import { expect } from '@playwright/test';
import { LIMITS } from '#shared/limits.ts';
import { hostScreen, linkOf, tableWithCards, TEXTS } from './host-table.ts';
import { axeViolations, test } from './support.ts';

const READ_FIRST = {
	moderation: 'before',
	sorting: 'hosts',
	hideUntilReveal: false,
	tableMode: 'free',
} as const;

test('cards wait for the host: let in, or declined with a reason that their author reads', async ({
	browser,
	baseURL,
}) => {
	const table = await tableWithCards(baseURL!, { settings: READ_FIRST });
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

test('[FI3] more cards wait than commands may be sent: they are found, and let in by one decision after a question', async ({
	browser,
	baseURL,
}) => {
	const table = await tableWithCards(baseURL!, { settings: READ_FIRST });
	const place = { table: table.dialogue.tables[0]!.id, question: 'need' };
	const many = LIMITS.commandsBurstMax + 10;
	const more = Array.from({ length: many }, (_, n) =>
		table.tablet.write({ ...place, text: `Bank am Weg ${n}` }),
	);
	for (const id of more) await table.tablet.whenReceipt(id, 'waiting');
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const dialog = page.getByRole('dialog');
	await page.getByRole('button', { name: 'Suchen' }).click();
	await page.getByLabel('Wörter oder Nummer').fill('sportverein');
	await page.getByRole('button', { name: '1 wartende Karte ansehen' }).click();
	await expect(dialog.getByRole('listitem')).toHaveText(new RegExp(TEXTS[1]!));
	expect(await axeViolations(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Schließen' }).click();
	await page.getByRole('button', { name: 'Alle zeigen' }).click();

	const n = many + TEXTS.length;
	await page.getByRole('button', { name: `${n} Karten warten` }).click();
	const all = dialog.getByRole('button', { name: `Alle ${n} Karten zulassen` });
	await all.click();
	await expect(dialog.getByText(`Haben Sie alle ${n} Karten gelesen?`)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Abbrechen' }).click();
	await expect(dialog.getByRole('listitem')).toHaveCount(n);
	await all.click();
	await dialog.getByRole('button', { name: 'Ja, alle zulassen' }).click();
	for (const id of [...table.ids, ...more]) await table.tablet.whenReceipt(id, 'shown');
	await expect(dialog.getByText('Es wartet keine Karte.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Schließen' }).click();
	for (const text of TEXTS) await expect(page.getByText(text, { exact: true })).toBeVisible();
	expect(errors).toEqual([]);
	table.tablet.leave();
});
