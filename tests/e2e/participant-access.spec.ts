import { expect, type Locator, type Page } from '@playwright/test';
import { Tablet } from '#tests/support/clients.ts';
import { Live } from '#tests/support/live.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { device, drawn, newDialogue, test } from './support.ts';
import { enter, loseNetwork, onBoard, sendCard } from './participant-steps.ts';

test('[PX2] text of twice the size cuts nothing off', async ({ browser, baseURL }) => {
	const dialogue = await newDialogue(baseURL!, {
		tables: [{ theme: 'Aufenthaltsgenehmigungsverfahrensbeschleunigung' }, { theme: 'Arbeit' }],
	});
	const { page } = await device(browser, { viewport: { width: 390, height: 844 } });
	await enter(page, dialogue);
	// a page at twice the size has half the room; 320 px is looked at in every state (PX1)
	await page.setViewportSize({ width: 410, height: 590 });
	await drawn(page);
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
	await page.setViewportSize({ width: 390, height: 844 });
	await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	await drawn(page);
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

type Said = { said: { atMs: number; words: string }[] };

/** Writes down what a screen reader would say of this page from now on, and when, in milliseconds. */
function listen(page: Page): Promise<void> {
	return page.evaluate(() => {
		const said: Said['said'] = [];
		Object.assign(globalThis, { said });
		const places = '[role=status], [role=alert], [aria-live]:not([aria-live=off])';
		const stood = new Map<Element, string>();
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				const place = (target instanceof Element ? target : target.parentElement)?.closest(places);
				if (!place) continue;
				const words = place.textContent.trim();
				if (words === (stood.get(place) ?? '')) continue;
				stood.set(place, words); // gone in between, the same words are said again
				if (words) said.push({ atMs: performance.now(), words });
			}
		}).observe(document.body, { childList: true, subtree: true, characterData: true });
	});
}

const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as Said).said);

/** How many new cards were told. */
const cardsTold = async (page: Page): Promise<number> =>
	(await heard(page)).reduce(
		(cards, { words }) => cards + Number(/^([0-9]+) neue/.exec(words)?.[1] ?? 0),
		0,
	);

/** Where something stands once three pictures in a row agree. */
function standing(place: Locator): Promise<{ top: number; left: number }> {
	return place.evaluate(async (element) => {
		let seen = '';
		for (let same = 0; same < 3;) {
			await new Promise(requestAnimationFrame);
			const now = JSON.stringify(element.getBoundingClientRect());
			same = now === seen ? same + 1 : 0;
			seen = now;
		}
		const { top, left } = element.getBoundingClientRect();
		return { top, left };
	});
}

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
	await listen(reader);
	await listen(writer);
	const send = async (text: string): Promise<void> => {
		await writer.locator('form textarea').fill(text);
		await writer.getByRole('button', { name: 'Senden' }).click();
	};
	await send('Die erste Karte');
	await expect(onBoard(reader, 'Die erste Karte')).toBeVisible();
	const before = await standing(onBoard(reader, 'Die erste Karte'));
	for (const text of ['zwei', 'drei', 'vier']) await send(text);
	await expect(onBoard(reader, 'vier')).toBeVisible();
	expect(await standing(onBoard(reader, 'Die erste Karte'))).toEqual(before);
	await expect.poll(() => cardsTold(reader)).toBe(4);
	expect(await cardsTold(writer)).toBe(0);
});

test('[PX9] a hundred cards of others: not more than one polite word in five seconds, and their sum is right', async ({
	browser,
	baseURL,
}) => {
	const CARDS = 100;
	const dialogue = await newDialogue(baseURL!, { tables: [{ theme: 'Arbeit' }] });
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
	const tablet = new Tablet(baseURL!, await joinSeat(baseURL!, dialogue.code));
	const write = (n: number) =>
		tablet.write({ table: dialogue.tables[0]!.id, question: 'good', text: `Karte ${n}.` });
	await tablet.whenReceipt(write(0), 'shown');
	await enter(page, dialogue);
	await expect(onBoard(page, 'Karte 0.')).toBeVisible();
	await listen(page);
	// as many hands write: some every moment
	for (let n = 1; n < CARDS; n++) {
		write(n);
		if (n % 10 === 0) await expect(page.locator('.board .count').first()).toContainText(/[0-9]/);
	}
	await expect(page.locator('.board .count').first()).toHaveText(`${CARDS} Karten`);
	await expect.poll(() => cardsTold(page)).toBe(CARDS - 1);
	const all = await heard(page);
	// a word may have been kept waiting a moment, and the one behind it not
	for (const [at, { atMs }] of all.entries())
		if (at > 0) expect(atMs - all[at - 1]!.atMs).toBeGreaterThan(4_000);
	tablet.leave();
	expect(errors).toEqual([]);
});

