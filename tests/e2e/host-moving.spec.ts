import { expect } from '@playwright/test';
import { carried, carry, drop, keptFree } from './dragging.ts';
import {
	cardsIn,
	choose,
	hostScreen,
	linkOf,
	nameGroup,
	TEXTS,
	test,
	twoHosts,
} from './host-table.ts';

const GOOD = 'Was läuft gut?';
const IMPROVE = 'Was muss verbessert werden?';
const NEED = 'Was braucht es?';

test('a card moves by menu: to another question, up and down; the focus goes with it', async ({
	browser,
	table,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	await choose(page, 1, IMPROVE);
	await expect.poll(() => cardsIn(page, IMPROVE)).toEqual([TEXTS[2], TEXTS[0]]);
	await expect(page.getByRole('button', { name: /^Karte .?1.?: was/ })).toBeFocused();
	await expect(page.locator('p[data-said]')).toHaveText(/Karte .?1.? steht jetzt unter/);
	await choose(page, 1, 'Nach oben');
	await expect.poll(() => cardsIn(page, IMPROVE)).toEqual([TEXTS[0], TEXTS[2]]);
	expect(errors).toEqual([]);
});

test('a card is moved by keyboard alone', async ({ browser, table }) => {
	const { page } = await hostScreen(browser, linkOf(table));
	const button = page.getByRole('button', { name: /^Karte .?2.?: was/ });
	await button.waitFor();
	for (let press = 0; press < 40; press++) {
		await page.keyboard.press('Tab');
		if (await button.evaluate((one) => one === document.activeElement)) break;
	}
	await expect(button).toBeFocused();
	const first = page.getByRole('menuitem', { name: 'Bearbeiten' });
	await page.keyboard.press('Enter');
	await expect(first).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(button).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(first).toBeFocused();
	await page.keyboard.press('n');
	await expect(page.getByRole('menuitem', { name: 'Nach oben' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect.poll(() => cardsIn(page, GOOD)).toEqual([TEXTS[1], TEXTS[0]]);
	await expect(page.getByRole('button', { name: /^Karte .?2.?: was/ })).toBeFocused();
});

test('a card is dragged with the mouse, between other cards and into a group', async ({
	browser,
	table,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const other = await hostScreen(browser, linkOf(table));
	const words = (text: string) => page.getByText(text, { exact: true });
	const drag = async (text: string, other: string): Promise<void> => {
		const onto = words(other);
		const list = page.locator('ul', { has: onto });
		await carry(page, words(text), { onto, at: () => ({ x: 40, y: 0 }), list });
		await drop(page);
	};
	await drag(TEXTS[0]!, TEXTS[2]!);
	for (const one of [page, other.page])
		await expect
			.poll(async () => [...(await cardsIn(one, IMPROVE))].sort())
			.toEqual([TEXTS[0], TEXTS[2]].sort());
	await expect(page.getByText('Gesichert')).toBeVisible();

	await page.getByRole('button', { name: 'Auswählen' }).click();
	await page.getByRole('checkbox', { name: /Mehr Bänke/ }).check();
	await page.getByRole('button', { name: 'Gruppe bilden' }).click();
	await nameGroup(page, 'Draußen');
	await page.keyboard.press('Enter');
	await expect(other.page.getByRole('textbox', { name: 'Name der Gruppe' })).toHaveValue('Draußen');
	await drag(TEXTS[1]!, TEXTS[3]!);
	for (const one of [page, other.page])
		await expect(
			one.getByRole('region', { name: 'Draußen' }).getByText(TEXTS[1]!, { exact: true }),
		).toBeVisible();

	// a folded group takes a card at its name, behind its last one
	const group = page.getByRole('region', { name: 'Draußen' });
	await group.getByRole('button', { name: /zuklappen$/ }).click();
	await expect(group.locator('article')).toHaveCount(0);
	const middle = ({ width, height }: { width: number; height: number }) => ({
		x: width / 2,
		y: height / 2,
	});
	await carry(page, words(TEXTS[0]!), { onto: group, at: middle, list: group });
	await drop(page);
	const inside = other.page.getByRole('region', { name: 'Draußen' }).locator('p.words');
	await expect(inside).toHaveCount(3);
	await expect(inside.last()).toHaveText(TEXTS[0]!);
	await expect(group.getByText('3', { exact: true })).toBeVisible();
	expect([...errors, ...other.errors]).toEqual([]);
});

test('a card in the air while another host dissolves the group below it and moves its neighbours', async ({
	browser,
	table,
}) => {
	const [a, b] = await twoHosts(browser, table);
	await choose(b.page, 4, 'Gruppieren mit …');
	await b.page
		.getByRole('dialog')
		.getByRole('button', { name: /Zu wenig Busse/ })
		.click();
	await nameGroup(b.page, 'Weg');
	const group = a.page.getByRole('region', { name: 'Weg' });
	await expect(group.locator('article')).toHaveCount(2);
	await carry(a.page, a.page.getByText(TEXTS[0]!, { exact: true }), {
		onto: group.getByText(TEXTS[3]!, { exact: true }),
		at: () => ({ x: 40, y: 0 }),
		list: group,
	});
	await b.page.getByRole('button', { name: /^Gruppe .?Weg.?: was/ }).click();
	await b.page.getByRole('menuitem', { name: 'Gruppe auflösen' }).click();
	await choose(b.page, 2, NEED);
	await expect(b.page.getByText('Gesichert')).toBeVisible();
	// on the screen over which something hangs, nothing moves
	expect(await cardsIn(a.page, GOOD)).toEqual([TEXTS[1]]);
	await a.page.mouse.up();
	for (const { page } of [a, b]) {
		await expect(page.locator('article')).toHaveCount(4);
		await expect(page.getByRole('region', { name: 'Weg' }).locator('article')).toHaveCount(1);
		await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[1]]);
	}
	expect([...a.errors, ...b.errors]).toEqual([]);
});

test('a finger drags at the grip, and scrolls everywhere else', async ({ browser, table }) => {
	const { page } = await hostScreen(browser, linkOf(table), {
		viewport: { width: 820, height: 1180 },
		hasTouch: true,
	});
	const cdp = await page.context().newCDPSession(page);
	const touch = (type: string, points: { x: number; y: number }[]): Promise<unknown> =>
		cdp.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
	const card = page.locator('article', { hasText: TEXTS[0]! });
	await card.hover(); // it lies still
	const words = (await card.locator('p.words').boundingBox())!;
	await touch('touchStart', [{ x: words.x + 10, y: words.y + 10 }]);
	await touch('touchMove', [{ x: words.x + 60, y: words.y + 60 }]);
	await expect(carried(page)).toHaveCount(0);
	await touch('touchEnd', []);

	const grip = (await card.locator('[data-drag-handle]').boundingBox())!;
	const at = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
	await touch('touchStart', [at]);
	await touch('touchMove', [{ x: at.x + 10, y: at.y + 10 }]);
	await expect(carried(page)).toBeVisible();
	const list = page.locator('ul', { has: page.getByText(TEXTS[3]!, { exact: true }) });
	await expect(async () => {
		const to = (await page.getByText(TEXTS[3]!, { exact: true }).boundingBox())!;
		for (let step = 1; step <= 10; step++)
			await touch('touchMove', [
				{ x: at.x + ((to.x + 40 - at.x) * step) / 10, y: at.y + ((to.y + 100 - at.y) * step) / 10 },
			]);
		await expect(keptFree(list)).toHaveCount(1, { timeout: 2_000 });
	}).toPass();
	await touch('touchEnd', []);
	await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
});
