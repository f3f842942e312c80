import { expect, type Page } from '@playwright/test';
import { Live } from '#tests/support/live.ts';
import { cockpit, countdown, endsIn, said, smallHall, STEPS, TABLET } from './conduct-hall.ts';
import { hostScreen } from './host-table.ts';
import { enter, ownCard, sendCard } from './participant-steps.ts';
import { device, newDialogue, stopClock, test } from './support.ts';

test('[SL4] a step that is started comes to the screens, how soon is told, and the day goes on', async ({
	browser,
	baseURL,
}) => {
	const { moderator, guests, errors } = await smallHall(browser, baseURL!);
	const [guest] = guests;
	await expect(moderator.getByRole('heading', { name: 'Kein Schritt läuft' })).toBeVisible();
	const line = guest!.locator('[data-step=write]');
	const shown = line.waitFor().then(() => performance.now());
	const pressedMs = performance.now();
	await moderator.getByRole('button', { name: /^Ablauf beginnen/ }).click();
	const tookMs = Math.round((await shown) - pressedMs); // meant: within two seconds
	test.info().annotations.push({ type: 'ms', description: `${tookMs}` });
	await expect(line).toContainText('Karten schreiben');
	await expect(line).toContainText('Schreiben Sie Karten.');
	await expect(said(moderator)).toContainText('Läuft: ⁨Karten schreiben⁩.');
	await expect(countdown(guest!)).toHaveText(/^(20:00|19:\d\d)$/);

	await moderator.getByRole('button', { name: '+5 Minuten' }).click();
	await expect(said(moderator)).toContainText('5 Minuten mehr.');
	await expect(countdown(guest!)).toHaveText(/^2[45]:\d\d$/);

	// half-typed when the step ends: it stays where it is, and what is sent now comes late
	await guest!.locator('form textarea').fill('Mehr Bänke im Park');
	await moderator.getByRole('button', { name: /^Nächster Schritt: .?Plenum/ }).click();
	await expect(guest!.locator('[data-step=plenary]')).toBeVisible();
	await expect(guest!.locator('form')).toContainText('Gerade wird nicht geschrieben.');
	await expect(guest!.locator('form textarea')).toHaveValue('Mehr Bänke im Park');
	await guest!.getByRole('button', { name: 'Senden' }).click();
	await expect(ownCard(guest!, 'Mehr Bänke im Park')).toContainText('nachgereicht');

	// the moderator finds it, and lets it in
	await moderator.getByRole('button', { name: '1 Karte wartet' }).click();
	const sheet = moderator.getByRole('dialog');
	await expect(sheet).toContainText('Arbeit');
	await sheet.getByRole('button', { name: 'Zulassen' }).click();
	await expect(said(moderator)).toContainText('Die Karte ist zugelassen.');
	await expect(ownCard(guest!, 'Mehr Bänke im Park')).toContainText('im Saal');
	await sheet.getByRole('button', { name: 'Schließen' }).click();

	await moderator.getByRole('button', { name: /^Zurück zu: .?Karten schreiben/ }).click();
	await expect(guest!.locator('[data-step=write]')).toBeVisible();
	await moderator.getByRole('button', { name: 'Schritt beenden' }).click();
	await expect(guest!.locator('[data-step]')).toHaveCount(0);
	await expect(moderator.getByRole('heading', { name: 'Kein Schritt läuft' })).toBeVisible();
	expect(errors()).toEqual([]);
});

type Ticks = { ticks: [number: string, atMs: number][] };

/** Writes down when the number changes on this page, by the clock of the test's own machine, in milliseconds. */
function watchTicks(page: Page): Promise<void> {
	return page.evaluate(() => {
		const ticks: Ticks['ticks'] = [];
		Object.assign(globalThis, { ticks });
		const place = document.querySelector('[data-countdown]')!;
		new MutationObserver(() => {
			// the steady clock and its beginning are true, whatever Date says
			ticks.push([place.textContent, performance.timeOrigin + performance.now()]);
		}).observe(place, { characterData: true, childList: true, subtree: true });
	});
}

/** How far apart the pages changed to the same number, for each that all have shown, in milliseconds. */
async function spreadsOf(pages: readonly Page[]): Promise<number[]> {
	const all = await Promise.all(
		pages.map((page) => page.evaluate(() => (globalThis as unknown as Ticks).ticks)),
	);
	const [first, ...others] = all.map((ticks) => new Map(ticks));
	return [...first!].flatMap(([number, atMs]) => {
		const at = [atMs, ...others.flatMap((ticks) => ticks.get(number) ?? [])];
		return at.length === all.length ? [Math.max(...at) - Math.min(...at)] : [];
	});
}

