import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import { device, newDialogue, test } from './support.ts';
import { enter, onBoard, ownCard, sendCard } from './participant-steps.ts';

test('[PA1] the code in lower case with a blank, a language, a table: then the question stands there', async ({
	browser,
	baseURL,
}) => {
	const { code } = await newDialogue(baseURL!);
	const { page, errors } = await device(browser);
	await page.goto('/');
	await page.getByLabel('Ihr Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase());
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(`/j/${code}`);
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await page.getByRole('button', { name: 'Arbeit' }).click();
	await expect(page.getByRole('radio', { name: 'Was läuft gut?' })).toBeChecked();
	await expect(page.getByLabel('Ihre Karte')).toBeEditable();

	// the same device has the same seat and the same table again, without a question
	await page.reload();
	await expect(page.getByLabel('Ihre Karte')).toBeVisible();
	expect(errors).toEqual([]);
});

test('[PA2] one table and a table in the link: no question about tables', async ({
	browser,
	baseURL,
}) => {
	const single = await newDialogue(baseURL!, { tables: [{ theme: 'Wohnen' }] });
	const { page } = await device(browser);
	await page.goto(`/j/${single.code}`);
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Wohnen' })).toBeVisible();

	const many = await newDialogue(baseURL!);
	await page.goto(`/j/${many.code}#${many.tables[1]!.id}`);
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Bauen & Wohnen' })).toBeVisible();
	await expect(page).toHaveURL(`/j/${many.code}`);
});

test('[PA3] Arabic: the page is mirrored, the question is Arabic, Latin and Arabic cards keep their own direction', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
	await enter(page, dialogue, { language: 'العربية' });
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
	await expect(page.getByRole('radio', { name: 'ما الذي يسير بشكل جيد؟' })).toBeChecked();
	for (const text of ['دورات لغة مع رعاية الأطفال', 'Mehr Bänke im Park'])
		await sendCard(page, text, 'إرسال');
	const direction = (text: string): Promise<string> =>
		onBoard(page, text).evaluate((words) => getComputedStyle(words).direction);
	await expect(onBoard(page, 'Mehr Bänke im Park')).toBeVisible();
	expect(await direction('Mehr Bänke im Park')).toBe('ltr');
	expect(await direction('دورات لغة مع رعاية الأطفال')).toBe('rtl');
	await expect(onBoard(page, 'Mehr Bänke im Park')).toHaveAttribute('lang', 'ar');
	expect(errors).toEqual([]);
});

test('[PA4] a card is sent, its mark becomes "im Saal", another device sees it live', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, writer, reader, errors } = await twoDevices(browser, baseURL!);
	await enter(writer, dialogue);
	await enter(reader, dialogue);
	await writer.getByRole('radio', { name: 'Was braucht es?' }).check();
	await sendCard(writer, 'Eine Werkstatt für alle');
	await expect(writer.getByLabel('Ihre Karte')).toHaveValue('');
	await expect(ownCard(writer, 'Eine Werkstatt für alle')).toContainText('im Saal');
	await expect(ownCard(writer, 'Eine Werkstatt für alle')).toContainText('Karte 1');
	await expect(onBoard(reader, 'Eine Werkstatt für alle')).toBeVisible();
	await expect(reader.getByRole('region', { name: /Was braucht es/ })).toContainText('1 Karte');
	await expect(reader.getByText('von diesem Gerät', { exact: true })).toHaveCount(0);
	await expect(writer.getByText('von diesem Gerät', { exact: true })).toHaveCount(1);
	expect(errors()).toEqual([]);
});

test('[PA5] an own card is changed, withdrawn, and shown after all', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, writer, reader, errors } = await twoDevices(browser, baseURL!);
	await enter(writer, dialogue);
	await enter(reader, dialogue);
	await sendCard(writer, 'Mehr Licht am Banhof');
	await expect(onBoard(reader, 'Mehr Licht am Banhof')).toBeVisible();

	const card = writer
		.getByRole('region', { name: 'Karten von diesem Gerät' })
		.getByRole('listitem');
	await card.getByRole('button', { name: 'Bearbeiten' }).click();
	await card.getByLabel('Text der Karte').fill('Mehr Licht am Bahnhof');
	await card.getByRole('button', { name: 'Speichern' }).click();
	await expect(onBoard(reader, 'Mehr Licht am Bahnhof')).toBeVisible();
	await expect(onBoard(reader, 'Mehr Licht am Banhof')).toHaveCount(0);
	await expect(card).toContainText('im Saal');

	await card.getByRole('button', { name: 'Zurückziehen' }).click();
	await expect(onBoard(reader, 'Mehr Licht am Bahnhof')).toHaveCount(0);
	await expect(card).toContainText('zurückgezogen');
	await card.getByRole('button', { name: 'Doch zeigen' }).click();
	await expect(onBoard(reader, 'Mehr Licht am Bahnhof')).toBeVisible();
	await expect(card).toContainText('im Saal');
	expect(errors()).toEqual([]);
});

