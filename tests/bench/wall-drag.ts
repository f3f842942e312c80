/**
 * How a host's wall feels on a slow tablet: frames while a card is dragged over it, and the time of common tasks of hosts and
 * moderators from the first tap until another screen shows the result. Needs a build.
 *
 * `node tests/bench/wall-drag.ts [cards] [times slower]` prints figures and judges nothing.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromium as installed } from '#tests/support/chromium.ts';
import type { State } from '#shared/state.ts';
import { Tablet } from '#tests/support/clients.ts';
import { Live } from '#tests/support/live.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { percentile } from '#tests/support/percentiles.ts';
import { startServer } from '#tests/support/server.ts';
import { wallCards } from '#tests/support/wall-cards.ts';

const [cards = 300, slower = 4] = process.argv.slice(2).map(Number);
const CARDS_PER_TABLET = 150;
const DRAG_STEPS = 240;
const VIEW = { width: 1180, height: 820 };

const server = await startServer({ env: { PRACTICE: '0' } });
const browser = await chromium.launch(installed);
try {
	const { base } = server;
	const dialogue = await createDialogue(base, server.adminToken, {
		steps: [{ id: 'write', kind: 'write', minutes: 20 }],
	});
	const table = dialogue.tables[0]!.id;
	const wanted = wallCards(cards);
	for (let from = 0; from < cards; from += CARDS_PER_TABLET) {
		const tablet = new Tablet(base, await joinSeat(base, dialogue.code));
		const some = wanted.slice(from, from + CARDS_PER_TABLET);
		const ids = some.map((card) => tablet.write({ table, ...card }));
		await tablet.whenReceipt(ids.at(-1)!, 'shown');
		tablet.leave();
	}
	const { url } = dialogue.links.hosts[table]!;
	const [page, other] = [await open(browser, url), await open(browser, url)];
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
	for (const size of ['normal', 'small'] as const) {
		if (size === 'small') {
			await page.getByRole('button', { name: 'Mehr', exact: true }).click();
			await page.getByRole('menuitemradio', { name: /Klein/ }).click();
		}
		const frames = await dragOver(page);
		const at = (p: number): string => percentile(frames, p).toFixed(1);
		const mean = frames.reduce((sum, ms) => sum + ms, 0) / frames.length;
		const rate = (1000 / mean).toFixed(0);
		console.log(
			`${cards} cards, ${size}, ${slower} times slower: ${rate} frames/s while dragging; a frame takes ` +
				`${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (worst)`,
		);
	}
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	console.log(`paper card: 2 taps and the words, ${await paperCard(page, other)} ms`);
	console.log(`group of five: 7 taps, ${await groupOfFive(page, other)} ms`);
	await conducted(page, dialogue);
} finally {
	await browser.close();
	await server.remove();
}

async function open(from: Browser, url: string): Promise<Page> {
	const page = await (await from.newContext({ viewport: VIEW, locale: 'de-DE' })).newPage();
	await page.goto(url);
	await page
		.locator('article')
		.nth(cards - 1)
		.waitFor({ state: 'attached' });
	return page;
}

/** Drags the first card over all columns and back. Answers how long each frame took, in ms. */
async function dragOver(page: Page): Promise<readonly number[]> {
	const box = (await page.locator('article').first().boundingBox())!;
	await page.mouse.move(box.x + 60, box.y + 30);
	await page.mouse.down();
	await page.mouse.move(box.x + 80, box.y + 60, { steps: 4 });
	await page.locator('#dnd-action-dragged-el').waitFor();
	await page.evaluate(() => {
		const frames: number[] = [];
		let before = performance.now();
		const look = (now: number): void => {
			frames.push(now - before);
			before = now;
			requestAnimationFrame(look);
		};
		requestAnimationFrame((now) => {
			before = now;
			requestAnimationFrame(look);
		});
		Object.assign(window, { frames });
	});
	for (let step = 0; step < DRAG_STEPS; step++) {
		const turn = (step / DRAG_STEPS) * 2 * Math.PI;
		await page.mouse.move(590 - 400 * Math.cos(turn), 520 + 180 * Math.sin(3 * turn));
	}
	const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
	await page.keyboard.press('Escape');
	await page.mouse.up();
	await page.locator('#dnd-action-dragged-el').waitFor({ state: 'detached' });
	return frames;
}

async function paperCard(page: Page, other: Page): Promise<number> {
	const beganMs = performance.now();
	await page.getByRole('button', { name: 'Karte vom Papier' }).first().click();
	await page.getByLabel('Was steht auf der Karte?').fill('Vom Papier');
	await page.getByRole('button', { name: 'An die Wand hängen' }).click();
	await other.locator('article', { hasText: 'Vom Papier' }).waitFor();
	const tookMs = Math.round(performance.now() - beganMs);
	await page.getByRole('button', { name: 'Fertig', exact: true }).click();
	return tookMs;
}

async function groupOfFive(page: Page, other: Page): Promise<number> {
	const beganMs = performance.now();
	await page.getByRole('button', { name: 'Auswählen', exact: true }).click();
	for (let nth = 0; nth < 5; nth++) await page.getByRole('checkbox').nth(nth).check();
	await page.getByRole('button', { name: 'Gruppe bilden' }).click();
	await other.locator('[data-group]').waitFor();
	return Math.round(performance.now() - beganMs);
}

/** What the whole hall is to see: until another connection has heard of it. */
async function conducted(
	page: Page,
	{ links }: Awaited<ReturnType<typeof createDialogue>>,
): Promise<void> {
	const hall = new Live(server.base, links.projector.token);
	await hall.whenState();
	const lead = await (await browser.newContext({ viewport: VIEW, locale: 'de-DE' })).newPage();
	await lead.goto(links.moderator.url);
	const tasks: [string, number, () => Promise<void>, (state: State) => boolean][] = [
		['card in the light', 2, () => light(page), ({ spotlight }) => spotlight !== null],
		['next step', 1, () => press(lead, /^Ablauf beginnen/), ({ step }) => step !== null],
		['black', 1, () => press(lead, 'Schwarz'), ({ projector }) => projector?.kind === 'black'],
	];
	for (const [name, taps, act, isSeen] of tasks) {
		const button = lead.getByRole('button', { name: 'Schwarz' }).first();
		await button.waitFor();
		const beganMs = performance.now();
		await act();
		await hall.whenState(isSeen);
		console.log(`${name}: ${taps} taps, ${Math.round(performance.now() - beganMs)} ms`);
	}
	hall.leave();
}

async function light(page: Page): Promise<void> {
	await page.locator('article [data-menu]').first().click();
	await page.getByRole('menuitem', { name: 'Ins Licht stellen' }).click();
}

function press(page: Page, name: string | RegExp): Promise<void> {
	return page.getByRole('button', { name }).first().click();
}
