import { expect } from '@playwright/test';
import { enter, onBoard, sendCard } from './participant-steps.ts';
import { axeViolations, device, newDialogue, test } from './support.ts';

for (const [width, colorScheme] of [
	[390, 'light'],
	[820, 'dark'],
] as const)
	test(`where everybody sorts, a participant groups, names and moves cards by taps, ${width} px, ${colorScheme}`, async ({
		browser,
		baseURL,
	}) => {
		const made = await newDialogue(baseURL!, {
			tables: [{ theme: 'Arbeit' }],
			settings: { sorting: 'everyone' },
		});
		const { page, errors } = await device(browser, {
			viewport: { width, height: 900 },
			colorScheme,
		});
		await enter(page, made);
		await sendCard(page, 'Mehr Bänke');
		const all = page.getByRole('button', { name: 'Alle Karten', exact: true });
		if (await all.isVisible()) await all.click();
		await expect(onBoard(page, 'Mehr Bänke')).toHaveCount(1);
		const sort = (n: number) =>
			page.getByRole('button', { name: new RegExp(`^Karte .?${n}.? einordnen$`) });
		const sheet = page.getByRole('dialog');
		await sort(1).click();
		expect(await axeViolations(page)).toEqual([]);
		await sheet.getByLabel('Name der Gruppe').fill('Im Freien');
		await sheet.getByRole('button', { name: 'Gruppe anlegen' }).click();
		await expect(sheet).toHaveCount(0);
		const group = page.getByRole('heading', { name: 'Im Freien' });
		await expect(group).toBeVisible();

		await sort(1).click();
		await sheet.getByLabel('Name der Gruppe').fill('Draußen');
		await sheet.getByRole('button', { name: 'Gruppe umbenennen' }).click();
		await expect(page.getByRole('heading', { name: 'Draußen' })).toBeVisible();
		await sort(1).click();
		await sheet.getByRole('button', { name: 'Aus der Gruppe nehmen' }).click();
		await expect(page.locator('.group').getByRole('listitem')).toHaveCount(0);
		expect(errors).toEqual([]);
	});
