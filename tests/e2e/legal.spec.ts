import { expect } from '@playwright/test';
import { axeViolations, contrastViolations, device, test } from './support.ts';

test('who is responsible and what is kept, from the first page on, and back to where one was', async ({
	browser,
}) => {
	const { page, errors } = await device(browser, { viewport: { width: 390, height: 844 } });
	await page.goto('/');
	await page.getByRole('link', { name: 'Impressum und Datenschutz' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Impressum und Datenschutz');
	await expect(page.getByText(/die Stelle, die zu der Veranstaltung eingeladen hat/)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	expect(await contrastViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Zurück' }).click();
	await page.getByRole('link', { name: 'Barrierefreiheit' }).click();
	await expect(page.getByRole('heading', { name: 'Was noch nicht geht' })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	expect(errors).toEqual([]);
});

test('who reads from right to left finds the page, in English from left to right', async ({
	browser,
}) => {
	const { page } = await device(browser, { locale: 'ar' });
	await page.goto('/datenschutz');
	const words = page.locator('[lang=en][dir=ltr]');
	await expect(words.getByRole('heading', { name: 'The main points' })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});