test('[PX10] field and Senden are in sight: on a phone on its side, and below all that the hall can say', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, {
		tables: [{ theme: 'Arbeit' }],
		steps: [
			{ id: 'write', kind: 'write', minutes: 10, instruction: { de: 'Schreiben Sie Karten.' } },
		],
	});
	const { page, errors } = await device(browser, { viewport: { width: 640, height: 360 } });
	await enter(page, dialogue);
	const field = page.getByLabel('Ihre Karte');
	const send = page.getByRole('button', { name: 'Senden' });
	for (const one of [field, send]) await expect(one).toBeInViewport({ ratio: 1 });

	await page.setViewportSize({ width: 390, height: 844 });
	await sendCard(page, 'Mehr Bänke');
	await expect(page.locator('.writing').getByRole('listitem')).toContainText('Karte 1');
	const lead = new Live(baseURL!, dialogue.links.moderator.token);
	await lead.whenState();
	await lead.must('step:start', { stepId: 'write' });
	await lead.must('message:send', { text: 'Das Essen ist da. Bitte kommen Sie in zehn Minuten.' });
	await lead.must('spotlight:set', { target: { tableId: dialogue.tables[0]!.id } });
	await lead.must('vote:open', { dots: 3, perItemMax: 2, criterion: 'Was soll die Stadt tun?' });
	await expect(page.locator('[data-light] button')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Punkte vergeben' })).toBeVisible();
	await expect(page.locator('[data-message]')).toContainText('Das Essen ist da.');
	await page.evaluate(() => scrollTo(0, 0));
	const bar = (await page.locator('nav').boundingBox())!;
	for (const one of [field, send]) {
		const { y, height } = (await one.boundingBox())!;
		expect(y + height).toBeLessThanOrEqual(bar.y);
	}

	// on a small phone, in the languages with the longest words
	await page.setViewportSize({ width: 360, height: 640 });
	for (const tag of ['de-x-leicht', 'uk', 'ru', 'fr']) {
		await page.evaluate((one) => localStorage.setItem('thementisch.language', one), tag);
		await page.reload();
		await expect(page.locator('html')).toHaveAttribute('lang', tag);
		for (const line of ['.step', '[data-light] button', '[data-vote-line] button'])
			await expect(page.locator(line)).toBeVisible();
		const sending = page.locator('form button[type=submit]');
		await expect(sending, tag).toBeInViewport({ ratio: 1 });
		const below = (await page.locator('nav').boundingBox())!;
		const { y, height } = (await sending.boundingBox())!;
		expect(y + height, tag).toBeLessThanOrEqual(below.y);
	}
	lead.leave();
	expect(errors).toEqual([]);
});

test('[BT4] a ballot without a network: given, changed, and counted once when the network is back', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { tables: [{ theme: 'Arbeit' }] });
	const { page, errors } = await device(browser, { viewport: { width: 390, height: 844 } });
	await page.clock.install();
	await enter(page, dialogue);
	for (const text of ['Mehr Bänke', 'Mehr Licht']) await sendCard(page, text);
	const lead = new Live(baseURL!, dialogue.links.moderator.token);
	await lead.whenState();
	await lead.must('vote:open', { dots: 3, perItemMax: 2, criterion: 'Was zuerst?' });
	await page.getByRole('button', { name: 'Punkte vergeben' }).click();
	const row = (text: string) => page.locator('[data-item]').filter({ hasText: text });
	const give = (text: string) =>
		row(text)
			.getByRole('button', { name: /^Punkt geben/ })
			.click();
	await give('Mehr Bänke');
	await expect(page.locator('[data-ballot=counted]')).toBeVisible();

	await loseNetwork(page);
	await give('Mehr Bänke');
	await give('Mehr Licht');
	await row('Mehr Bänke')
		.getByRole('button', { name: /^Punkt wegnehmen/ })
		.click();
	await give('Mehr Licht');
	await expect(page.locator('[data-rest]')).toContainText('Alle Punkte sind vergeben');
	await expect(page.locator('[data-rest]')).toContainText('Auf diesem Gerät.');
	await page.context().setOffline(false);
	await expect(page.locator('[data-rest]')).toContainText('Ihre Punkte zählen.');
	await lead.must('vote:close', {});
	await lead.must('vote:reveal', {});
	const result = page.locator('[data-result] li');
	await expect(result).toHaveText([/Mehr Licht.*2 Punkte/s, /Mehr Bänke.*1 Punkt/s]);
	await expect.poll(() => lead.tally?.ballots).toBe(1);
	lead.leave();
	expect(errors).toEqual([]);
});
