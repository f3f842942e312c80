import { expect } from '@playwright/test';
import { carried, carry, drop, keptFree } from './dragging.ts';
import {
	cardsIn,
	choose,
	hostScreen,
	linkOf,
	nameGroup,
	openMenu,
	tableWithCards,
	TEXTS,
	type HostTable,
} from './host-table.ts';
import { axeViolations, device, ORGANISER_TOKEN, test } from './support.ts';

const GOOD = 'Was läuft gut?';
const IMPROVE = 'Was muss verbessert werden?';
const NEED = 'Was braucht es?';

let table: HostTable;
test.beforeEach(async ({ baseURL }) => {
	table = await tableWithCards(baseURL!);
});
test.afterEach(() => table.tablet.leave());

test('two hosts write one card at the same time, and all of it is there, also after a reload', async ({
	browser,
}) => {
	const [a, b] = [
		await hostScreen(browser, linkOf(table)),
		await hostScreen(browser, linkOf(table)),
	];
	for (const { page } of [a, b]) await choose(page, 1, 'Bearbeiten');
	const [fieldA, fieldB] = [a, b].map(({ page }) => page.getByLabel('Text der Karte'));
	await fieldB!.press('Home');
	await Promise.all([
		fieldA!.pressSequentially(' auf der Straße', { delay: 45 }),
		fieldB!.pressSequentially('Im Viertel: ', { delay: 60 }),
	]);
	const both = `Im Viertel: ${TEXTS[0]} auf der Straße`;
	for (const field of [fieldA, fieldB]) await expect(field!).toHaveValue(both);
	for (const { page } of [a, b]) {
		await page.getByRole('button', { name: 'Fertig' }).click();
		await expect(page.getByText(both, { exact: true })).toBeVisible();
		await expect(page.getByText('Gesichert')).toBeVisible();
		await page.reload();
		await expect(page.getByText(both, { exact: true })).toBeVisible();
	}
	expect([...a.errors, ...b.errors]).toEqual([]);
});

