import { expect, type Page } from '@playwright/test';
import { spreadOf } from '#tests/support/percentiles.ts';
import { RefusingProxy } from '#tests/support/refusing-proxy.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { enter, onBoard, ownCard, sendCard } from './participant-steps.ts';
import { device, newDialogue, test } from './support.ts';

const wide = { viewport: { width: 1280, height: 800 } };
const CARDS = Number(process.env['NETWORK_CARDS'] ?? 8);

/** Sends cards one after the other; how long each took from the tap to the words on another screen, in milliseconds. */
async function sendAndMeasure(writer: Page, reader: Page): Promise<number[]> {
	const tookMs: number[] = [];
	for (let n = 1; n <= CARDS; n++) {
		const text = `Karte ${n} auf Umwegen`;
		const seen = onBoard(reader, text).waitFor({ state: 'attached' });
		await writer.locator('form textarea').fill(text);
		const startMs = performance.now();
		await writer.getByRole('button', { name: 'Senden' }).click();
		await seen;
		tookMs.push(performance.now() - startMs);
	}
	return tookMs;
}

for (const { name, delayMs, lossPart } of [
	{ name: 'a proxy that refuses websockets', delayMs: 0, lossPart: 0 },
	{
		name: 'the same with 300 ms there and back, and one request in twenty lost',
		delayMs: 150,
		lossPart: 0.05,
	},
])
	test(`[PN1] ${name}: everything works by requests, and how long it takes is told`, async ({
		browser,
		baseURL,
	}) => {
		test.slow(); // every card takes its way, one after the other
		const random = new SeededRandom(seedOf(process.env['SEED']));
		const chance = (): number => random.next();
		const proxy = await RefusingProxy.open({ delayMs, lossPart, chance });
		try {
			const dialogue = await newDialogue(baseURL!);
			const options = { ...wide, proxy: { server: proxy.server } };
			const writer = await device(browser, options);
			const reader = await device(browser, options);
			await enter(writer.page, dialogue);
			await enter(reader.page, dialogue);
			const tookMs = await sendAndMeasure(writer.page, reader.page);
			const { p50, p95 } = spreadOf(tookMs);
			const figures = `p50 ${Math.round(p50)} p95 ${Math.round(p95)} ms, ${proxy.tunnelsRefused} tunnels refused, ${proxy.cut} requests cut off, seed ${random.seed}`;
			process.stdout.write(`${figures}\n`);
			test.info().annotations.push({ type: 'ms', description: figures });
			expect(proxy.tunnelsRefused, figures).toBeGreaterThan(0);
			// each once, and the marks are the server's word
			await expect(onBoard(reader.page, 'auf Umwegen')).toHaveCount(CARDS);
			await expect(ownCard(writer.page, `Karte ${CARDS} auf`)).toContainText('im Saal');
			await expect(writer.page.getByText('Keine Verbindung.')).toHaveCount(0);
		} finally {
			await proxy.close();
		}
	});

test('[PN2] the proxy lets websockets pass after a while: the page comes back to them by itself', async ({
	browser,
	baseURL,
}) => {
	const proxy = await RefusingProxy.open();
	try {
		const dialogue = await newDialogue(baseURL!);
		const { page } = await device(browser, { ...wide, proxy: { server: proxy.server } });
		await page.clock.install();
		await enter(page, dialogue);
		await sendCard(page, 'Auf Umwegen');
		await expect(ownCard(page, 'Auf Umwegen')).toContainText('im Saal');
		proxy.letsTunnelsPass = true;
		await page.clock.fastForward('00:12'); // until the page looks again
		// the seat's and the board's
		await expect.poll(() => proxy.tunnelsOpen, { timeout: 40_000 }).toBe(2);
		await sendCard(page, 'Auf geradem Weg');
		await expect(ownCard(page, 'Auf geradem Weg')).toContainText('im Saal');
		expect(proxy.tunnelsOpen).toBe(2);
	} finally {
		await proxy.close();
	}
});
