import { expect } from '@playwright/test';
import { Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { until } from '#tests/support/until.ts';
import { device, newDialogue, test } from './support.ts';
import { enter, onBoard } from './participant-steps.ts';

/** Slower than this is stuck. Meant: a frame in 250 ms, a key in 150; what it was is told, for a test's machine is busy. */
const STUCK_MS = 2_000;

const TYPED = 'Langsam und in Ruhe geschrieben, während andere senden';

test('[PX4] 300 cards, a processor four times slower: the board opens, scrolls, and typing goes on while cards arrive', async ({
	browser,
	baseURL,
}) => {
	test.slow(); // on a processor four times slower
	const dialogue = await newDialogue(baseURL!);
	const tablets: Tablet[] = [];
	for (let n = 0; n < 3; n++) {
		tablets.push(new Tablet(baseURL!, await joinSeat(baseURL!, dialogue.code)));
	}
	const table = dialogue.tables[0]!.id;
	const questions = ['good', 'improve', 'need'];
	const text = (n: number): string => `Karte mit der Zahl ${n}, und noch ein paar Worte dazu`;
	try {
		for (let n = 0; n < 300; n++)
			tablets[n % 3]!.write({ table, question: questions[n % 3]!, text: text(n) });
		await until(() => tablets.every(({ receipts }) => receipts.size === 100), {
			what: 'a receipt for each card',
			withinMs: 30_000,
		});

		const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
		const cpu = await page.context().newCDPSession(page);
		await cpu.send('Emulation.setCPUThrottlingRate', { rate: 4 });
		await enter(page, dialogue);
		await expect(page.locator('.board li')).toHaveCount(300);

		const framesMs = await page.evaluate(async () => {
			const taken: number[] = [];
			let last = await new Promise<number>(requestAnimationFrame);
			for (let y = 0; y < 4_000; y += 100) {
				scrollTo(0, y);
				const now = await new Promise<number>(requestAnimationFrame);
				taken.push(now - last);
				last = now;
			}
			scrollTo(0, 0);
			return taken.sort((a, b) => a - b);
		});

		let sent = 300;
		const arriving = setInterval(() => {
			const n = sent++;
			tablets[n % 3]!.write({ table, question: questions[n % 3]!, text: text(n) });
		}, 100);
		await page.evaluate(() => {
			const keys = ((globalThis as { keysMs?: number[] }).keysMs = []) as number[];
			document.querySelector('form textarea')!.addEventListener('input', (event) => {
				requestAnimationFrame(() => keys.push(performance.now() - event.timeStamp));
			});
		});
		await page.getByLabel('Ihre Karte').focus();
		await page.keyboard.type(TYPED, { delay: 40 });
		clearInterval(arriving);
		const keysMs = await page.evaluate(() =>
			(globalThis as { keysMs?: number[] }).keysMs!.sort((a, b) => a - b),
		);
		await expect(page.getByLabel('Ihre Karte')).toHaveValue(TYPED);
		await expect(onBoard(page, text(sent - 1))).toBeAttached();

		const at = (sorted: readonly number[], part: number): number =>
			sorted[Math.floor((sorted.length - 1) * part)]!;
		const figures = {
			framesP50: at(framesMs, 0.5),
			framesP95: at(framesMs, 0.95),
			keysP50: at(keysMs, 0.5),
			keysP95: at(keysMs, 0.95),
		};
		test.info().annotations.push({ type: 'ms', description: JSON.stringify(figures) });
		process.stdout.write(`${JSON.stringify(figures)}\n`);
		expect(figures.framesP95, JSON.stringify(figures)).toBeLessThan(STUCK_MS);
		expect(figures.keysP95, JSON.stringify(figures)).toBeLessThan(STUCK_MS);
		expect(errors).toEqual([]);
	} finally {
		for (const tablet of tablets) tablet.leave();
	}
});