test('a card moves by menu: to another question, up and down; the focus goes with it', async ({
	browser,
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

test('a card is moved by keyboard alone', async ({ browser }) => {
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
}) => {
	const [a, b] = [
		await hostScreen(browser, linkOf(table)),
		await hostScreen(browser, linkOf(table)),
	];
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

test('a finger drags at the grip, and scrolls everywhere else', async ({ browser }) => {
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

test('three cards become a group with a name; in, out and dissolved again', async ({ browser }) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const other = await hostScreen(browser, linkOf(table));
	await page.getByRole('button', { name: 'Auswählen' }).click();
	for (const text of [TEXTS[2]!, TEXTS[0]!, TEXTS[3]!])
		await page.getByRole('checkbox', { name: new RegExp(text) }).check();
	await expect(page.getByText('3 Karten ausgewählt')).toBeVisible();
	await page.getByRole('button', { name: 'Gruppe bilden' }).click();
	await nameGroup(page, 'Unterwegs');
	for (const one of [page, other.page]) {
		const group = one.getByRole('region', { name: 'Unterwegs' });
		await expect(group.locator('article')).toHaveCount(3);
		await expect.poll(async () => (await cardsIn(one, IMPROVE)).length).toBe(3);
	}
	await choose(page, 2, 'In Gruppe …');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Unterwegs/ })
		.click();
	await expect(page.getByRole('region', { name: 'Unterwegs' }).locator('article')).toHaveCount(4);
	await choose(page, 1, 'Aus der Gruppe nehmen');
	await expect(
		other.page.getByRole('region', { name: 'Unterwegs' }).locator('article'),
	).toHaveCount(3);
	await page.getByRole('button', { name: /^Gruppe .?Unterwegs.?: was/ }).click();
	await page.getByRole('menuitem', { name: 'Gruppe auflösen' }).click();
	for (const one of [page, other.page]) {
		await expect(one.getByRole('region', { name: 'Unterwegs' })).toHaveCount(0);
		await expect(one.locator('article')).toHaveCount(4);
	}
	await choose(page, 1, 'Gruppieren mit …');
	await page.getByLabel('Karten durchsuchen').fill('bänke');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Mehr Bänke/ })
		.click();
	await expect(other.page.locator('[data-group] article')).toHaveCount(2);
	expect([...errors, ...other.errors]).toEqual([]);
});

test('set aside and brought back; the author is told', async ({ browser }) => {
	const { page } = await hostScreen(browser, linkOf(table));
	await choose(page, 3, 'Beiseitelegen');
	await expect(page.getByText(TEXTS[2]!, { exact: true })).toHaveCount(0);
	await table.tablet.whenReceipt(table.ids[2]!, 'aside');
	await page.getByRole('button', { name: '1 beiseitegelegt' }).click();
	await page.getByRole('button', { name: /Zurückholen/ }).click();
	await page.getByRole('button', { name: 'Schließen', exact: true }).click();
	await expect(page.getByText(TEXTS[2]!, { exact: true })).toBeVisible();
	await table.tablet.whenReceipt(table.ids[2]!, 'shown');
});

test('undo takes back what this host did, and nothing of the other', async ({ browser }) => {
	const [a, b] = [
		await hostScreen(browser, linkOf(table)),
		await hostScreen(browser, linkOf(table)),
	];
	await choose(a.page, 1, NEED);
	await expect.poll(() => cardsIn(b.page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	await expect(b.page.getByRole('button', { name: 'Rückgängig' })).toBeDisabled();
	await choose(b.page, 2, NEED);
	await expect.poll(() => cardsIn(a.page, NEED)).toEqual([TEXTS[3], TEXTS[0], TEXTS[1]]);
	await a.page.getByRole('button', { name: 'Rückgängig' }).click();
	for (const { page } of [a, b])
		await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[1]]);
	await a.page.getByRole('button', { name: 'Wiederholen' }).click();
	for (const { page } of [a, b])
		await expect.poll(async () => (await cardsIn(page, NEED)).length).toBe(3);
});

test('a closed table is read only on every screen, and open again', async ({ browser }) => {
	const [a, b] = [
		await hostScreen(browser, linkOf(table)),
		await hostScreen(browser, linkOf(table)),
	];
	await openMenu(b.page, 1);
	await a.page.getByRole('button', { name: 'Tisch schließen' }).click();
	for (const { page } of [a, b]) {
		await expect(page.getByText('Dieser Tisch ist geschlossen.')).toBeVisible();
		await expect(page.getByRole('button', { name: /^Karte .?1.?: was/ })).toHaveCount(0);
	}
	await expect(b.page.getByRole('menu')).toHaveCount(0);
	await b.page.getByRole('button', { name: 'Wieder öffnen' }).click();
	await choose(a.page, 1, NEED);
	await expect.poll(() => cardsIn(b.page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	await expect(a.page.getByText('Gesichert')).toBeVisible();
});

test('what was done without a network while the table was closed can be added afterwards', async ({
	browser,
}) => {
	const [a, b] = [
		await hostScreen(browser, linkOf(table)),
		await hostScreen(browser, linkOf(table)),
	];
	await a.page.context().setOffline(true);
	await a.page.evaluate(() => window.dispatchEvent(new Event('offline')));
	await choose(a.page, 1, NEED);
	await b.page.getByRole('button', { name: 'Tisch schließen' }).click();
	await expect(b.page.getByText('Dieser Tisch ist geschlossen.')).toBeVisible();
	await a.page.context().setOffline(false);
	await expect(a.page.getByText('Der Tisch wurde im selben Moment geschlossen.')).toBeVisible({
		timeout: 45_000,
	});
	await expect.poll(() => cardsIn(a.page, NEED)).toEqual([TEXTS[3]]);
	await b.page.getByRole('button', { name: 'Wieder öffnen' }).click();
	await a.page.getByRole('button', { name: 'Änderung nachtragen' }).click();
	for (const { page } of [a, b])
		await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
});

test('a renewed link: the old screen says so kindly; the new one has everything', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await hostScreen(browser, linkOf(table));
	const renewed = await fetch(`${baseURL}/api/dialogues/${table.dialogue.id}/links`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${ORGANISER_TOKEN}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ role: 'host', tableId: table.dialogue.tables[0]!.id }),
	});
	await expect(page.getByText('Dieser Link gilt nicht mehr.')).toBeVisible();
	await page.reload();
	await expect(
		page.getByText('Diese Seite öffnet sich mit einem persönlichen Link.'),
	).toBeVisible();
	const { url } = (await renewed.json()) as { url: string };
	await page.goto(url);
	await expect(page.getByText(TEXTS[0]!, { exact: true })).toBeVisible();
	expect(errors.filter((text) => !text.includes('401'))).toEqual([]);
});

