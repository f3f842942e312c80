import { expect, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import { Screen } from '#tests/support/clients.ts';
import { Live } from '#tests/support/live.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { startServer } from '#tests/support/server.ts';
import { TabletBrowser } from '#tests/support/tablet-browser.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { until } from '#tests/support/until.ts';
import { enter, loseNetwork, ownCard, sendCard } from './participant-steps.ts';
import { newDialogue, ORGANISER_TOKEN, test } from './support.ts';

const STEPS = [
	{ id: 'write', kind: 'write', minutes: 20 },
	{ id: 'plenary', kind: 'plenary', minutes: 20 },
] as const;
const CARDS = 40;
const text = (n: number): string => `Karte Nummer ${n} aus der Stille`;

/** Writes some cards without a network, and waits until the tablet has them. */
async function write(page: Page, from: number, to: number): Promise<void> {
	for (let n = from; n <= to; n++) await sendCard(page, text(n));
	for (const n of [from, to])
		await expect(ownCard(page, `${text(n)}`).first()).toContainText('auf diesem Gerät');
}

/** Ten minutes in which nobody touches the tablet, and it sleeps; then somebody wakes it up. */
async function sleepAndWake(page: Page): Promise<void> {
	await page.clock.fastForward('10:00');
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect(page.getByLabel('Ihre Karte')).toBeVisible();
}

async function changeAndWithdraw(page: Page): Promise<void> {
	await ownCard(page, text(5)).getByRole('button', { name: 'Bearbeiten' }).click();
	await page.getByLabel('Text der Karte').fill('Die fünfte, anders');
	await page.getByRole('button', { name: 'Speichern' }).click();
	await ownCard(page, text(7)).getByRole('button', { name: 'Zurückziehen' }).click();
	// its words alone do not say that the tablet has them
	for (const changed of ['Die fünfte, anders', text(7)])
		await expect(ownCard(page, changed)).toContainText('auf diesem Gerät');
}

/** Everything that hangs on both boards, by table. */
async function hanging(base: string, dialogue: CreateDialogueAnswer): Promise<string[][]> {
	const seat = await joinSeat(base, dialogue.code);
	const screens = dialogue.tables.map(
		({ id }) => new Screen(base, { dialogueId: dialogue.id, tableId: id, token: seat.token }),
	);
	await Promise.all(screens.map((screen) => screen.whenSynced()));
	const found = screens.map((screen) =>
		screen
			.cards()
			.filter(({ state }) => state === 'shown')
			.map((card) => card.text)
			.sort(),
	);
	for (const screen of screens) screen.leave();
	return found;
}

const EXPECTED = Array.from({ length: CARDS }, (_, n) => n + 1)
	.filter((n) => n !== 7)
	.map((n) => (n === 5 ? 'Die fünfte, anders' : text(n)))
	.sort();

test('[PO9] half an hour without a network, with everything that befalls a tablet, while the step changes twice: all is there, once, on its table', async () => {
	test.slow(); // 40 cards, three starts of the browser
	const server = await startServer({ env: { ADMIN_TOKEN: ORGANISER_TOKEN } });
	const dialogue = await newDialogue(server.base, { steps: [...STEPS] });
	const lead = new Live(server.base, dialogue.links.moderator.token);
	// a page that opens while its browser is "offline" can be online for a moment: here there is no way through
	const network = await TcpProxy.open(Number(new URL(server.base).port));
	const tablet = new TabletBrowser(`http://127.0.0.1:${network.port}`);
	try {
		await lead.must('step:start', { stepId: 'write' });
		let page = await tablet.start();
		await page.clock.install();
		await enter(page, dialogue);
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
		await page.reload();
		network.down();
		await loseNetwork(page);

		await write(page, 1, 10);
		await lead.must('step:start', { stepId: 'plenary' });
		await page.reload();
		await write(page, 11, 20);
		await sleepAndWake(page);
		await changeAndWithdraw(page);
		await page.close();
		page = await tablet.context.newPage();
		await page.clock.install();
		await page.goto(`/j/${dialogue.code}`);
		await write(page, 21, 30);
		await sleepAndWake(page);
		await lead.must('step:start', { stepId: 'write' });
		await write(page, 31, CARDS);
		await page.getByLabel('Ihre Karte').fill('Halb getippt');
		await page.getByLabel('Ihre Karte').blur();
		await sleepAndWake(page);
		await expect(page.locator('.writing').getByRole('listitem')).toHaveCount(CARDS);
		// as long as the tablet is at it, this mark says so
		await expect(ownCard(page, text(CARDS))).toContainText('auf diesem Gerät');

		await tablet.crash();
		page = await tablet.start();
		await tablet.context.setOffline(true);
		await page.goto(`/j/${dialogue.code}`);
		await expect(page.getByLabel('Ihre Karte')).toHaveValue('Halb getippt');
		await expect(page.locator('.writing').getByRole('listitem')).toHaveCount(CARDS);
		expect(await hanging(server.base, dialogue)).toEqual([[], []]);

		network.up();
		await tablet.context.setOffline(false);
		const all = await until(
			async () => {
				const found = await hanging(server.base, dialogue);
				return found[0]!.length >= EXPECTED.length && found;
			},
			{ what: 'all cards', withinMs: 30_000, everyMs: 300 },
		);
		expect(all).toEqual([EXPECTED, []]);
		for (const n of [1, 20, 21, CARDS])
			await expect(ownCard(page, text(n)).first()).toContainText('im Saal');
	} finally {
		lead.leave();
		await tablet.close();
		await network.close();
		await server.remove();
	}
});

test('[PO10] plain HTTP in a hall, no secure context: the same without a cold start; what comes after the writing is told to be late', async () => {
	test.slow(); // 40 cards, three starts of the browser
	const server = await startServer({ env: { ADMIN_TOKEN: ORGANISER_TOKEN } });
	const dialogue = await newDialogue(server.base, { steps: [...STEPS] });
	const { port } = new URL(server.base);
	const hall = `http://saal.example:${port}`;
	const lead = new Live(server.base, dialogue.links.moderator.token);
	const tablet = new TabletBrowser(hall, ['--host-resolver-rules=MAP saal.example 127.0.0.1']);
	try {
		await lead.must('step:start', { stepId: 'write' });
		let page = await tablet.start();
		await page.clock.install();
		await enter(page, dialogue);
		expect(
			await page.evaluate(() => [
				isSecureContext,
				'serviceWorker' in navigator,
				'randomUUID' in crypto,
				'subtle' in crypto && crypto.subtle !== undefined,
			]),
		).toEqual([false, false, false, false]);
		await sendCard(page, 'Vor dem Ausfall');
		await expect(ownCard(page, 'Vor dem Ausfall')).toContainText('im Saal');
		await loseNetwork(page);

		await write(page, 1, 20);
		await sleepAndWake(page);
		await changeAndWithdraw(page);
		await sleepAndWake(page);
		await write(page, 21, CARDS);
		await sleepAndWake(page);
		await lead.must('step:start', { stepId: 'plenary' });
		await tablet.crash();

		// without a network there is no page to come back to; with one, everything is there
		page = await tablet.start();
		await page.goto(`/j/${dialogue.code}`);
		await expect(page.locator('.writing').getByRole('listitem')).toHaveCount(CARDS + 1);
		for (const n of [1, 20, 21, CARDS])
			await expect(ownCard(page, text(n)).first()).toContainText('nachgereicht');
		await expect(ownCard(page, 'Vor dem Ausfall')).toContainText('im Saal');
		await lead.must('step:start', { stepId: 'write' });
		expect(await hanging(server.base, dialogue)).toEqual([['Vor dem Ausfall'], []]);
		const waiting = () => (lead.state?.waiting ?? []).map((card) => card.text).sort();
		await expect.poll(waiting).toEqual(EXPECTED);
	} finally {
		lead.leave();
		await tablet.close();
		await server.remove();
	}
});
