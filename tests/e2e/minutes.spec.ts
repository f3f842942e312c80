import { readFileSync } from 'node:fs';
import { expect, type Browser, type Page } from '@playwright/test';
import { cockpit } from './conduct-hall.ts';
import { organiserAt } from './organiser-page.ts';
import { axeViolations, newDialogue, test } from './support.ts';

/** The organiser's page of a new dialogue. */
async function deskOf(browser: Browser, baseURL: string, dark = false) {
	const made = await newDialogue(baseURL);
	const opened = await organiserAt(browser, `/organisation/${made.id}`, {
		viewport: { width: 820, height: 1180 },
		colorScheme: dark ? 'dark' : 'light',
	});
	await expect(opened.page.getByText('Was soll hinein?')).toBeVisible();
	return { ...opened, made };
}

async function fetched(page: Page, name: string) {
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name }).click();
	const file = await coming;
	await expect(page.getByText(`⁨${file.suggestedFilename()}⁩ ist da.`)).toBeVisible();
	return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('each edition in two languages; what the organiser tells stands on the cover', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await deskOf(browser, baseURL!);
	await page.getByLabel('Ziel der Veranstaltung').fill('Zuhören und verabreden');
	await page.getByLabel('Wer war da?').fill('Geflüchtete: 41\nVereine');
	await expect(page.getByText('In dieser Zeile fehlt die Zahl: ⁨Vereine⁩')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Angaben speichern' })).toBeDisabled();
	await page.getByLabel('Wer war da?').fill('Geflüchtete: 41\nVereine 9');
	await page.getByRole('button', { name: 'Angaben speichern' }).click();
	await expect(page.getByText('Gespeichert.')).toBeVisible();
	await page
		.getByLabel('Logo der Stadt')
		.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
	await expect(page.getByText('Das ist kein Bild, das wir drucken können.')).toBeVisible();

	const full = await fetched(page, 'Text (Markdown)');
	expect(full.name).toBe('Ergebnisprotokoll_Musterstadt_2026-11-21.md');
	for (const part of ['Zuhören und verabreden', '50 Personen', 'Geflüchtete: 41'])
		expect(full.text).toContain(part);
	await page.getByText('Für die Presse').click();
	await page.getByText('Englisch').click();
	const press = await fetched(page, 'Text (Markdown)');
	expect(press.name).toBe('Press-version_Musterstadt_2026-11-21.md');
	expect(press.text).toContain('50 people took part.');
	await expect(page.getByRole('button', { name: 'Tabelle (Excel)' })).toHaveCount(0);
	const board = await fetched(page, 'Bild: ⁨Arbeit⁩');
	expect(board.text).toContain('<svg');
	expect(await axeViolations(page)).toEqual([]);
	expect(errors).toEqual([]);
});

test('a file that takes long can be given up, and another one fetched', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await deskOf(browser, baseURL!, true);
	// the answer never comes
	await page.route('**/export?format=pdf*', () => undefined);
	await page.getByRole('button', { name: 'Protokoll (PDF)' }).click();
	await expect(page.getByRole('progressbar')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Protokoll (Word)' })).toBeDisabled();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Abbrechen', exact: true }).click();
	await expect(page.getByText('Abgebrochen.')).toBeVisible();
	expect((await fetched(page, 'Tabelle (CSV)')).name).toMatch(/\.csv$/);
	expect(errors).toEqual([]);
});

test('moderators fetch the results from the cockpit, but not the internal edition', async ({
	browser,
	baseURL,
}) => {
	const lead = await cockpit(browser, await newDialogue(baseURL!));
	await lead.page.getByRole('button', { name: 'Dateien holen' }).click();
	await expect(lead.page.getByText('Kurzfassung')).toBeVisible();
	await expect(lead.page.getByText('Interne Fassung')).toHaveCount(0);
	const { text } = await fetched(lead.page, 'Text (Markdown)');
	expect(text).toContain('Ergebnisprotokoll');
	expect(await axeViolations(lead.page)).toEqual([]);
	expect(lead.errors).toEqual([]);
});

test('an event is taken over from its data file; another file is refused with a sentence', async ({
	browser,
	baseURL,
}) => {
	const { page, errors, made } = await deskOf(browser, baseURL!, true);
	const { text } = await fetched(page, 'Daten (JSON)');
	await page.goto('/organisation');
	const choose = page.getByLabel('Datei auswählen');
	const file = (words: string) => ({
		name: 'daten.json',
		mimeType: 'application/json',
		buffer: Buffer.from(words),
	});
	await choose.setInputFiles(file('{"schema":9}'));
	await expect(page.getByText('Aus dieser Datei lässt sich nichts übernehmen.')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await choose.setInputFiles(file(text));
	await expect(page.getByText('Was soll hinein?')).toBeVisible();
	expect(page.url()).not.toContain(made.id);
	// the refused file is a 400 that the browser tells of, too
	expect(errors.filter((one) => !one.includes('400'))).toEqual([]);
});
