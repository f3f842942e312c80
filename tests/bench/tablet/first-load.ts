import { percentile } from '#tests/support/percentiles.ts';
import { TabletBrowser } from '#tests/support/tablet-browser.ts';
import type { BenchHall } from './bench-hall.ts';
import { slowDown, times } from './slow-page.ts';

/**
 * From the address to the field, each time in a browser that knows nothing, and once more in the same one. Medians; what a
 * person needs to tap is not counted.
 */
export async function firstLoad(hall: BenchHall, runs: number): Promise<Record<string, number>> {
	const taken: Record<string, number[]> = {
		firstVisitScreenMs: [],
		firstVisitFieldMs: [],
		secondVisitFieldMs: [],
	};
	for (let run = 0; run < runs; run++) {
		const browser = new TabletBrowser(hall.server.base);
		const first = await browser.start();
		try {
			await slowDown(browser.context, first);
			await first.goto(`/j/${hall.dialogue.code}`, { waitUntil: 'commit' });
			const german = first.getByRole('button', { name: 'Deutsch', exact: true });
			await german.waitFor();
			const tappedMs = await german.evaluate((button: HTMLElement) => {
				const nowMs = performance.now();
				button.click();
				return nowMs;
			});
			await first.locator('form textarea').waitFor();
			const { screenMs = NaN, fieldMs = NaN } = await times(first);
			taken['firstVisitScreenMs']!.push(screenMs);
			taken['firstVisitFieldMs']!.push(screenMs + fieldMs - tappedMs);
			await first.evaluate(() => navigator.serviceWorker.ready);
			await first.close();

			const second = await browser.context.newPage();
			await slowDown(browser.context, second);
			await second.goto(`/j/${hall.dialogue.code}`, { waitUntil: 'commit' });
			await second.locator('form textarea').waitFor();
			taken['secondVisitFieldMs']!.push((await times(second)).fieldMs ?? NaN);
		} finally {
			await browser.close();
		}
	}
	return Object.fromEntries(
		Object.entries(taken).map(([name, values]) => [name, Math.round(percentile(values, 0.5))]),
	);
}
