import { expect, type Browser, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { GroupId } from '#shared/ids.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { Live } from '#tests/support/live.ts';
import { cockpit, PHONE } from './conduct-hall.ts';
import { carry, drop } from './dragging.ts';
import { enter } from './participant-steps.ts';
import { axeViolations, contrastViolations, device, newDialogue, test } from './support.ts';

interface Found {
	readonly dialogue: CreateDialogueAnswer;
	/** One group at each of two tables, two cards in each. */
	readonly groups: readonly GroupId[];
	readonly hosts: readonly HostScreen[];
	readonly leave: () => void;
}

async function found(baseURL: string): Promise<Found> {
	const dialogue = await newDialogue(baseURL);
	const tablet = new Tablet(baseURL, await joinSeat(baseURL, dialogue.code));
	const hosts = dialogue.tables.map(
		({ id }) =>
			new HostScreen(baseURL, {
				dialogueId: dialogue.id,
				tableId: id,
				token: dialogue.links.hosts[id]!.token,
			}),
	);
	const groups: GroupId[] = [];
	for (const [at, title] of ['Sprachkurse am Abend', 'Deutsch lernen'].entries()) {
		const { id: table } = dialogue.tables[at]!;
		const cards = [1, 2].map((n) =>
			tablet.write({ table, question: 'need', text: `${title}, Karte ${n}` }),
		);
		for (const card of cards) {
			await tablet.whenReceipt(card, 'shown');
			await hosts[at]!.whenCard(card);
		}
		const group = hosts[at]!.makeGroup(title, 'need', 'V');
		for (const card of cards) hosts[at]!.set(card, 'group', group);
		groups.push(group);
	}
	const leave = (): void => {
		for (const one of [tablet, ...hosts]) one.leave();
	};
	return { dialogue, groups, hosts, leave };
}

async function desk(browser: Browser, dialogue: CreateDialogueAnswer) {
	const lead = await cockpit(browser, dialogue);
	await lead.page.getByRole('button', { name: 'Themen ordnen' }).click();
	await expect(
		lead.page.getByRole('heading', { level: 1, name: 'Themen des Saals' }),
	).toBeVisible();
	return lead;
}
/** Writes a new theme's name where the cursor was put for it. */
async function nameTheme(page: Page, name: string): Promise<void> {
	await expect(page.locator('[data-theme] input:focus')).toBeVisible();
	await page.keyboard.type(name);
}
const thing = (page: Page, id: string) => page.locator(`[data-thing="${id}"]`);

test('[CK8] [TH2] [TH3] [TH6] by taps and keyboard: a theme of two tables’ groups, live, projected, weighed', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, groups, hosts, leave } = await found(baseURL!);
	const { page, errors } = await desk(browser, dialogue);
	const [first, second] = groups as [GroupId, GroupId];
	try {
		// by keyboard alone
		await thing(page, first).locator('[data-menu]').focus();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('menu').locator('[role^=menuitem]').first()).toBeFocused();
		await page.keyboard.press('Enter');
		await nameTheme(page, 'Sprache');
		const theme = page.locator('[data-theme]');
		await expect(theme).toHaveCount(1);
		await expect(theme.locator('[data-thing]')).toHaveCount(1);
		// by taps
		await thing(page, second).locator('[data-menu]').click();
		await page.getByRole('menuitemradio', { name: 'Sprache' }).click();
		await expect(theme.getByRole('list', { name: 'Karten nach Tischen' })).toHaveText(
			/4 Karten.*Arbeit.*2.*Bauen & Wohnen.*2/,
		);
		await expect(page.locator('[data-desk-said]')).toContainText('Steht jetzt in');
		expect(await axeViolations(page)).toEqual([]);
		expect(await contrastViolations(page)).toEqual([]);

		// live: a new name at the table; a group that goes is gone, not broken, and comes back
		hosts[1]!.title(second).insert(0, 'Besser ');
		await expect(thing(page, second)).toContainText('Besser Deutsch lernen');
		const cards = hosts[1]!.cards().filter(({ group }) => group === second);
		for (const { id } of cards) hosts[1]!.set(id, 'state', 'aside');
		await expect(thing(page, second)).toContainText('Am Tisch nicht mehr zu sehen');
		await expect(theme.locator('.counts')).toContainText('2 Karten');
		for (const { id } of cards) hosts[1]!.set(id, 'state', 'shown');
		await expect(thing(page, second)).toContainText('Besser Deutsch lernen');

		// on the wall
		const wall = await device(browser, { viewport: { width: 1920, height: 1080 } });
		await wall.page.goto(dialogue.links.projector.url);
		await theme.locator('header [data-menu]').click();
		await page.getByRole('menuitem', { name: 'Auf die Leinwand' }).click();
		await expect(wall.page.getByRole('heading', { level: 1, name: 'Sprache' })).toBeVisible();
		await expect(wall.page.getByText('Sprachkurse am Abend, Karte 1')).toBeVisible();
		expect(await axeViolations(wall.page)).toEqual([]);

		// weighed, and shown
		const moderator = new Live(baseURL!, dialogue.links.moderator.token);
		const guest = await device(browser, PHONE);
		await enter(guest.page, dialogue);
		await page.getByRole('button', { name: 'Zurück zur Moderation' }).click();
		const vote = page.locator('[data-panel=vote]');
		await vote.getByLabel('Wonach wird gewichtet?').fill('Was zuerst?');
		await vote.getByRole('button', { name: 'Themen des Saals' }).click();
		await vote.getByRole('button', { name: 'Abgabe öffnen' }).click();
		await guest.page.locator('[data-vote-line]').getByRole('button').click();
		await guest.page
			.getByRole('button', { name: /Punkt.*Sprache/ })
			.last()
			.click();
		await expect(guest.page.locator('[data-ballot=counted]')).toBeVisible();
		await vote.getByRole('button', { name: 'Abgabe beenden' }).click();
		await vote.getByRole('button', { name: 'Ergebnis zeigen' }).click();
		await expect(vote.locator('[data-result]')).toContainText('Sprache');
		// with the same tap it is on the wall
		await expect(wall.page.getByText('1 Punkt', { exact: true })).toBeVisible();
		expect(await axeViolations(wall.page)).toEqual([]);
		moderator.leave();
		expect([...errors, ...wall.errors, ...guest.errors]).toEqual([]);
	} finally {
		leave();
	}
});

