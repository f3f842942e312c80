import { expect } from '@playwright/test';
import { organiserAt } from './organiser-page.ts';
import {
	axeViolations,
	contrastViolations,
	device,
	drawn,
	newDialogue,
	ORGANISER_TOKEN,
	test,
} from './support.ts';

const dialogues = async (baseURL: string): Promise<string[]> => {
	const response = await fetch(`${baseURL}/api/dialogues`, {
		headers: { authorization: `Bearer ${ORGANISER_TOKEN}` },
	});
	const { dialogues: all } = (await response.json()) as { dialogues: { title: string }[] };
	return all.map(({ title }) => title);
};

test('[GP1, GP2, GP4, GP5] tablets by number, thirty at once, the answer; nothing of it stays', async ({
	browser,
	baseURL,
}) => {
	const made = await newDialogue(baseURL!);
	const { page, errors } = await organiserAt(browser, `/organisation/${made.id}`);
	await page.getByRole('link', { name: 'Generalprobe öffnen' }).click();
	await page.getByRole('button', { name: 'Probe beginnen' }).click();
	const verdict = page.getByRole('region', { name: 'Ist der Saal bereit?' });
	// the browser of this test is at 127.0.0.1, which no tablet would reach
	await expect(verdict.getByText('Noch nicht. Zuerst die roten Punkte.')).toBeVisible();
	await expect(verdict.getByText('bevor sie jemand sieht')).toBeVisible();
	await page.getByRole('button', { name: 'Kurz (15 Sekunden)' }).click();

	const address = await page.getByRole('link', { name: /\/generalprobe\// }).getAttribute('href');
	const [one, two] = [await device(browser), await device(browser)];
	await one.page.goto(address!);
	await expect(one.page.getByText('Tablet Nr. 1')).toBeVisible();
	await two.page.goto(address!);
	await expect(two.page.getByText('Tablet Nr. 2')).toBeVisible();
	await one.page.reload();
	await expect(one.page.getByText('Tablet Nr. 1')).toBeVisible();
	const list = page.getByRole('region', { name: '1. Tablets' }).getByRole('row');
	await expect(list).toHaveCount(3);
	await expect(list.nth(2)).toContainText('dauerhaft offen');
	await expect(list.nth(2)).toContainText('bewahrt Texte auf');
	await expect(page.getByText(/30 Tablets da/)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	expect(await axeViolations(one.page)).toEqual([]);
	expect(await contrastViolations(page)).toEqual([]);
	expect(await contrastViolations(one.page)).toEqual([]);

	// a machine that is busy with tests as well is told that it is slow
	await expect(
		verdict.getByText(
			/30 Tablets haben zusammen .*\d+ Karten geschrieben|Alle .*\d+ Karten kamen an/,
		),
	).toBeVisible({ timeout: 60_000 });
	await page.getByLabel('Alle vier Ecken sind zu sehen').check();
	await page.reload();
	await expect(list).toHaveCount(3);
	expect(
		(await dialogues(baseURL!)).filter((title) => title.startsWith('Generalprobe')),
	).toHaveLength(1);
	await page.getByRole('button', { name: 'Probe beenden und alles davon löschen' }).click();
	await expect(page.getByText('Alles davon ist gelöscht.')).toBeVisible();
	await expect(two.page.getByText('Die Probe ist zu Ende.')).toBeVisible();
	expect((await dialogues(baseURL!)).filter((title) => title.startsWith('Generalprobe'))).toEqual(
		[],
	);
	expect([...errors, ...one.errors, ...two.errors]).toEqual([]);
});

test('[GP4] the practice can be stopped; the test picture fills any wall', async ({
	browser,
	baseURL,
}) => {
	const made = await newDialogue(baseURL!);
	const path = `/organisation/${made.id}/generalprobe`;
	const { page, errors } = await organiserAt(browser, path, { colorScheme: 'dark' });
	await page.getByRole('button', { name: 'Probe beginnen' }).click();
	await page.getByRole('button', { name: 'Zwei Minuten lang' }).click();
	await expect(page.getByText(/noch \d+ Sekunden/)).toBeVisible();
	await page.getByRole('button', { name: 'Abbrechen' }).click();
	await expect(page.getByText('wurde abgebrochen')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Probe beenden und alles davon löschen' }).click();
	await expect(page.getByText('Alles davon ist gelöscht.')).toBeVisible();

	for (const [width, height] of [
		[1024, 768],
		[1920, 1080],
	] as const) {
		const wall = await device(browser, { viewport: { width, height } });
		await wall.page.goto('/generalprobe/leinwand');
		const size = new RegExp(`${width}\\W+×\\W+${height}\\W+Bildpunkte`);
		await expect(wall.page.getByText(size)).toBeVisible();
		await drawn(wall.page);
		const isInside = await wall.page.evaluate(() =>
			[...document.querySelectorAll('main *')].every((element) => {
				const { left, top, right, bottom } = element.getBoundingClientRect();
				return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
			}),
		);
		expect(isInside).toBe(true);
		expect(await axeViolations(wall.page)).toEqual([]);
		expect(wall.errors).toEqual([]);
	}
	expect(errors).toEqual([]);
});