test('[SL5] all countdowns agree within 300 ms, with device clocks wrong by hours', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const lead = await cockpit(browser, dialogue);
	const pages = [lead.page];
	for (const wrongByMs of [0, 7 * 3_600_000 + 1_234, -26 * 3_600_000 - 567]) {
		const { page } = await device(browser);
		await page.addInitScript((byMs) => {
			const right = Date.now.bind(Date);
			Date.now = () => right() + byMs;
		}, wrongByMs);
		await enter(page, dialogue);
		pages.push(page);
	}
	await lead.page.getByRole('button', { name: /^Ablauf beginnen/ }).click();
	for (const page of pages) await expect(countdown(page)).toBeVisible();
	await Promise.all(pages.map(watchTicks));
	// a wrong clock is wrong each second; a busy machine keeps a page waiting now and then
	const together = async () => (await spreadsOf(pages)).filter((apartMs) => apartMs < 300).length;
	await expect.poll(together).toBeGreaterThanOrEqual(2);
	const spreadsMs = await spreadsOf(pages);
	test.info().annotations.push({ type: 'spread in ms', description: spreadsMs.join(', ') });
});

test('[SL2] five minutes, one minute, twenty seconds: the tone changes and it is said politely', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const lead = new Live(baseURL!, dialogue.links.moderator.token);
	const { page } = await device(browser);
	await enter(page, dialogue);
	await lead.must('step:start', { stepId: 'write' });
	await expect(countdown(page)).toBeVisible();
	const warning = page.locator('[data-warning]');
	for (const [seconds, words] of [
		[300, 'Noch 5 Minuten'],
		[60, 'Noch 1 Minute'],
		[20, 'Noch 20 Sekunden'],
		[0, 'Die Zeit ist um'],
	] as const) {
		// the time is made shorter so that this moment comes next
		await endsIn(lead, seconds + 3);
		await expect(warning).toHaveText(words);
	}
	lead.leave();
	await expect(page.locator('[data-step=write]')).toContainText('Die Zeit ist um');
	await expect(page.locator('form textarea')).toBeEditable();
});

test('[CK4] black in one tap, back in another; the projector follows', async ({
	browser,
	baseURL,
}) => {
	const { moderator, dialogue, errors } = await smallHall(browser, baseURL!, { guests: 0 });
	const wall = await device(browser, { viewport: { width: 1280, height: 720 } });
	await wall.page.goto(dialogue.links.projector.url);
	await moderator.getByRole('button', { name: 'Mitmachen' }).click();
	await expect(wall.page.getByRole('img', { name: /QR/ })).toBeVisible();
	await moderator.locator('header.bar').getByRole('button', { name: 'Schwarz' }).click();
	await expect(wall.page.getByRole('heading')).toHaveCount(0);
	await expect(said(moderator)).toContainText('Die Leinwand ist schwarz.');
	await moderator.getByRole('button', { name: 'Bild wieder zeigen' }).click();
	await expect(wall.page.getByRole('img', { name: /QR/ })).toBeVisible();
	expect([...errors(), ...wall.errors]).toEqual([]);
});

test('one table is frozen, then all; the cockpit says so, and the tables know', async ({
	browser,
	baseURL,
}) => {
	const { moderator, guests } = await smallHall(browser, baseURL!);
	await moderator.getByRole('button', { name: /^.?Arbeit.? einfrieren/ }).click();
	await expect(said(moderator)).toContainText('ist eingefroren.');
	await expect(guests[0]!.locator('form')).toContainText('Dieser Tisch ist gerade geschlossen.');
	await moderator.getByRole('button', { name: 'Alle Tische einfrieren' }).click();
	await expect(said(moderator)).toContainText('Alle Tische sind eingefroren.');
	await expect(moderator.locator('[data-table].frozen')).toHaveCount(2);
	await moderator.getByRole('button', { name: 'Alle Tische auftauen' }).click();
	await expect(guests[0]!.locator('form')).not.toContainText('geschlossen');
	await sendCard(guests[0]!, 'Es geht weiter');
	await expect(ownCard(guests[0]!, 'Es geht weiter')).toContainText('im Saal');
});

