// What a participant's tablet takes in the real browser: `node tests/bench/tablet.ts [cards]` after `npm run build`.
// Processor four times slower, 10 Mbit/s, 40 ms. Prints one line of JSON; nothing here judges.
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from '@playwright/test';
import type { CardId } from '#shared/ids.ts';
import { Tablet } from '#tests/support/clients.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { spreadOf } from '#tests/support/percentiles.ts';
import { startServer } from '#tests/support/server.ts';
import { TabletBrowser } from '#tests/support/tablet-browser.ts';
import { pause, until } from '#tests/support/until.ts';

const CARDS = Number(process.argv[2] ?? 300);
const CARDS_PER_TABLET = 150;
/** The cards and changes of four hours, in four quarters. */
const EVENTS_PER_QUARTER = 250;
const QUESTIONS = ['good', 'improve', 'need'];
const text = (n: number): string => `Karte mit der Zahl ${n}, und noch ein paar Worte dazu`;

const server = await startServer();
const browser = new TabletBrowser(server.base);
const tablets: Tablet[] = [];
const cards: { readonly tablet: Tablet; readonly id: CardId }[] = [];
try {
	const dialogue = await createDialogue(server.base, server.adminToken, {
		title: 'Messung',
		place: 'Musterstadt',
		date: '2026-11-22',
		tables: [{ theme: 'Arbeit' }],
	});
	const table = dialogue.tables[0]!.id;
	let written = 0;
	const writeOne = async (): Promise<void> => {
		const wanted = Math.floor(written / CARDS_PER_TABLET);
		while (tablets.length <= wanted)
			tablets.push(new Tablet(server.base, await joinSeat(server.base, dialogue.code)));
		const n = written++;
		const tablet = tablets[wanted]!;
		const id = tablet.write({ table, question: QUESTIONS[n % 3]!, text: text(n) });
		cards.push({ tablet, id });
	};
	const arrived = async (): Promise<void> => {
		const receipts = (): number => tablets.reduce((sum, one) => sum + one.receipts.size, 0);
		await until(() => receipts() === written, { what: 'all receipts', withinMs: 120_000 });
	};
	for (let n = 0; n < CARDS; n++) {
		await writeOne();
		if (n % 100 === 99) await arrived();
	}
	await arrived();

	const page = await browser.start();
	const tools = await browser.context.newCDPSession(page);
	await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await tools.send('Network.enable');
	await tools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 40,
		downloadThroughput: 10_000_000 / 8,
		uploadThroughput: 10_000_000 / 8,
	});
	let scriptBytes = 0;
	const sizes: Promise<void>[] = [];
	page.on('response', (response) => {
		const isOfPage = response.frame() === page.mainFrame() && !response.fromServiceWorker();
		if (isOfPage && response.url().endsWith('.js'))
			sizes.push(response.body().then((body) => void (scriptBytes += gzipSync(body).length)));
	});
	const startMs = performance.now();
	await page.goto(`/j/${dialogue.code}`);
	const german = page.getByRole('button', { name: 'Deutsch', exact: true });
	await german.waitFor();
	const firstScreenMs = performance.now() - startMs;
	await german.click();
	const field = page.locator('form textarea');
	await field.waitFor();
	const fieldMs = performance.now() - startMs;
	await Promise.all(sizes);
	const bytes = scriptBytes;
	await page
		.locator('.board li')
		.nth(CARDS - 1)
		.waitFor({ state: 'attached', timeout: 120_000 });
	const boardMs = performance.now() - startMs;

	const framesMs = await scroll(page);
	const keysMs = await typeWhile(page, writeOne);
	await arrived();

	const heapMB: number[] = [await heap(tools)];
	for (let quarter = 0; quarter < 4; quarter++) {
		for (let n = 0; n < EVENTS_PER_QUARTER; n++) {
			// what exists is changed again and again; a tenth is new
			if (n % 10 === 0) await writeOne();
			else {
				const { tablet, id } = cards[n % cards.length]!;
				tablet.rewrite(id, `${text(n)} (${quarter})`);
			}
			if (n % 25 === 24) await pause(400);
		}
		await arrived();
		heapMB.push(await heap(tools));
	}
	const figures = {
		cards: CARDS,
		scriptBytes: bytes,
		firstScreenMs: Math.round(firstScreenMs),
		fieldMs: Math.round(fieldMs),
		boardMs: Math.round(boardMs),
		scrollFramesMs: rounded(framesMs),
		typingMs: rounded(keysMs),
		heapMBAtQuarters: heapMB,
	};
	process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
	for (const tablet of tablets) tablet.leave();
	await browser.close();
	await server.remove();
}

/** How long each frame took while the board is scrolled from its top to its end. */
function scroll(page: Page): Promise<number[]> {
	return page.evaluate(async () => {
		const taken: number[] = [];
		let last = await new Promise<number>(requestAnimationFrame);
		const end = document.documentElement.scrollHeight;
		const step = Math.max(100, Math.ceil(end / 200));
		for (let y = 0; y < end; y += step) {
			scrollTo(0, y);
			const now = await new Promise<number>(requestAnimationFrame);
			taken.push(now - last);
			last = now;
		}
		scrollTo(0, 0);
		return taken;
	});
}

/** From each key to the next picture, while ten cards a second arrive. */
async function typeWhile(page: Page, writeOne: () => Promise<void>): Promise<number[]> {
	await page.evaluate(() => {
		const keys: number[] = [];
		Object.assign(globalThis, { keysMs: keys });
		document.querySelector('form textarea')!.addEventListener('input', (event) => {
			requestAnimationFrame(() => keys.push(performance.now() - event.timeStamp));
		});
	});
	const arriving = setInterval(() => void writeOne(), 100);
	await page.locator('form textarea').focus();
	await page.keyboard.type('Langsam und in Ruhe geschrieben, während andere ihre Karten senden', {
		delay: 120,
	});
	clearInterval(arriving);
	return page.evaluate(() => (globalThis as { keysMs?: number[] }).keysMs ?? []);
}

/** What JavaScript holds after everything that can go has gone, in megabytes. */
async function heap(tools: CDPSession): Promise<number> {
	await tools.send('HeapProfiler.collectGarbage');
	const { usedSize } = (await tools.send('Runtime.getHeapUsage')) as { usedSize: number };
	return Math.round(usedSize / 100_000) / 10;
}

function rounded(values: readonly number[]): Record<string, number> {
	return Object.fromEntries(
		Object.entries<number>({ ...spreadOf(values) }).map(([name, value]) => [
			name,
			Math.round(value),
		]),
	);
}
