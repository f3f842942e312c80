import { expect } from '@playwright/test';
import { device, newDialogue, ORGANISER_TOKEN, test } from './support.ts';
import { enter, onBoard, ownCard, sendCard } from './participant-steps.ts';

test('[PA10] an event that is over: when it was and who has its results, in the person’s language', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { date: '2026-03-07' });
	const change = async (method: string, path: string, body: unknown): Promise<void> => {
		const answer = await fetch(`${baseURL!}/api/dialogues/${dialogue.id}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${ORGANISER_TOKEN}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify(body),
		});
		expect(answer.ok).toBe(true);
	};
	await change('PATCH', '', { phase: 'closed' });
	const { page } = await device(browser);
	await page.goto(`/j/${dialogue.code}`);
	await expect(page.getByRole('alert')).toContainText('Zusammen leben');
	await expect(page.getByRole('main')).toContainText('7. März 2026');
	await expect(page.getByRole('main')).toContainText('Musterstadt');
	await expect(page.getByRole('link', { name: /Steckbrief|musterstadt/ })).toHaveCount(0);

	// where the results are, if the organiser has said so, and the fact sheet if it is published
	const resultsUrl = 'https://www.musterstadt.example/dialog';
	await change('PATCH', '', { settings: { resultsUrl } });
	await change('POST', '/sheet', { published: true, listed: false });
	await page.reload();
	await expect(page.getByRole('link', { name: resultsUrl })).toHaveAttribute('href', resultsUrl);
	await page.getByRole('link', { name: 'Steckbrief' }).click();
	await expect(page).toHaveURL(`/s/${dialogue.id}`);
	await expect(page.getByRole('heading', { name: 'Zusammen leben' })).toBeVisible();
	const arabic = await device(browser, { locale: 'ar' });
	await arabic.page.goto(`/j/${dialogue.code}`);
	await expect(arabic.page.getByRole('alert')).toContainText('انتهت فعالية');
	await expect(arabic.page.getByRole('link', { name: resultsUrl })).toBeVisible();
});

test('[PA11] an address that nobody can decode is a kind sentence, not a blank page', async ({
	browser,
}) => {
	for (const path of ['/j/%E0%A4%A', '/%', '/j/%FF%FE']) {
		const { page, errors } = await device(browser);
		await page.goto(path);
		await expect(
			page.getByText(/Diesen Code gibt es nicht|Diese Seite gibt es nicht/),
		).toBeVisible();
		expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
	}
});

test('[PA12] [TX4] what turns the direction or towers up stays in its own place; markup is words', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { tables: [{ theme: 'Arbeit' }] });
	const wide = { viewport: { width: 1280, height: 800 } };
	const { page, errors } = await device(browser, wide);
	await enter(page, dialogue);
	const before = ['Vorher 123', 'Nachher (456)'] as const;
	const nasty = [
		'\u202Egnudner\u2069\u2069',
		'\u2067\u2067\u2067 offen',
		'<b onclick=alert(1)>fett</b> &amp;',
		'🤷🏽‍♀️'.repeat(40),
	];
	await sendCard(page, before[0]);
	for (const text of nasty) await sendCard(page, text);
	await sendCard(page, before[1]);
	for (const text of nasty) await expect(onBoard(page, text)).toBeVisible();

	// each character of the neighbours stands where it would stand alone
	const places = (text: string): Promise<number[]> =>
		onBoard(page, text).evaluate((words) => {
			const node = words.firstChild!;
			return [...node.textContent!].map((_, at) => {
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + 1);
				return Math.round(range.getBoundingClientRect().left);
			});
		});
	for (const text of before) {
		const found = await places(text);
		expect(found, text).toEqual([...found].sort((a, b) => a - b));
	}
	for (const own of before)
		await expect(ownCard(page, own).locator('.place')).toContainText(/Karte [0-9]+/);

	// a tower of accents is cut, with a sentence
	const field = page.getByLabel('Ihre Karte');
	await field.fill(`Z${'\u0351'.repeat(10_000)}algo`);
	await expect(field).toHaveValue(`Z${'\u0351'.repeat(8)}algo`);
	await expect(page.getByText('Zu viele Akzente auf einem Zeichen')).toBeVisible();

	// what nobody can see is nothing
	for (const unseen of ['\u200B\u200D', '\u2800\u2800', '\u3164', '\u00AD\uFEFF']) {
		await field.fill(unseen);
		await page.getByRole('button', { name: 'Senden' }).click();
		await expect(page.getByText('Bitte schreiben Sie zuerst etwas.')).toBeVisible();
	}

	// HTML from the clipboard comes as its words
	await field.fill('');
	await field.evaluate((one: HTMLTextAreaElement) => {
		one.focus();
		document.execCommand('insertText', false, '<i>kursiv</i>\u0007');
	});
	await expect(field).toHaveValue('<i>kursiv</i>');
	expect(errors).toEqual([]);
});
