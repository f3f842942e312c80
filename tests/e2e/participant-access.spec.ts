import { expect, test } from '@playwright/test';
import { device, newDialogue } from './support.ts';
import { enter, onBoard } from './participant-steps.ts';

test('[PX2] text of twice the size cuts nothing off', async ({ browser, baseURL }) => {
	const dialogue = await newDialogue(baseURL!, {
		tables: [{ theme: 'Aufenthaltsgenehmigungsverfahrensbeschleunigung' }, { theme: 'Arbeit' }],
	});
	const { page } = await device(browser, { viewport: { width: 390, height: 844 } });
	await enter(page, dialogue);
	await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	const cutOff = await page.evaluate(() =>
		[...document.querySelectorAll('button, label, h1, h2, h3, p, strong')]
			.filter((one) => !one.closest('.unseen, .dialogue') && one.clientWidth > 1)
			.filter((one) => one.scrollWidth > one.clientWidth + 1)
			.map((one) => one.textContent.trim()),
	);
	expect(cutOff).toEqual([]);
	expect(
		await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
	).toBeLessThanOrEqual(0);
});

test('[PX3] new cards of others are told as a sum, politely, and nothing moves under the reader', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const wide = { viewport: { width: 1280, height: 800 } };
	const reader = (await device(browser, wide)).page;
	const writer = (await device(browser, wide)).page;
	await enter(reader, dialogue);
	await enter(writer, dialogue);
	const send = async (text: string): Promise<void> => {
		await writer.locator('form textarea').fill(text);
		await writer.getByRole('button', { name: 'Senden' }).click();
	};
	await send('Die erste Karte');
	await expect(onBoard(reader, 'Die erste Karte')).toBeVisible();
	const before = await onBoard(reader, 'Die erste Karte').boundingBox();
	for (const text of ['zwei', 'drei', 'vier']) await send(text);
	await expect(onBoard(reader, 'vier')).toBeVisible();
	expect(await onBoard(reader, 'Die erste Karte').boundingBox()).toEqual(before);
	await expect(reader.locator('.board [role=status]').first()).toHaveText(/[34] neue Karten/);
	await expect(writer.locator('.board [role=status]').first()).toHaveText('');
});
