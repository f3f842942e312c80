import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { organiserAt } from './organiser-page.ts';
import { axeViolations, contrastViolations, device, links, newDialogue, test } from './support.ts';

test.describe.configure({ mode: 'serial' });

/** As printed at the start; it is forgotten once it was used. */
let setupLink: string;

test('the first organiser sets up an account, makes a dialogue, gets its links and its results', async ({
	browser,
}) => {
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 900 } });
	setupLink = links().organiserSetup!;
	await page.goto(setupLink);
	await expect(page).toHaveURL(/\/einrichten$/); // the token is out of the address
	await page.getByLabel('Name').fill('Stabsstelle Beteiligung');
	await page.getByLabel('Passwort', { exact: true }).fill('kurz');
	await page.getByRole('button', { name: 'Konto anlegen' }).click();
	await expect(page.getByText('Das Passwort ist zu kurz.')).toBeVisible();
	await page.getByLabel('Passwort', { exact: true }).fill('ein Satz zum Merken');
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Konto anlegen' }).click();

	await page.getByRole('link', { name: 'Neue Veranstaltung' }).click();
	await page.getByRole('button', { name: 'Veranstaltung anlegen' }).click();
	await expect(page.getByText('Bitte geben Sie einen Titel ein.')).toBeVisible();
	await page.getByLabel('Titel').fill('Wie leben wir zusammen?');
	await page.getByLabel('Ort').fill('Musterstadt');
	await page.getByLabel('Datum').fill('2026-11-21');
	await page.getByLabel('Thema von Tisch 1').fill('Arbeit');
	await page.getByLabel('Thema von Tisch 2').fill('Bauen & Wohnen');
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Veranstaltung anlegen' }).click();

	await expect(page.getByRole('heading', { name: 'Wie leben wir zusammen?' })).toBeVisible();
	await expect(page.getByText('Tisch ⁨Bauen & Wohnen⁩', { exact: true })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	for (const [name, ending, begins] of [
		['Protokoll (Word)', 'docx', 'PK'],
		['Protokoll (PDF)', 'pdf', '%PDF-'],
		['Tabelle (Excel)', 'xlsx', 'PK'],
		['Tabelle (CSV)', 'csv', '\uFEFF'],
		['Text (Markdown)', 'md', '#'],
		['Daten (JSON)', 'json', '{'],
	] as const) {
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name }).click();
		const file = await coming;
		expect(file.suggestedFilename()).toMatch(new RegExp(`Musterstadt.*2026-11-21\\.${ending}$`));
		expect(readFileSync(await file.path(), 'utf8').startsWith(begins)).toBe(true);
	}
	expect(errors).toEqual([]);
});

test('the setup link works once', async ({ browser }) => {
	const { page } = await device(browser);
	expect(links().organiserSetup).toBeNull();
	await page.goto(setupLink);
	await page.getByLabel('Name').fill('Zweites Konto');
	await page.getByLabel('Passwort', { exact: true }).fill('ein anderer Satz');
	await page.getByRole('button', { name: 'Konto anlegen' }).click();
	await expect(page.getByText(/Mit diesem Link wurde schon|Link, den der Server/)).toBeVisible();
});

