import type { Browser, BrowserContextOptions } from '@playwright/test';
import { device, ORGANISER_TOKEN } from './support.ts';

/** A device of the organiser's, signed in, at this address of the server. */
export async function organiserAt(
	browser: Browser,
	path: string,
	options: BrowserContextOptions = { viewport: { width: 820, height: 1180 } },
): ReturnType<typeof device> {
	const opened = await device(browser, options);
	await opened.page.addInitScript(
		(token) => localStorage.setItem('thementisch.organiser', token),
		ORGANISER_TOKEN,
	);
	await opened.page.goto(path);
	return opened;
}
