import type { CDPSession, Page } from '@playwright/test';
import { Live } from '#tests/support/live.ts';
import { TabletBrowser } from '#tests/support/tablet-browser.ts';
import { pause } from '#tests/support/until.ts';
import type { BenchHall } from './bench-hall.ts';

const HOURS = 4;
/** In each of them. */
const PEOPLE_AT_THE_TABLET = 12;
const MESSAGES = 3;
/** Cards that are changed again by whoever wrote them, of ten. */
const CHANGED_OF_TEN = 2;

/** What is left in the page's memory when all that can go has gone. */
interface Left {
	readonly heapMB: number;
	readonly domNodes: number;
	readonly listeners: number;
}

/**
 * Four hours at a table in some minutes: so many cards an hour come from others and some are changed, one person after the
 * other writes on this tablet, reads the board and hands it on, steps and messages come, the network goes and comes back.
 * `fresh` is the same tablet after a reload and one more person: what the last hour has more than that was not let go.
 */
export async function hours(hall: BenchHall, cardsAnHour: number): Promise<unknown> {
	const moderator = new Live(hall.server.base, hall.dialogue.links.moderator.token);
	const browser = new TabletBrowser(hall.server.base);
	const page = await browser.start();
	try {
		const { steps } = await moderator.whenState();
		const tools = await browser.context.newCDPSession(page);
		await page.setViewportSize({ width: 820, height: 1180 });
		await page.addInitScript(() => localStorage.setItem('thementisch.device', 'shared'));
		await page.goto(`/j/${hall.dialogue.code}`);
		const before = await left(tools, page);
		const day: (Left & { readonly cards: number })[] = [];
		for (let hour = 0; hour < HOURS; hour++) {
			const step = steps[hour % steps.length];
			if (step) await moderator.must('step:start', { stepId: step.id });
			for (let person = 0; person < PEOPLE_AT_THE_TABLET; person++) {
				if (person % Math.ceil(PEOPLE_AT_THE_TABLET / MESSAGES) === 0)
					await moderator.must('message:send', { text: `Noch ${person} Minuten` });
				const others = othersWrite(hall, cardsAnHour / PEOPLE_AT_THE_TABLET);
				await onePerson(page, `Stunde ${hour}, Person ${person}`);
				await others;
			}
			await page.context().setOffline(true);
			await pause(500);
			await page.context().setOffline(false);
			await hall.arrived();
			await pause(2_000);
			day.push({ cards: hall.cards.length, ...(await left(tools, page)) });
		}
		await page.reload();
		await onePerson(page, 'Nach dem Neuladen');
		await pause(2_000);
		return { before, hours: day, fresh: await left(tools, page) };
	} finally {
		moderator.leave();
		await browser.close();
	}
}

async function othersWrite(hall: BenchHall, cards: number): Promise<void> {
	for (let n = 0; n < cards; n++) {
		await hall.write();
		if (n % 10 < CHANGED_OF_TEN) {
			const { tablet, id } = hall.cards[Math.floor((hall.cards.length * n) / cards)]!;
			tablet.append(id, '!');
		}
		await pause(25);
	}
}

/** Chooses a language, writes two cards, reads the board, and passes the tablet on. */
async function onePerson(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	for (const text of [`${name}: erstens`, `${name}: zweitens`]) {
		await page.locator('form textarea').fill(text);
		await page.getByRole('button', { name: 'Senden' }).click();
		await page.getByRole('button', { name: 'Noch eine Karte' }).click();
	}
	await page.getByRole('button', { name: 'Alle Karten' }).click();
	await page.locator('.board li').first().waitFor();
	await pause(300);
	await page.getByRole('button', { name: 'Schreiben' }).click();
	await page.getByRole('banner').getByRole('button', { name: 'Weitergeben' }).click();
	await page.getByRole('button', { name: 'Deutsch', exact: true }).waitFor();
}

async function left(tools: CDPSession, page: Page): Promise<Left> {
	await page.evaluate(() => new Promise(requestAnimationFrame));
	for (let times = 0; times < 2; times++) await tools.send('HeapProfiler.collectGarbage');
	const { usedSize } = await tools.send('Runtime.getHeapUsage');
	const { nodes, jsEventListeners } = await tools.send('Memory.getDOMCounters');
	return { heapMB: Math.round(usedSize / 1e5) / 10, domNodes: nodes, listeners: jsEventListeners };
}