test('signing in and out; a wrong password is told kindly', async ({ browser }) => {
	const { page } = await device(browser, { viewport: { width: 390, height: 844 } });
	await page.goto('/organisation');
	await page.getByLabel('Name').fill('Stabsstelle Beteiligung');
	await page.getByLabel('Passwort', { exact: true }).fill('ein falscher Satz');
	await page.getByRole('button', { name: 'Anmelden' }).click();
	await expect(page.getByText('Name oder Passwort stimmt nicht.')).toBeVisible();
	await page.getByLabel('Passwort', { exact: true }).fill('ein Satz zum Merken');
	await page.getByRole('button', { name: 'Anmelden' }).click();
	await expect(page.getByText('Wie leben wir zusammen?')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Abmelden' }).click();
	await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
});

test('a new link ends the old one; ending, opening again, deleting', async ({
	browser,
	baseURL,
}) => {
	const made = await newDialogue(baseURL!, { title: 'Zum Löschen', place: 'Neustadt' });
	const { page } = await organiserAt(browser, `/organisation/${made.id}`);

	await page.getByRole('button', { name: 'Neuen Link machen: Moderation' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Neuen Link machen' }).click();
	await expect(page.getByRole('link', { name: 'Öffnen: Moderation' })).toBeVisible();
	const old = await fetch(`${baseURL}/api/me`, {
		headers: { authorization: `Bearer ${made.links.moderator.token}` },
	});
	expect(old.status).toBe(401);

	await page.getByRole('button', { name: 'Veranstaltung beenden' }).click();
	await expect(page.getByText('Niemand schreibt dann mehr')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('dialog').getByRole('button', { name: 'Veranstaltung beenden' }).click();
	await expect(page.getByRole('button', { name: 'Wieder öffnen' })).toBeVisible();
	// promise 4: a day after the end, or at once, nobody can find out any more who wrote what
	await expect(page.getByText(/werden die Plätze der Geräte gelöscht/)).toBeVisible();
	await page.getByRole('button', { name: 'Plätze jetzt löschen' }).click();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('dialog').getByRole('button', { name: 'Plätze jetzt löschen' }).click();
	await expect(page.getByText(/Die Plätze der Geräte wurden am .* gelöscht/)).toBeVisible();
	await page.getByRole('button', { name: 'Wieder öffnen' }).click();
	await expect(page.getByText(/Die Plätze der Geräte/)).toBeHidden();
	await page.getByRole('button', { name: 'Endgültig löschen' }).click();
	const confirm = page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' });
	await expect(confirm).toBeDisabled();
	await page.getByRole('dialog').getByRole('textbox').fill('Neustadt');
	await confirm.click();
	await expect(page).toHaveURL(/\/organisation$/);
	await expect(page.getByText('Zum Löschen')).toHaveCount(0);
});

test('the network of the hall: written down on the organiser’s page, shown with the way to join', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await organiserAt(browser, `/organisation/${dialogue.id}`);
	const wlan = page.getByRole('region', { name: 'WLAN im Saal' });
	await wlan.getByLabel('Name des Netzes').fill('Stadthalle');
	await wlan.getByLabel('Passwort', { exact: true }).fill('kurz');
	await wlan.getByRole('button', { name: 'Speichern' }).click();
	await expect(wlan.getByRole('alert')).toContainText('mindestens 8 Zeichen');
	await wlan.getByLabel('Passwort', { exact: true }).fill('gemeinsam-2026');
	await wlan.getByRole('button', { name: 'Speichern' }).click();
	await expect(wlan.getByText('Die Leinwand zeigt das WLAN')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	expect(await contrastViolations(page)).toEqual([]);

	const wall = await device(browser, { viewport: { width: 1280, height: 720 } });
	await wall.page.goto(dialogue.links.projector.url);
	await wall.page.getByRole('button', { name: 'Mitmachen' }).focus();
	await wall.page.keyboard.press('Enter');
	await expect(wall.page.getByText('gemeinsam-2026')).toBeVisible();
	await expect(wall.page.getByRole('img', { name: /WLAN .*Stadthalle/ })).toBeVisible();

	// an open one, and none
	await wlan.getByText('ohne Passwort, für alle offen').click();
	await wlan.getByRole('button', { name: 'Speichern' }).click();
	await expect(wall.page.getByText('gemeinsam-2026')).toHaveCount(0);
	await expect(wall.page.getByRole('img', { name: /WLAN .*Stadthalle/ })).toBeVisible();
	await wlan.getByRole('button', { name: 'Nicht mehr zeigen' }).click();
	await expect(wall.page.getByRole('img', { name: /WLAN/ })).toHaveCount(0);
	await expect(wlan.getByLabel('Name des Netzes')).toHaveValue('');
	expect([...errors, ...wall.errors]).toEqual([]);
});
