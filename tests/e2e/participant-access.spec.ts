import { expect, test, type Page } from '@playwright/test';
import { axeViolations, device, newDialogue } from './support.ts';
import { enter, onBoard, ownCard } from './participant-steps.ts';

const languages = [
	{ language: 'Deutsch', send: 'Senden', withdraw: 'Zurückziehen', text: 'Mehr Bänke' },
	{ language: 'العربية', send: 'إرسال', withdraw: 'سحب', text: 'دورات لغة' },
] as const;
const looks = [
	{ colorScheme: 'light', forcedColors: 'none' },
	{ colorScheme: 'dark', forcedColors: 'none' },
	{ colorScheme: 'light', forcedColors: 'active' },
] as const;

/** Nothing is wider than the screen, and everything to press is large enough. */
async function fits(page: Page): Promise<void> {
	const { wide, small } = await page.evaluate(() => ({
		wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		small: [
			...document.querySelectorAll(
				'button, a, input:not([type=radio]), textarea, label:has(input)',
			),
		]
			.map((one) => ({ text: one.textContent.trim(), box: one.getBoundingClientRect() }))
			.filter(({ box }) => box.width > 1 && box.height > 1 && (box.height < 44 || box.width < 44))
			.map(({ text, box }) => `${text} ${box.width} × ${box.height}`),
	}));
	expect(wide).toBe(0);
	expect(small).toEqual([]);
}

for (const width of [390, 820, 1280])
	for (const { language, send, withdraw, text } of languages)
		test(`[PX1] axe finds nothing at ${width} px in ${language}, in light, dark and forced colours`, async ({
			browser,
			baseURL,
		}) => {
			test.setTimeout(180_000); // axe takes a second a look
			const dialogue = await newDialogue(baseURL!);
			const { page, errors } = await device(browser, {
				viewport: { width, height: 800 },
				reducedMotion: 'reduce', // colours are looked at, not on their way
			});
			const check = async (state: string): Promise<void> => {
				for (const look of looks) {
					await page.emulateMedia(look);
					expect(await axeViolations(page), `${state} ${JSON.stringify(look)}`).toEqual([]);
				}
				await page.emulateMedia(looks[0]);
				await fits(page);
				await page.setViewportSize({ width: 320, height: 800 });
				await fits(page);
				await page.setViewportSize({ width, height: 800 });
			};
			const card = page.locator('.writing').getByRole('listitem');
			await page.goto('/');
			await page.locator('input').fill('no');
			await page.keyboard.press('Enter');
			await expect(page.getByRole('alert')).toBeVisible();
			await check('the way in');
			await page.goto(`/j/${dialogue.code}`);
			await expect(page.getByRole('button', { name: language, exact: true })).toBeVisible();
			await check('languages');
			await page.getByRole('button', { name: language, exact: true }).click();
			await expect(page.getByRole('button', { name: 'Arbeit' })).toBeVisible();
			await check('tables');
			await page.getByRole('button', { name: 'Arbeit' }).click();
			await page.locator('form textarea').fill(text);
			await check('writing');
			await page.getByRole('button', { name: send }).click();
			await expect(ownCard(page, text)).toContainText(/im Saal|في القاعة/);
			await card.getByRole('button').first().click();
			await check('changing a card');
			await card.getByRole('button').last().click();
			await card.getByRole('button', { name: withdraw }).click();
			await check('a withdrawn card');
			await card.getByRole('button').click();
			if (width < 1024) await page.locator('nav button').last().click();
			await expect(onBoard(page, text)).toBeVisible();
			await check('the board');
			await page.context().setOffline(true);
			await expect(page.getByText(/Keine Verbindung|لا يوجد اتصال/)).toBeVisible();
			await check('without a network');
			expect(errors).toEqual([]);
		});

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