test('[CK2] a button pressed without a network waits, and is carried out once', async ({
	browser,
	baseURL,
}) => {
	const { moderator, guests } = await smallHall(browser, baseURL!);
	await moderator.context().setOffline(true);
	const next = moderator.getByRole('button', { name: /^Ablauf beginnen/ });
	await next.click();
	await expect(said(moderator)).toContainText('sobald die Verbindung steht', { timeout: 40_000 });
	await expect(next).toHaveAttribute('aria-busy', 'true');
	await moderator.context().setOffline(false);
	await expect(guests[0]!.locator('[data-step=write]')).toBeVisible({ timeout: 20_000 });
	await expect(moderator.locator('[data-step=write]')).toBeVisible();
});

test('[ML1] a message reaches the tables that it is for, and goes by itself', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const lead = await cockpit(browser, dialogue);
	const here = await device(browser);
	const there = await device(browser);
	await here.page.clock.install();
	await enter(here.page, dialogue);
	await enter(there.page, dialogue, { theme: 'Bauen & Wohnen' });
	// a device says where it is; the counts tell when the server knows it
	await expect(lead.page.locator('[data-table]').nth(1)).toContainText('1 Gerät');
	await expect(lead.page.locator('[data-table]').nth(0)).toContainText('1 Gerät');
	await lead.page.getByRole('button', { name: 'Noch fünf Minuten.' }).click();
	const panel = lead.page.locator('[data-panel=message]');
	await panel.getByRole('button', { name: 'Arbeit' }).click();
	await stopClock(here.page);
	await panel.getByRole('button', { name: 'Senden' }).click();
	await expect(said(lead.page)).toContainText('Die Nachricht ist gesendet.');
	const message = here.page.locator('[data-message]');
	await expect(message).toContainText('Noch 5 Minuten');
	await here.page.clock.fastForward(29_000);
	await expect(message).toContainText('Noch 5 Minuten');
	await here.page.clock.fastForward(1_500);
	await expect(message).toBeEmpty();
	await expect(there.page.locator('[data-message]')).toBeEmpty();
});

test('the moderator’s laptop is gone: the step goes on everywhere, and the next device takes over with the same link', async ({
	browser,
	baseURL,
}) => {
	const { moderator, guests, dialogue } = await smallHall(browser, baseURL!);
	const guest = guests[0]!;
	await moderator.getByRole('button', { name: /^Ablauf beginnen/ }).click();
	await expect(countdown(guest)).toBeVisible();
	await moderator.context().close();
	const before = await countdown(guest).textContent();
	await expect(countdown(guest)).not.toHaveText(before!);
	await sendCard(guest, 'Ohne Moderation geschrieben');
	await expect(ownCard(guest, 'Ohne Moderation geschrieben')).toContainText('im Saal');
	const next = await cockpit(browser, dialogue);
	await expect(next.page.getByRole('heading', { name: 'Karten schreiben' })).toBeVisible();
	await expect(next.page.locator('[data-panel=log] li')).toContainText('Karten schreiben');
	await expect(next.page.locator('[data-fact=cards]').first()).toContainText('1 Karte');
	const secondsOf = async (page: Page): Promise<number> => {
		const [min = 0, s = 0] = (await countdown(page).innerText()).split(':').map(Number);
		return min * 60 + s;
	};
	// read one after the other: now and then a second passes in between
	await expect
		.poll(async () => Math.abs((await secondsOf(next.page)) - (await secondsOf(guest))))
		.toBeLessThanOrEqual(1);
	await next.page.getByRole('button', { name: '+1 Minute' }).click();
	await expect(said(next.page)).toContainText('1 Minute mehr.');
	expect(next.errors).toEqual([]);
});

test('from the cockpit to a wall and back', async ({ browser, baseURL }) => {
	const { moderator, errors } = await smallHall(browser, baseURL!, { guests: 0 });
	await moderator.getByRole('button', { name: /^Zur Wand von .?Bauen & Wohnen/ }).click();
	await expect(moderator.getByText('Gesichert')).toBeVisible();
	await expect(moderator.getByLabel('Thementische')).toHaveValue(/^t_/);
	await moderator.getByRole('button', { name: 'Zurück zur Moderation' }).click();
	await expect(moderator.getByRole('heading', { name: 'Tische', exact: true })).toBeVisible();
	expect(errors()).toEqual([]);
});

test('the step and its time on the host’s screen', async ({ browser, baseURL }) => {
	const { moderator, dialogue } = await smallHall(browser, baseURL!, { guests: 0 });
	const host = await hostScreen(browser, dialogue.links.hosts[dialogue.tables[0]!.id]!.url, TABLET);
	await moderator.getByRole('button', { name: /^Ablauf beginnen/ }).click();
	await expect(host.page.locator('[data-step=write]')).toContainText('Karten schreiben');
	await expect(countdown(host.page)).toBeVisible();
	expect(host.errors).toEqual([]);
});
