import { expect, type Browser, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import { richResults } from '#tests/support/sample-results.ts';
import { enter } from './participant-steps.ts';
import { organiserAt } from './organiser-page.ts';
import { axeViolations, device, newDialogue, ORGANISER_TOKEN, test } from './support.ts';

/** The organiser's page, signed in. */
function organiser(browser: Browser, path: string, colorScheme: 'light' | 'dark' = 'light') {
	return organiserAt(browser, path, { viewport: { width: 1280, height: 900 }, colorScheme });
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
	await expect(desk.getByText('Zu wenige Antworten').first()).toBeVisible();
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

/** The numbers of the cards on a page of the editor, from above. */
const numbersOn = (page: Page) => page.locator('[data-card] .number').allTextContents();

test('the results editor: the order of cards by buttons and keys, answers left out, every edition previewed', async ({
	browser,
	baseURL,
}) => {
	const answer = await fetch(`${baseURL}/api/dialogues/import`, {
		method: 'POST',
		headers: { authorization: `Bearer ${ORGANISER_TOKEN}`, 'content-type': 'application/json' },
		body: JSON.stringify(richResults()),
	});
	const { id } = (await answer.json()) as CreateDialogueAnswer;
	const one = await organiser(browser, `/organisation/${id}/ergebnisse`);
	const other = await organiser(browser, `/organisation/${id}/ergebnisse`, 'dark');
	await expect(other.page.locator('[data-card]')).toHaveCount(3);
	expect(await numbersOn(other.page)).toEqual(['1', '2', '3']);

	await one.page.getByRole('button', { name: /Karte 1\D.*nach unten/ }).click();
	// at the end of its place the way back has the focus
	await expect(one.page.getByRole('button', { name: /Karte 1\D.*nach oben/ })).toBeFocused();
	await expect(one.page.getByText(/Karte 1\D.*jetzt Platz 2 von 2/)).toBeAttached();
	await expect.poll(() => numbersOn(other.page)).toEqual(['2', '1', '3']);
	await other.page.getByRole('button', { name: /Karte 2 bearbeiten/ }).focus();
	await other.page.keyboard.press('Alt+ArrowDown');
	await expect.poll(() => numbersOn(one.page)).toEqual(['1', '2', '3']);
	await other.page.keyboard.press('Control+z');
	await expect.poll(() => numbersOn(one.page)).toEqual(['2', '1', '3']);

	// on a phone the parts are one choice, and everything else is there, too
	await one.page.setViewportSize({ width: 390, height: 844 });
	await one.page.getByRole('button', { name: /Thementisch „Arbeit“. nach unten/ }).click();
	await expect(one.page.getByText('Platz 2 von 2 im Protokoll.')).toBeVisible();
	expect(await axeViolations(one.page)).toEqual([]);
	await one.page.getByRole('combobox', { name: 'Teile der Ergebnisse' }).selectOption('measures');
	await expect(one.page.getByLabel('Was?')).toHaveValue('Sprachtreff am Mittwoch');
	await one.page.setViewportSize({ width: 1280, height: 900 });

	await one.page.getByRole('button', { name: 'Befragung', exact: true }).click();
	const row = one.page.getByRole('listitem').filter({ hasText: 'Mehr Zeit' });
	await row.getByRole('button', { name: 'Weglassen' }).click();
	await expect(row.getByText('Steht in keiner Fassung')).toBeVisible();
	expect(await axeViolations(one.page)).toEqual([]);
	await expect(one.page.locator('[data-save-state]')).toContainText('Gesichert');

	await one.page.getByRole('button', { name: 'Vorschau', exact: true }).click();
	const paper = one.page.getByRole('article');
	await expect(paper.getByRole('heading', { name: 'Ziel und Ablauf' })).toBeVisible();
	const words = await paper.innerText();
	expect(words.indexOf('Nr. 2')).toBeLessThan(words.indexOf('Nr. 1'));
	// the ranking names tables, too: their own headings say which comes first
	const headings = await paper.getByRole('heading').allInnerTexts();
	expect(headings.indexOf('Frauen')).toBeGreaterThan(0);
	expect(headings.indexOf('Frauen')).toBeLessThan(headings.indexOf('Arbeit'));
	expect(words).not.toContain('Mehr Zeit');
	for (const [edition, name] of [
		['brief', 'Kurzfassung'],
		['press', 'Presse'],
		['internal', 'Nur für den internen Gebrauch'],
		['sheet', 'Steckbrief'],
	] as const) {
		await one.page.getByLabel('Fassung', { exact: true }).selectOption(edition);
		await expect(paper).toContainText(name);
	}
	await one.page.getByLabel('Fassung', { exact: true }).selectOption('full');
	await expect(paper.getByRole('heading', { name: 'Ziel und Ablauf' })).toBeVisible();
	expect(await axeViolations(one.page)).toEqual([]);
	for (const { errors } of [one, other]) expect(errors).toEqual([]);
});
