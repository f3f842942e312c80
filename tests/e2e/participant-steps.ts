import { expect, type Locator, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';

/** Comes in by the link, as with a QR code, and sits down at the first table. */
export async function enter(
	page: Page,
	dialogue: CreateDialogueAnswer,
	{ language = 'Deutsch', theme = dialogue.tables[0]!.theme } = {},
): Promise<void> {
	await page.goto(`/j/${dialogue.code}`);
	await page.getByRole('button', { name: language, exact: true }).click();
	if (dialogue.tables.length > 1) await page.getByRole('button', { name: theme }).click();
	await page.locator('form textarea').waitFor();
}

export async function sendCard(page: Page, text: string, send = 'Senden'): Promise<void> {
	await page.locator('form textarea').fill(text);
	await page.getByRole('button', { name: send }).click();
}

/**
 * The network goes away, and the page has said so: after eight seconds, which its clock (`page.clock.install()`) is told
 * have passed.
 */
export async function loseNetwork(page: Page): Promise<void> {
	await page.context().setOffline(true);
	await expect(async () => {
		await page.clock.fastForward(9_000);
		await expect(page.getByText('Keine Verbindung.')).toBeVisible({ timeout: 1_000 });
	}).toPass();
}

/** One of the cards of this device, by its words. */
export function ownCard(page: Page, text: string): Locator {
	return page.locator('.writing').getByRole('listitem').filter({ hasText: text });
}

/** The words of a card as they hang on the board. */
export function onBoard(page: Page, text: string): Locator {
	return page.locator('.board li .words').filter({ hasText: text });
}
