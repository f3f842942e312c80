import { gzipSync } from 'node:zlib';
import { expect, type Response } from '@playwright/test';
import { device, newDialogue, test } from './support.ts';
import { enter } from './participant-steps.ts';

/** All scripts from the address to the field to write in, gzipped: an old phone on a hall's network. */
const SCRIPT_KIB_MAX = 130;

for (const language of ['Deutsch', 'العربية'])
	test(`[PX5] in ${language}, a phone loads no more than ${SCRIPT_KIB_MAX} KiB of script before somebody can write`, async ({
		browser,
		baseURL,
	}) => {
		const dialogue = await newDialogue(baseURL!);
		// what is kept for a start without a network comes later, and takes nobody's time
		const { page } = await device(browser, {
			viewport: { width: 390, height: 844 },
			serviceWorkers: 'block',
		});
		const answers: Response[] = [];
		page.on('response', (response) => answers.push(response));
		await page.addInitScript(() => {
			new MutationObserver((_changes, observer) => {
				if (!document.querySelector('form textarea')) return;
				performance.mark('field');
				observer.disconnect();
			}).observe(document, { childList: true, subtree: true });
		});
		await enter(page, dialogue, { language });
		// what comes after the field came after it, however late a busy machine lets us look
		const inTime = await page.evaluate(() => {
			const field = performance.getEntriesByName('field')[0]!.startTime;
			const asked = performance.getEntriesByType('resource');
			return asked
				.filter(({ startTime }) => startTime <= field)
				.map(({ name }) => new URL(name).pathname);
		});
		// only the bodies of those: what comes later may still be on its way when the page is closed
		const scripts = answers
			.map((answer) => ({ answer, path: new URL(answer.url()).pathname }))
			.filter(({ path }) => path.endsWith('.js') && inTime.includes(path));
		const loaded = await Promise.all(
			scripts.map(async ({ answer, path }) => ({
				path,
				bytes: gzipSync(await answer.body()).byteLength,
			})),
		);
		expect(loaded.length).toBeGreaterThan(5);
		const bytes = loaded.reduce((sum, one) => sum + one.bytes, 0);
		const largest = loaded.sort((a, b) => b.bytes - a.bytes).slice(0, 12);
		const told = largest.map((one) => `${one.path} ${one.bytes}`).join('\n');
		process.stdout.write(`script up to the field in ${language}: ${bytes} bytes\n`);
		expect(bytes, told).toBeLessThanOrEqual(SCRIPT_KIB_MAX * 1024);
	});
