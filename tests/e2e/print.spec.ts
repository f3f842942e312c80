import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { pdfFacts, pdfText } from '#tests/support/pdf-text.ts';
import { organiserAt } from './organiser-page.ts';
import { axeViolations, contrastViolations, device, newDialogue, test } from './support.ts';

test('the organiser fetches what is printed, for all tables or one; the paper leads to table and question', async ({
	browser,
	baseURL,
}) => {
	const made = await newDialogue(baseURL!);
	const { page, errors } = await organiserAt(browser, `/organisation/${made.id}`);
	const fetched = async (sheet: string) => {
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: `PDF holen: \u2068${sheet}\u2069` }).click();
		const file = await coming;
		return { name: file.suggestedFilename(), pdf: readFileSync(await file.path()) };
	};
	const signs = await fetched('Tischschilder');
	expect(signs.name).toBe('Tischschilder_Musterstadt_2026-11-21.pdf');
	expect(pdfFacts(signs.pdf)['Pages']).toBe('2');
	await page.getByLabel('Für welchen Tisch?').selectOption('Arbeit');
	await page.getByText('Blätter je Tisch und Frage: 1').click();
	await page.getByLabel('Blätter je Tisch und Frage').fill('99');
	await page.getByLabel('Erste Blattnummer').fill('21');
	await page.getByLabel('Erste Blattnummer').blur();
	// what lies beyond the limit is the limit
	await expect(page.getByLabel('Blätter je Tisch und Frage')).toHaveValue('50');
	await page.getByLabel('Blätter je Tisch und Frage').fill('1');
	await page.getByLabel('Blätter je Tisch und Frage').blur();
	const cards = await fetched('Karten aus Papier');
	expect(pdfText(cards.pdf)).toContain('Blatt 1.3-24');
	expect(pdfText(cards.pdf)).not.toContain('Wohnen');

	const scanned = await device(browser, { viewport: { width: 390, height: 844 } });
	await scanned.page.goto(`/j/${made.code}#${made.tables[1]!.id}/need`);
	await scanned.page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await expect(scanned.page.getByText('Bauen & Wohnen')).toBeVisible();
	await expect(scanned.page.getByRole('radio', { name: 'Was braucht es?' })).toBeChecked();
	expect(await axeViolations(page)).toEqual([]);
	expect(await contrastViolations(page)).toEqual([]);
	expect([...errors, ...scanned.errors]).toEqual([]);
});

test('a host prints for the own table, from the wall', async ({ browser, baseURL }) => {
	const made = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, { viewport: { width: 820, height: 1180 } });
	await page.goto(made.links.hosts[made.tables[1]!.id]!.url);
	await page.getByRole('button', { name: 'Mehr', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Ausdrucken' }).click();
	const sheet = page.getByRole('dialog', { name: 'Zum Ausdrucken' });
	await expect(sheet.getByRole('listitem')).toHaveCount(4);
	expect(await axeViolations(page)).toEqual([]);
	const coming = page.waitForEvent('download');
	await sheet.getByRole('button', { name: 'Tischschilder' }).click();
	const sign = pdfText(readFileSync(await (await coming).path()));
	expect(sign).toContain('Wohnen');
	expect(sign).not.toContain('Arbeit');
	expect(errors).toEqual([]);
});
