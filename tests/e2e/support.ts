import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
	test as base,
	expect,
	type Browser,
	type BrowserContextOptions,
	type Page,
} from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { CreateDialogueAnswer, CreateDialogueBody } from '#shared/api.ts';

/**
 * Every test of this folder. Its devices are gone when it ends: Playwright itself leaves open what a test opens, and soon
 * a hundred pages of tests long past would keep their lines to the server and take the time of the next ones.
 */
export const test = base.extend<{ devicesLeave: undefined }>({
	devicesLeave: [
		async ({ browser }, use) => {
			await use(undefined);
			await Promise.all(browser.contexts().map((context) => context.close()));
		},
		{ auto: true },
	],
});

/** As in playwright.config.ts. */
export const ORGANISER_TOKEN = 'end-to-end-organiser-token';

/** What `links.json` holds (CONTRACT: start-up). */
export interface Links {
	readonly url: string;
	/** null once the first account was made */
	readonly organiserSetup: string | null;
	readonly practice: {
		readonly id: string;
		readonly code: string;
		readonly participant: string;
		readonly moderator: string;
		readonly projector: string;
		readonly hosts: Readonly<Record<string, string>>;
	};
}

export function links(): Links {
	return JSON.parse(readFileSync('test-results/e2e-store/links.json', 'utf8')) as Links;
}

/** A dialogue of its own for a test, so that tests do not see each other's cards. */
export async function newDialogue(
	baseURL: string,
	body: Partial<CreateDialogueBody> = {},
): Promise<CreateDialogueAnswer> {
	const response = await fetch(`${baseURL}/api/dialogues`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${ORGANISER_TOKEN}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({
			title: 'Zusammen leben',
			place: 'Musterstadt',
			date: '2026-11-21',
			tables: [{ theme: 'Arbeit' }, { theme: 'Bauen & Wohnen' }],
			...body,
		}),
	});
	expect(response.status).toBe(201);
	return (await response.json()) as CreateDialogueAnswer;
}

/** A device of its own: own storage, own size; every error in its console, policy violations among them, is kept. */
export async function device(
	browser: Browser,
	options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
	const page = await (await browser.newContext(options)).newPage();
	const errors: string[] = [];
	page.on('console', (message) => {
		if (message.type() !== 'error') return;
		// a lost network is a fact of the hall, not a fault of the page; so is a line that the server let go meanwhile
		if (/ERR_INTERNET_DISCONNECTED|WebSocket/.test(message.text())) return;
		if (message.location().url.includes('/sync-http/lines/')) return;
		errors.push(message.text());
	});
	page.on('pageerror', (error) => errors.push(error.message));
	return { page, errors };
}

/**
 * From now on this page's time, which `page.clock.install()` has made its own, stands still until the test lets it run:
 * however slow the machine is, nothing is over too early.
 */
export async function stopClock(page: Page): Promise<void> {
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000);
}

/** The page can start without a network from now on. */
export async function keptForOffline(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (!navigator.serviceWorker.controller)
			await new Promise((resolve) =>
				navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
			);
	});
}

/** Until the page has drawn what a new size or look has changed. */
export async function drawn(page: Page): Promise<void> {
	await page.evaluate(async () => {
		// it is noticed with the next frame, and drawn with the one after
		for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
	});
}

/** Places where contrast is too low in the dark, or where the system's own colours are forced. The scheme is light again after; nothing moves any more. */
export async function contrastViolations(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const media of [{ colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
		// what fades from one scheme into the other is neither for a moment
		const still = { reducedMotion: 'reduce' } as const;
		await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...still, ...media });
		const { violations } = await axe(page, {
			runOnly: { type: 'rule', values: ['color-contrast'] },
			resultTypes: ['violations'],
		});
		const places = violations.flatMap(({ nodes }) => nodes.map(({ target }) => String(target)));
		found.push(...places.map((place) => `${JSON.stringify(media)}: ${place}`));
	}
	await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
	return found;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Brought into a page once, not for each look: half a megabyte. */
async function axe(page: Page, options: RunOptions): Promise<AxeResults> {
	type Here = { axe?: { run: (place: Document, options: RunOptions) => Promise<AxeResults> } };
	if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
	return page.evaluate((how) => (globalThis as unknown as Here).axe!.run(document, how), options);
}

/** The rules of axe that this page breaks now, by id and place. */
export async function axeViolations(page: Page): Promise<string[]> {
	// a colour on its way to another one is neither
	await page.evaluate(() =>
		Promise.allSettled(
			document
				.getAnimations()
				.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
				.map(({ finished }) => finished),
		),
	);
	const { violations } = await axe(page, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
		resultTypes: ['violations'],
	});
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target }) => `${id}: ${String(target)}`),
	);
}
