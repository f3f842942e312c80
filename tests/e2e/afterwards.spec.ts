import { expect, test, type Browser } from '@playwright/test';
import { enter } from './participant-steps.ts';
import { axeViolations, device, newDialogue, ORGANISER_TOKEN } from './support.ts';

/** The organiser's page, signed in. */
async function organiser(browser: Browser, path: string, scheme: 'light' | 'dark' = 'light') {
	const opened = await device(browser, {
		viewport: { width: 1280, height: 900 },
		colorScheme: scheme,
		locale: 'de-DE',
	});
	await opened.page.addInitScript((token) => {
		localStorage.setItem('thementisch.organiser', token);
		localStorage.setItem('thementisch.language', 'de');
	}, ORGANISER_TOKEN);
	await opened.page.goto(path);
	return opened;
}

test('the questionnaire: asked, answered while the network is away, counted, and few are not shown', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page: desk, errors } = await organiser(browser, `/organisation/${dialogue.id}/befragung`);
	await desk.getByRole('button', { name: 'Befragung öffnen' }).click();
	await expect(desk.getByText('Die Tablets fragen gerade.')).toBeVisible();

	const { page } = await device(browser, { locale: 'de-DE' });
	await enter(page, dialogue);
	await page.getByRole('button', { name: 'Antworten', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Wie war die Veranstaltung?' })).toBeFocused();
	await page.getByRole('button', { name: 'Antworten abschicken' }).click();
	await expect(page.getByText('mindestens eine Frage')).toBeVisible();
	await page.getByRole('radio', { name: 'sehr gelungen', exact: true }).check();
	await page.getByLabel('Das war besonders gut:').fill('Das Gespräch.');
	await page.context().setOffline(true);
	await page.getByRole('button', { name: 'Antworten abschicken' }).click();
	await expect(page.getByText('liegen auf diesem Gerät').first()).toBeVisible();
	await page.context().setOffline(false);
	await expect(page.getByText('Ihre Antworten sind angekommen').first()).toBeVisible();
	await page.reload();
	await expect(page.getByText('Ihre Antworten sind angekommen').first()).toBeVisible();

	await desk.reload();
	await expect(desk.getByText('1 Antwortbogen')).toBeVisible();
	await desk.getByRole('button', { name: 'Auszählen' }).click();
	await desk.getByRole('button', { name: 'Ja, auszählen' }).click();
	await expect(desk.getByText('Weniger als fünf Antworten').first()).toBeVisible();
	await expect(desk.getByText('Das Gespräch.')).toHaveCount(0);
	expect(await axeViolations(desk)).toEqual([]);
	expect(errors).toEqual([]);
});

test('the results editor: two at once, undone, previewed; the fact sheet published and withdrawn', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const path = `/organisation/${dialogue.id}/ergebnisse`;
	const one = await organiser(browser, path);
	const other = await organiser(browser, path, 'dark');
	await one.page.getByRole('button', { name: /^Maßnahmen/ }).click();
	await one.page.getByRole('button', { name: 'Neue Maßnahme' }).click();
	await expect(one.page.getByLabel('Was?')).toBeFocused();
	await one.page.getByLabel('Was?').fill('Bänke im Park');
	await one.page.getByLabel('Wer kümmert sich?').fill('Bauamt');
	await other.page.getByRole('button', { name: 'Maßnahmen (1)' }).click();
	await expect(other.page.getByLabel('Was?')).toHaveValue('Bänke im Park');
	await expect(other.page.getByText('Hier arbeitet gerade noch jemand.')).toBeVisible();
	await other.page.getByLabel('Bis wann?').fill('2027-03-01');
	await expect(one.page.getByLabel('Bis wann?')).toHaveValue('2027-03-01');
	expect(await axeViolations(one.page)).toEqual([]);
	expect(await axeViolations(other.page)).toEqual([]);

	await one.page.getByRole('button', { name: /Maßnahme 1.*löschen/ }).click();
	await expect(other.page.getByLabel('Was?')).toHaveCount(0);
	await one.page.getByRole('button', { name: 'Rückgängig' }).click();
	await expect(other.page.getByLabel('Was?')).toHaveValue('Bänke im Park');
	await expect(one.page.locator('[data-save-state]')).toContainText('Gesichert');
	await one.page.getByRole('button', { name: 'Vorschau' }).click();
	await expect(one.page.getByRole('article')).toContainText('Bänke im Park');
	await expect(one.page.getByRole('article')).toContainText('Bauamt');

	const sheet = await organiser(browser, `/organisation/${dialogue.id}/steckbrief`);
	await expect(sheet.page.getByLabel('Die drei wichtigsten')).toHaveValue(/Bänke im Park/);
	await sheet.page.getByLabel('Kosten').fill('<b>1.200 Euro</b>');
	await expect(sheet.page.locator('[data-save-state]')).toContainText('Gesichert');
	await sheet.page.getByRole('button', { name: 'Veröffentlichen' }).click();
	await expect(sheet.page.getByText('Veröffentlicht unter')).toBeVisible();
	expect(await axeViolations(sheet.page)).toEqual([]);

	const plain = await browser.newContext({ javaScriptEnabled: false });
	const page = await plain.newPage();
	await page.goto(`/s/${dialogue.id}`);
	await expect(page.getByText('<b>1.200 Euro</b>')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zusammen leben');
	await sheet.page.getByRole('button', { name: 'Zurückziehen' }).click();
	await expect(sheet.page.getByText('Nicht veröffentlicht.')).toBeVisible();
	expect((await page.goto(`/s/${dialogue.id}`))?.status()).toBe(404);
	for (const { errors } of [one, other, sheet]) expect(errors).toEqual([]);
});
