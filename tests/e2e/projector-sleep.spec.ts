import { expect } from '@playwright/test';
import type { CardId } from '#shared/ids.ts';
import { Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { device, newDialogue, test } from './support.ts';

/** Long enough to be asleep; `infra/nightly.sh` sleeps longer. */
const ASLEEP_MS = Number(process.env['PROJECTOR_ASLEEP_MS'] ?? 1_000);

test('[PJ16] a projector that slept shows what hangs now, and holds no more than before', async ({
	browser,
	baseURL,
}) => {
	test.setTimeout(120_000 + ASLEEP_MS);
	const dialogue = await newDialogue(baseURL!, { tables: [{ theme: 'Arbeit' }] });
	const table = dialogue.tables[0]!.id;
	const tablet = new Tablet(baseURL!, await joinSeat(baseURL!, dialogue.code));
	const write = (text: string): CardId => tablet.write({ table, question: 'good', text });
	const { page, errors } = await device(browser);
	try {
		const cards = Array.from({ length: 12 }, (_, n) => write(`Karte ${n} vom Vormittag`));
		for (const card of cards) await tablet.whenReceipt(card, 'shown');
		await page.goto(dialogue.links.projector.url);
		await expect(page.locator('.count').first()).toHaveText(`${cards.length}`);
		await expect(page.locator('.measure')).toHaveCount(0);
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Performance.enable');
		const nodes = async (): Promise<number> => {
			await cdp.send('HeapProfiler.collectGarbage');
			const { metrics } = await cdp.send('Performance.getMetrics');
			return metrics.find(({ name }) => name === 'Nodes')!.value;
		};
		const before = await nodes();

		await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
		const asleepSince = Date.now();
		for (let n = 0; n < 60; n++) tablet.rewrite(cards[n % 12]!, `Am Nachmittag, ${n}`);
		const newest = write('Ganz zuletzt gekommen');
		await tablet.whenReceipt(newest, 'shown');
		await expect
			.poll(() => Date.now() - asleepSince, { timeout: ASLEEP_MS + 30_000 })
			.toBeGreaterThan(ASLEEP_MS);
		await cdp.send('Page.setWebLifecycleState', { state: 'active' });

		await expect(page.getByText('Ganz zuletzt gekommen').first()).toBeVisible();
		await expect(page.getByText('vom Vormittag')).toHaveCount(0);
		await expect(page.getByText('Keine Verbindung.')).toBeHidden();
		await expect.poll(nodes).toBeLessThan(before + 300);
		expect(errors).toEqual([]);
	} finally {
		tablet.leave();
	}
});
