import type { Page } from '@playwright/test';
import { spreadOf } from '#tests/support/percentiles.ts';
import { TabletBrowser } from '#tests/support/tablet-browser.ts';
import type { BenchHall } from './bench-hall.ts';
import { slowDown, times } from './slow-page.ts';

const ARRIVING_PER_S = 10;
const WORDS = 'Langsam und in Ruhe geschrieben, während andere ihre Karten senden. Und noch mehr.';
/** The slowest scrolling reads along, the fastest is a flick from end to end. In CSS pixels per picture. */
const SPEEDS_PX = [20, 80, 400];
const PICTURES = 240;
/** 60 pictures a second, and a clock that is not exact. */
const SMOOTH_MS = 17.5;

/** Opens a board of so many cards, scrolls it, and writes while cards arrive: beside the board, and with the board away. */
export async function fullBoard(hall: BenchHall, cards: number): Promise<Record<string, unknown>> {
	await hall.fill(cards);
	const browser = new TabletBrowser(hall.server.base);
	const page = await browser.start();
	try {
		await slowDown(browser.context, page);
		await page.goto(`/j/${hall.dialogue.code}`, { waitUntil: 'commit' });
		await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
		await page.locator('form textarea').waitFor();
		const openedMs = await page.evaluate(whenAllHang, hall.cards.length);
		const { fieldMs = 0, blockedMs } = await times(page);
		const scrolling: Record<string, unknown> = {};
		for (const px of SPEEDS_PX) scrolling[`${px} px`] = smoothness(await scroll(page, px));
		const typing = await typeWhileCardsArrive(hall, page);
		await page.setViewportSize({ width: 820, height: 1180 });
		const typingWithoutBoard = await typeWhileCardsArrive(hall, page);
		return {
			cards,
			boardAfterFieldMs: Math.round(openedMs - fieldMs),
			blockedMs: rounded(blockedMs),
			scrolling,
			typing,
			typingWithoutBoard,
		};
	} finally {
		await browser.close();
	}
}

/** In the page: when the last card hangs on the board. */
async function whenAllHang(cards: number): Promise<number> {
	while (document.querySelectorAll('.board li').length < cards)
		await new Promise((resolve) => setTimeout(resolve, 200)); // counting takes time, too
	return performance.now();
}

interface Picture {
	/** Since the one before. */
	readonly afterMs: number;
	/** What the page itself had to do for it. */
	readonly workMs: number;
}

/** Down the board and up again at its end, and what each picture took. */
function scroll(page: Page, px: number): Promise<Picture[]> {
	return page.evaluate(
		async ({ px, pictures }) => {
			const taken: { afterMs: number; workMs: number }[] = [];
			const drawn = new MessageChannel();
			const end = document.documentElement.scrollHeight - innerHeight;
			let lastMs = await new Promise<number>(requestAnimationFrame);
			for (let n = 1, y = 0, step = px; n <= pictures; n++, y += step) {
				if (y + step > end || y + step < 0) step = -step;
				scrollTo(0, y);
				const startMs = performance.now();
				const workMs = await new Promise<number>((resolve) => {
					drawn.port1.onmessage = () => resolve(performance.now() - startMs);
					drawn.port2.postMessage(undefined);
				});
				const nowMs = await new Promise<number>(requestAnimationFrame);
				taken.push({ afterMs: nowMs - lastMs, workMs });
				lastMs = nowMs;
			}
			scrollTo(0, 0);
			return taken;
		},
		{ px, pictures: PICTURES },
	);
}

function smoothness(pictures: readonly Picture[]): Record<string, unknown> {
	const late = pictures.filter(({ afterMs }) => afterMs > SMOOTH_MS).length;
	return {
		afterMs: rounded(pictures.map(({ afterMs }) => afterMs)),
		workMs: rounded(pictures.map(({ workMs }) => workMs)),
		latePercent: Math.round((100 * late) / pictures.length),
	};
}

async function typeWhileCardsArrive(hall: BenchHall, page: Page): Promise<Record<string, number>> {
	const before = (await times(page)).keysMs.length;
	const arriving = setInterval(() => void hall.write(), 1_000 / ARRIVING_PER_S);
	try {
		await page.locator('form textarea').fill('');
		await page.locator('form textarea').focus();
		await page.keyboard.type(WORDS, { delay: 100 });
	} finally {
		clearInterval(arriving);
	}
	await hall.arrived();
	return rounded((await times(page)).keysMs.slice(before));
}

function rounded(values: readonly number[]): Record<string, number> {
	return Object.fromEntries(
		Object.entries<number>({ ...spreadOf(values) }).map(([name, value]) => [
			name,
			Math.round(10 * value) / 10,
		]),
	);
}
