import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { board, evaluation, hall, passedOn, sorting } from './participant-hall-walks.ts';
import { marks, troubles, wayIn, writing } from './participant-walks.ts';
import { Walk, type Look } from './participant-walk.ts';
import { drawn, test } from './support.ts';

/**
 * Every state of the participant's page, in German, English and Arabic. `AXE_MATRIX=complete` looks at each of them at every
 * width in every look; without it each state, width, look and language meets each other at least once.
 * `PICTURES=folder` (with `LANGUAGES=ar,uk`) keeps pictures for people to look at.
 */
const isComplete = process.env['AXE_MATRIX'] === 'complete';
const pictures = process.env['PICTURES'];
const languages = (process.env['LANGUAGES'] ?? 'de,en,ar').split(',');

const WIDTHS = [390, 820, 1280] as const;
const LOOKS = {
	light: { colorScheme: 'light', forcedColors: 'none' },
	dark: { colorScheme: 'dark', forcedColors: 'none' },
	forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;
type LookName = keyof typeof LOOKS;
const LOOK_NAMES = Object.keys(LOOKS) as LookName[];
const WALKS = { wayIn, writing, marks, troubles, board, hall, evaluation, passedOn, sorting };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES: RunOptions = {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	resultTypes: ['violations'],
};

for (const [name, walk] of Object.entries(WALKS))
	for (const [at, language] of languages.entries())
		test(`[PX1] ${name} in ${language}: axe finds nothing, everything is large enough and fits`, async ({
			browser,
			baseURL,
		}) => {
			test.setTimeout(isComplete || pictures ? 600_000 : 240_000);
			const found: string[] = [];
			let states = 0;
			let runs = 0;
			let tookMs = 0;
			const looking =
				(page: Page): Look =>
				async (state) => {
					const say = (what: string) => found.push(`${state}: ${what}`);
					if (pictures) await takePictures(page, `${pictures}/${language}`, state);
					for (const [width, look] of combinations(states++, at)) {
						await page.setViewportSize({ width, height: 844 });
						await page.emulateMedia(LOOKS[look]);
						await drawn(page);
						const beganMs = performance.now();
						for (const fault of await axeFaults(page)) say(`${width} ${look} ${fault}`);
						tookMs += performance.now() - beganMs;
						runs++;
						for (const fault of await misfits(page)) say(`${width} ${fault}`);
					}
					await page.emulateMedia(LOOKS.light);
					await page.setViewportSize({ width: 320, height: 800 });
					await drawn(page);
					for (const fault of await misfits(page)) say(`320 ${fault}`);
					await page.setViewportSize({ width: 390, height: 844 });
					await drawn(page);
				};
			const here = await Walk.start(browser, baseURL!, language, looking);
			await here.page.addInitScript(axe);
			await walk(here);
			expect(found).toEqual([]);
			here.end();
			if (isComplete)
				process.stdout.write(
					`\n${name} ${language}: ${states} states, ${runs} runs of axe, ${Math.round(tookMs / runs)} ms each\n`,
				);
			await here.page.context().close();
		});

/** In which width and look a state is seen in a language: a Latin square that turns from state to state. */
function combinations(state: number, language: number): [number, LookName][] {
	if (isComplete) return WIDTHS.flatMap((width) => LOOK_NAMES.map((look) => pair(width, look)));
	return [pair(WIDTHS[(state + language) % 3]!, LOOK_NAMES[(state * 2 + language) % 3]!)];
}
function pair(width: number, look: LookName): [number, LookName] {
	return [width, look];
}

/** What axe finds. What the bar below covers in part, at the edge of the screen, is looked at again in its middle. */
async function axeFaults(page: Page): Promise<string[]> {
	return page.evaluate(async (options) => {
		const { axe: here } = globalThis as unknown as {
			axe: { run: (context: Element, options: RunOptions) => Promise<AxeResults> };
		};
		const { violations } = await here.run(document.documentElement, options);
		const faults: string[] = [];
		for (const { id, nodes } of violations)
			for (const { target, html } of nodes) {
				const place = id === 'target-size' && document.querySelector(String(target));
				if (place) {
					const fromPx = scrollY;
					place.scrollIntoView({ block: 'center' });
					const again = await here.run(place, {
						...options,
						runOnly: { type: 'rule', values: [id] },
					});
					scrollTo(0, fromPx);
					if (again.violations.length === 0) continue;
				}
				faults.push(`${id}: ${String(target)} ${html.slice(0, 80)}`);
			}
		return faults;
	}, RULES);
}

/** What is wider than the screen, too small for a thumb (44 px), or moves although nobody wants that. */
async function misfits(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		const small = [
			...document.querySelectorAll(
				'button, a, select, summary, input:not([type=radio]), textarea, label:has(input)',
			),
		]
			.map((one) => {
				const box = one.getBoundingClientRect();
				// [KB5] whole rows of keys on a phone
				const isKey = clientWidth < 480 && one.closest('.keyboard') !== null;
				return { name: one.outerHTML.slice(0, 60), box, widthPx: isKey ? 24 : 43.9 };
			})
			.filter(({ box }) => box.width > 1 && box.height > 1)
			.filter(({ box, widthPx }) => box.height < 43.9 || box.width < widthPx)
			.map(({ name, box }) => `too small: ${name} ${box.width} × ${box.height}`);
		const moving = document.getAnimations().map((one) => `moves: ${one.id} ${one.playState}`);
		const wide = scrollWidth > clientWidth ? [`wider by ${scrollWidth - clientWidth} px`] : [];
		return [...wide, ...small, ...moving];
	});
}

async function takePictures(page: Page, folder: string, state: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	for (const [width, height] of [
		[390, 844],
		[844, 390],
		[820, 1180],
		[1180, 820],
	] as const)
		for (const look of ['light', 'dark'] as const) {
			await page.setViewportSize({ width, height });
			await page.emulateMedia(LOOKS[look]);
			const name = state.replaceAll(/[^a-z]+/gi, '-');
			await page.screenshot({ path: `${folder}/${name}-${width}-${look}.png` });
		}
}