test('a participant’s token, a wrong link, and no link are told kindly', async ({ browser }) => {
	const { page } = await device(browser);
	await page.goto('/rolle');
	await expect(
		page.getByText('Diese Seite öffnet sich mit einem persönlichen Link.'),
	).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto(`/rolle#${table.tablet.seat.token}`);
	await expect(page.getByText('Dieser Link gehört zu einem Platz an einem Tisch.')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto('/rolle#nonsense');
	await expect(page.getByText('Dieser Link gilt nicht mehr.')).toBeVisible();
	await page.goto(linkOf(table));
	await expect(page.getByText('Gesichert')).toBeVisible();
	expect(new URL(page.url()).hash).toBe('');
	await page.reload();
	await expect(page.getByText('Gesichert')).toBeVisible();
	// another tab of this device knows the role and asks
	const tab = await page.context().newPage();
	await tab.goto('/rolle');
	await expect(tab.getByRole('button', { name: /Tisch begleiten/ })).toBeVisible();
	expect(await axeViolations(tab)).toEqual([]);
	await tab.getByRole('button', { name: /Tisch begleiten.*Zusammen leben · Arbeit/ }).click();
	await expect(tab.getByText('Gesichert')).toBeVisible();
});

test('a moderator switches between all tables and may write; an observer reads', async ({
	browser,
}) => {
	const { links, tables } = table.dialogue;
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
	await page.goto(links.moderator.url);
	await page.getByRole('button', { name: /^Zur Wand von .?Arbeit/ }).click();
	await expect(page.getByText('Gesichert')).toBeVisible();
	await choose(page, 1, NEED);
	await page.getByLabel('Thementische').selectOption(tables[1]!.id);
	await expect(page.getByText('Hier hängt noch keine Karte.').first()).toBeVisible();
	await page.getByLabel('Thementische').selectOption(tables[0]!.id);
	await expect.poll(() => cardsIn(page, NEED)).toEqual([TEXTS[3], TEXTS[0]]);
	const observer = await device(browser);
	await observer.page.goto(links.observer.url);
	await expect(observer.page.getByText('Nur lesen')).toBeVisible();
	await expect(observer.page.getByText(TEXTS[0]!, { exact: true })).toBeVisible();
	await expect(observer.page.locator('article button')).toHaveCount(0);
	expect([...errors, ...observer.errors]).toEqual([]);
});

test('newer words of an author are offered beside the host’s, taken over or left', async ({
	browser,
}) => {
	const { page } = await hostScreen(browser, linkOf(table));
	await choose(page, 1, 'Bearbeiten');
	await page.getByLabel('Text der Karte').pressSequentially(' hier');
	await page.getByRole('button', { name: 'Fertig' }).click();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(page.getByText('Gesichert')).toBeVisible();
	table.tablet.rewrite(table.ids[0]!, 'Fast alle grüßen sich');
	await expect(page.getByText('kam ein neuer Text')).toBeVisible();
	await page.getByRole('button', { name: 'Übernehmen' }).click();
	await expect(page.locator('article p.words').first()).toHaveText('Fast alle grüßen sich');
	await expect(page.getByText('kam ein neuer Text')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const)
	for (const width of [820, 1280])
		test(`axe finds nothing at ${width} px, ${colorScheme}`, async ({ browser }) => {
			const { page, errors } = await hostScreen(browser, linkOf(table), {
				viewport: { width, height: 900 },
				colorScheme,
			});
			expect(await axeViolations(page)).toEqual([]);
			await openMenu(page, 1);
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('menuitem', { name: 'Bearbeiten' }).click();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Fertig' }).click();
			await choose(page, 2, 'Beiseitelegen');
			await page.getByRole('button', { name: '1 beiseitegelegt' }).click();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Schließen', exact: true }).click();
			await page.getByRole('button', { name: 'Auswählen' }).click();
			await page.getByRole('checkbox').first().check();
			await page.getByRole('checkbox').last().check();
			expect(await axeViolations(page)).toEqual([]);
			await page.getByRole('button', { name: 'Gruppe bilden' }).click();
			await nameGroup(page, 'Zusammen');
			expect(await axeViolations(page)).toEqual([]);
			await choose(page, 1, 'Gruppieren mit …');
			expect(await axeViolations(page)).toEqual([]);
			expect(errors).toEqual([]);
		});