test('[TH4] [TH5] [TH6] by drag; undo takes back the own acts', async ({ browser, baseURL }) => {
	const { dialogue, groups, leave } = await found(baseURL!);
	const { page, errors } = await desk(browser, dialogue);
	try {
		await page.getByRole('button', { name: 'Neues Thema' }).click();
		await nameTheme(page, 'Lernen');
		const theme = page.locator('[data-theme]');
		for (const [at, group] of groups.entries()) {
			const onto = theme.locator('ul').last();
			await carry(page, thing(page, group), { onto, at: () => ({ x: 80, y: 25 }), list: theme });
			await drop(page);
			await expect(theme.locator('[data-thing]')).toHaveCount(at + 1);
		}
		await page.getByRole('button', { name: 'Rückgängig' }).click();
		await expect(theme.locator('[data-thing]')).toHaveCount(1);
		await page.locator('body').press('Control+z');
		await expect(theme.locator('[data-thing]')).toHaveCount(0);
		await expect(page.locator('.free [data-thing]')).toHaveCount(2);
		expect(errors).toEqual([]);
	} finally {
		leave();
	}
});

test('[TH9] two at the desk see that there is somebody else, and where', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, groups, leave } = await found(baseURL!);
	const [one, two] = [await desk(browser, dialogue), await desk(browser, dialogue)];
	try {
		const others = one.page.locator('[data-others]');
		await expect(others).toHaveText('Noch jemand ordnet mit.');
		await two.page.getByRole('button', { name: 'Neues Thema' }).click();
		await nameTheme(two.page, 'Lernen');
		const theme = one.page.locator('[data-theme]');
		await expect(theme.getByText('Hier arbeitet noch jemand.')).toBeVisible();
		await expect(two.page.getByText('Hier arbeitet noch jemand.')).toHaveCount(0);
		expect(await axeViolations(one.page)).toEqual([]);
		await two.page.getByRole('searchbox').focus();
		await expect(theme.getByText('Hier arbeitet noch jemand.')).toHaveCount(0);

		await thing(two.page, groups[0]!).hover({ position: { x: 60, y: 20 } });
		const lying = (await thing(two.page, groups[0]!).boundingBox())!;
		await two.page.mouse.down();
		await two.page.mouse.move(lying.x + 80, lying.y + 40, { steps: 4 });
		await expect(thing(one.page, groups[0]!)).toContainText('Hat gerade noch jemand in der Hand.');
		await two.page.mouse.up();
		await expect(thing(one.page, groups[0]!)).not.toContainText('in der Hand');
		await two.page.getByRole('button', { name: 'Zurück zur Moderation' }).click();
		await expect(others).toHaveText('');
		expect([...one.errors, ...two.errors]).toEqual([]);
	} finally {
		leave();
	}
});