test('[PA6] two pages of one seat: both write, nothing is lost or doubled, drafts stay apart', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page: first, errors } = await device(browser);
	await enter(first, dialogue);
	await first.getByLabel('Ihre Karte').fill('Entwurf der ersten Seite');
	await first.getByLabel('Ihre Karte').blur();
	const second = await first.context().newPage();
	await second.goto(`/j/${dialogue.code}`);
	await expect(second.getByLabel('Ihre Karte')).toHaveValue('');
	await sendCard(second, 'Von der zweiten Seite');
	await expect(ownCard(first, 'Von der zweiten Seite')).toContainText('im Saal');
	await first.getByRole('button', { name: 'Senden' }).click();
	await expect(ownCard(second, 'Entwurf der ersten Seite')).toContainText('im Saal');
	for (const page of [first, second])
		await expect(
			page.getByRole('region', { name: 'Karten von diesem Gerät' }).getByRole('listitem'),
		).toHaveCount(2);
	expect(errors).toEqual([]);
});

test('[PA7] a code that leads nowhere is told so, in a sentence that helps', async ({
	browser,
	baseURL,
}) => {
	await newDialogue(baseURL!);
	const { page } = await device(browser);
	await page.goto('/');
	const code = page.getByLabel('Ihr Code');
	const says = page.getByRole('alert');
	await code.fill('K0M PQ2');
	await page.keyboard.press('Enter');
	await expect(says).toContainText('Das ist noch kein Code');
	await expect(code).toBeFocused();
	await code.fill('zzzzzz');
	await page.keyboard.press('Enter');
	await expect(says).toContainText('Diesen Code gibt es nicht');
	await expect(code).toBeFocused();

	await page.context().setOffline(true);
	await page.keyboard.press('Enter');
	await expect(says).toContainText('Der Server ist nicht erreichbar');
	await page.context().setOffline(false);

	await page.goto('/j/ZZZZZZ');
	await expect(says).toContainText('Diesen Code gibt es nicht');
	await page.getByRole('link', { name: 'Anderen Code eingeben' }).click();
	await expect(code).toBeVisible();
});

test('[PA8] what is pasted without end is cut, with a sentence; emoji and marks of direction stay whole', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
	await enter(page, dialogue);
	const field = page.getByLabel('Ihre Karte');
	await field.fill('😀'.repeat(500_000));
	await expect(field).toHaveValue('😀'.repeat(500));
	await expect(page.getByText('Er endet jetzt nach')).toBeVisible();
	await field.fill('');
	const nasty = '\u202Eabc <img src=x onerror=alert(1)> e\u0301\u0301\u0301';
	await sendCard(page, nasty);
	await expect(onBoard(page, nasty)).toBeVisible();
	await page.getByRole('button', { name: 'Senden' }).click();
	await expect(page.getByText('Bitte schreiben Sie zuerst etwas.')).toBeVisible();
	expect(errors).toEqual([]);
});

test('[PA9] from the code to the sent card by keyboard alone', async ({ browser, baseURL }) => {
	const { code } = await newDialogue(baseURL!);
	const { page } = await device(browser);
	const focused = (): Locator => page.locator(':focus');
	const tabTo = async (name: RegExp): Promise<void> => {
		for (let step = 0; step < 25; step++) {
			await page.keyboard.press('Tab');
			if (name.test((await focused().getAttribute('aria-label')) ?? (await focused().innerText())))
				return;
			if (name.test((await focused().getAttribute('id')) ?? '')) return;
		}
		throw new Error(`${name} is not reached within 25 steps`);
	};
	await page.goto(`/j/${code}`);
	await expect(page.getByRole('button', { name: 'English' })).toBeVisible();
	await tabTo(/^English$/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Arbeit' })).toBeVisible();
	await tabTo(/^Arbeit$/);
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Your card')).toBeVisible();
	await page.getByRole('radio').first().focus();
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'What needs to be improved?' })).toBeChecked();
	await page.keyboard.press('Tab');
	await page.keyboard.type('Shorter waiting times');
	await page.keyboard.press('Control+Enter');
	await expect(ownCard(page, 'Shorter waiting times')).toContainText('in the hall');
	await expect(page.getByLabel('Your card')).toBeFocused();
});

async function twoDevices(
	browser: Browser,
	baseURL: string,
): Promise<{
	dialogue: CreateDialogueAnswer;
	writer: Page;
	reader: Page;
	errors: () => string[];
}> {
	const dialogue = await newDialogue(baseURL);
	const wide = { viewport: { width: 1280, height: 800 } };
	const writer = await device(browser, wide);
	const reader = await device(browser, wide);
	return {
		dialogue,
		writer: writer.page,
		reader: reader.page,
		errors: () => [...writer.errors, ...reader.errors],
	};
}
