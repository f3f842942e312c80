import type { BrowserContext, CDPSession, Page } from '@playwright/test';

/** A mid-range tablet in a hall. */
const PROFILE = { timesSlower: 4, mbitPerS: 10, latencyMs: 40 };

/** What the page itself writes down: Playwright's own questions come late on a slow processor. All since the page began. */
export interface PageTimes {
	/** The languages to choose from stood there. */
	readonly screenMs?: number;
	/** The field to write in stood there. */
	readonly fieldMs?: number;
	/** Each time the page did not answer for more than 50 ms. */
	readonly blockedMs: number[];
	/** From a key to the picture with its letter. */
	readonly keysMs: number[];
}

/** Makes a page as slow as the profile says, and lets it write down its times. Before the page is opened. */
export async function slowDown(context: BrowserContext, page: Page): Promise<CDPSession> {
	const tools = await context.newCDPSession(page);
	await tools.send('Emulation.setCPUThrottlingRate', { rate: PROFILE.timesSlower });
	await tools.send('Network.enable');
	const bytesPerS = (PROFILE.mbitPerS * 1_000_000) / 8;
	await tools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: PROFILE.latencyMs,
		downloadThroughput: bytesPerS,
		uploadThroughput: bytesPerS,
	});
	await page.addInitScript(watch);
	return tools;
}

export function times(page: Page): Promise<PageTimes> {
	return page.evaluate(() => (globalThis as unknown as { times: PageTimes }).times);
}

/** Runs in the page. */
function watch(): void {
	const times: { screenMs?: number; fieldMs?: number } & PageTimes = { blockedMs: [], keysMs: [] };
	Object.assign(globalThis, { times });
	new MutationObserver(() => {
		if (document.querySelector('main li button[lang]')) times.screenMs ??= performance.now();
		if (document.querySelector('form textarea')) times.fieldMs ??= performance.now();
	}).observe(document, { childList: true, subtree: true });
	new PerformanceObserver((list) => {
		times.blockedMs.push(...list.getEntries().map(({ duration }) => duration));
	}).observe({ type: 'longtask', buffered: true });
	addEventListener('input', (event) => {
		// a message that is sent in a frame comes when that frame has been drawn
		const drawn = new MessageChannel();
		drawn.port1.onmessage = () => times.keysMs.push(performance.now() - event.timeStamp);
		requestAnimationFrame(() => drawn.port2.postMessage(undefined));
	});
}
