import { expect } from '@playwright/test';
import { cockpit, countdown, PHONE, said, STEPS, TABLET } from './conduct-hall.ts';
import { choose, hostScreen, linkOf, tableWithCards, TEXTS, type HostTable } from './host-table.ts';
import { enter } from './participant-steps.ts';
import { axeViolations, device, test } from './support.ts';

let hall: HostTable;
test.beforeEach(async ({ baseURL }) => {
	hall = await tableWithCards(baseURL!, { steps: STEPS });
});
test.afterEach(() => hall.tablet.leave());

test('[ML3] help is called, answered, and taken back', async ({ browser }) => {
	const lead = await cockpit(browser, hall.dialogue);
	const host = await hostScreen(browser, linkOf(hall), TABLET);
	await host.page.getByRole('button', { name: 'Hilfe holen' }).click();
	await host.page.getByRole('menuitem', { name: 'Technik' }).click();
	await expect(host.page.locator('[data-help]')).toContainText('Hilfe ist gerufen: ⁨Technik⁩');
	const calls = lead.page.locator('[data-panel=help]');
	await expect(calls).toContainText('⁨Arbeit⁩ braucht Hilfe');
	await lead.page.getByRole('button', { name: /^Ich komme zu .?Arbeit/ }).click();
	await expect(said(lead.page)).toContainText('Der Tisch weiß, dass Sie kommen.');
	await expect(calls).toBeEmpty();
	await expect(host.page.locator('[data-help]')).toContainText('Hilfe kommt: ⁨Technik⁩');
	await host.page.getByRole('button', { name: 'Danke' }).click();
	await expect(host.page.locator('[data-help]')).toBeEmpty();

	await host.page.getByRole('button', { name: 'Hilfe holen' }).click();
	await host.page.getByRole('menuitem', { name: 'Dolmetschen' }).click();
	await expect(calls).toContainText('Dolmetschen');
	await host.page.getByRole('button', { name: 'Nicht mehr nötig' }).click();
	await expect(calls).toBeEmpty();
	await expect(host.page.locator('[data-help]')).toBeEmpty();
	expect([...lead.errors, ...host.errors]).toEqual([]);
});

test('[ML2] a card in the light: told, looked at by a tap, nobody torn out of writing', async ({
	browser,
}) => {
	const lead = await cockpit(browser, hall.dialogue);
	const host = await hostScreen(browser, linkOf(hall));
	const { page, errors } = await device(browser, PHONE);
	await enter(page, hall.dialogue, { theme: 'Bauen & Wohnen' });
	const field = page.locator('form textarea');
	await field.fill('Ich schreibe gerade');
	await field.focus();
	await choose(host.page, 3, 'Ins Licht stellen');
	await expect(page.locator('[data-light]')).toContainText('Im Licht: Tisch ⁨Arbeit⁩');
	await expect(field).toBeFocused();
	await page.getByRole('button', { name: 'Ansehen' }).click();
	await expect(page.getByRole('dialog')).toContainText(TEXTS[2]!);
	expect(await axeViolations(page)).toEqual([]);
	// who looks goes along
	await choose(host.page, 2, 'Ins Licht stellen');
	await expect(page.getByRole('dialog')).toContainText(TEXTS[1]!);
	await page.keyboard.press('Escape');
	await expect(field).toHaveValue('Ich schreibe gerade');
	// who has wandered off finds the way back
	await page.getByRole('button', { name: 'Ansehen' }).click();
	await expect(page.getByRole('dialog')).toContainText(TEXTS[1]!);
	await lead.page.getByRole('button', { name: /^Licht aus/ }).click();
	await expect(said(lead.page)).toContainText('Das Licht ist aus.');
	await expect(page.locator('[data-light]')).toBeEmpty();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	// the next light takes nobody away
	await field.focus();
	await choose(host.page, 1, 'Ins Licht stellen');
	await expect(page.locator('[data-light]')).toContainText('Im Licht: Tisch ⁨Arbeit⁩');
	await expect(field).toBeFocused();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	expect([...errors, ...lead.errors, ...host.errors]).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing: cockpit at every width, host with a step, ${colorScheme}`, async ({
		browser,
	}) => {
		test.slow(); // axe takes a second a look
		const lead = await cockpit(browser, hall.dialogue, { ...TABLET, colorScheme });
		const host = await hostScreen(browser, linkOf(hall), { ...TABLET, colorScheme });
		await host.page.getByRole('button', { name: 'Hilfe holen' }).click();
		await host.page.getByRole('menuitem', { name: 'Moderation' }).click();
		await lead.page.getByRole('button', { name: /^Ablauf beginnen/ }).click();
		await expect(countdown(host.page)).toBeVisible();
		expect(await axeViolations(host.page)).toEqual([]);
		for (const width of [820, 1180, 1280, 390]) {
			await lead.page.setViewportSize({ width, height: 900 });
			expect(await axeViolations(lead.page), String(width)).toEqual([]);
			const beyond = await lead.page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			);
			expect(beyond, String(width)).toBeLessThanOrEqual(0);
		}
		expect([...lead.errors, ...host.errors]).toEqual([]);
	});

	test(`axe finds nothing: a vote in the cockpit, on a phone and on paper, ${colorScheme}`, async ({
		browser,
	}) => {
		test.slow();
		const lead = await cockpit(browser, hall.dialogue, { ...TABLET, colorScheme });
		const host = await hostScreen(browser, linkOf(hall), { ...TABLET, colorScheme });
		const guest = await device(browser, { ...PHONE, colorScheme });
		await enter(guest.page, hall.dialogue);
		await lead.page.getByLabel('Wonach wird gewichtet?').fill('Was zuerst?');
		await lead.page.getByRole('button', { name: 'Abgabe öffnen' }).click();
		await guest.page.getByRole('button', { name: 'Punkte vergeben' }).click();
		await guest.page
			.getByRole('button', { name: /^Punkt geben/ })
			.first()
			.click();
		await expect(guest.page.locator('[data-ballot=counted]')).toBeVisible();
		expect(await axeViolations(guest.page)).toEqual([]);
		expect(await axeViolations(lead.page)).toEqual([]);
		await lead.page.getByRole('button', { name: 'Abgabe beenden' }).click();
		await lead.page.getByRole('button', { name: 'Ergebnis zeigen' }).click();
		await expect(lead.page.locator('[data-result] li')).toHaveCount(1);
		await expect(guest.page.locator('[data-result] li')).toHaveCount(1);
		expect(await axeViolations(lead.page)).toEqual([]);
		expect(await axeViolations(guest.page)).toEqual([]);
		await host.page.getByRole('button', { name: 'Punkte von Papier eintragen' }).click();
		expect(await axeViolations(host.page)).toEqual([]);
		expect([...lead.errors, ...host.errors, ...guest.errors]).toEqual([]);
	});
}

test('axe finds nothing with the colours that somebody has chosen for everything', async ({
	browser,
}) => {
	const options = { ...TABLET, forcedColors: 'active' } as const;
	const lead = await cockpit(browser, hall.dialogue, options);
	const host = await hostScreen(browser, linkOf(hall), options);
	await lead.page.getByRole('button', { name: /^Ablauf beginnen/ }).click();
	await expect(countdown(host.page)).toBeVisible();
	for (const { page } of [lead, host]) expect(await axeViolations(page)).toEqual([]);
	await host.page.getByRole('button', { name: 'Auswählen' }).click();
	await host.page.getByRole('checkbox').first().check();
	expect(await axeViolations(host.page)).toEqual([]);
});
