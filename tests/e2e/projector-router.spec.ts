import { expect, type Browser, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { Live } from '#tests/support/live.ts';
import { cockpit, said, STEPS } from './conduct-hall.ts';
import { axeViolations, device, newDialogue, test } from './support.ts';

const HD = { viewport: { width: 1920, height: 1080 } };

async function projector(browser: Browser, { links }: CreateDialogueAnswer, size = HD) {
	const one = await device(browser, size);
	await one.page.goto(links.projector.url);
	await expect(one.page.locator('[data-surface=projector]')).toBeVisible();
	return one;
}
const shows = (page: Page, kind: string) =>
	expect(page.locator('main')).toHaveAttribute('data-view', kind);

test('[PJ6] two projectors with names: each shows what it is sent, and black covers all in one tap', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const lead = await cockpit(browser, dialogue);
	const panel = lead.page.locator('[data-panel=projector]');
	// they are numbered as they come
	const stage = await projector(browser, dialogue);
	await expect(panel.locator('[data-projector]')).toHaveCount(1);
	const door = await projector(browser, dialogue);
	await expect(panel.locator('[data-projector]')).toHaveCount(2);

	// named at the projector itself, and by the moderator
	await stage.page.mouse.move(300, 300);
	await stage.page.getByLabel('Name dieser Leinwand').fill('Bühne');
	await stage.page.keyboard.press('Enter');
	await panel.getByRole('button', { name: /^Bühne/ }).click();
	await panel.getByRole('button', { name: 'Mitmachen' }).click();
	await shows(stage.page, 'join');
	await shows(door.page, 'tables');
	await expect(panel.getByRole('button', { name: /^Bühne/ })).toContainText('Mitmachen');
	await panel.getByRole('button', { name: /^Leinwand 2/ }).click();
	await panel.getByLabel('Name der Leinwand').fill('Foyer');
	await panel.getByRole('button', { name: 'Speichern' }).click();
	await expect(panel.getByRole('button', { name: /^Foyer/ })).toBeVisible();

	// one tap, from anywhere, and back to what stood behind it
	await lead.page.getByRole('banner').getByRole('button', { name: 'Schwarz' }).click();
	for (const { page } of [stage, door]) await shows(page, 'black');
	await lead.page.getByRole('button', { name: 'Bild wieder zeigen' }).click();
	await shows(stage.page, 'join');
	await shows(door.page, 'tables');

	// the same projector after a reload; to all again
	await stage.page.reload();
	await shows(stage.page, 'join');
	await panel.getByRole('button', { name: 'Alle Leinwände' }).click();
	await panel.getByRole('button', { name: 'Zeit', exact: true }).click();
	await expect(said(lead.page)).toContainText('Zeit');
	for (const { page } of [stage, door]) await shows(page, 'countdown');
	await stage.page.close();
	await expect(panel.getByRole('button', { name: /^Bühne/ })).toContainText('nicht verbunden');
	expect(await axeViolations(lead.page)).toEqual([]);
	expect([...stage.errors, ...door.errors, ...lead.errors]).toEqual([]);
});

test('[PJ8] two windows of one browser are two projectors, each the same after a reload', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const context = await browser.newContext(HD);
	const pages = [await context.newPage(), await context.newPage()];
	const lead = await cockpit(browser, dialogue);
	const chips = lead.page.locator('[data-panel=projector] [data-projector]');
	for (const page of pages) {
		await page.goto(dialogue.links.projector.url);
		await shows(page, 'tables');
	}
	await expect(chips).toHaveCount(2);
	const ids = () =>
		chips.evaluateAll((all) => all.map((one) => one.getAttribute('data-projector')).sort());
	const before = await ids();
	for (const page of pages) await page.reload();
	for (const page of pages) await shows(page, 'tables');
	await expect.poll(ids).toEqual(before);
});

test('[PJ3] nothing hidden or set aside appears, whatever is sent to the wall', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const table = dialogue.tables[0]!.id;
	const seat = await joinSeat(baseURL!, dialogue.code);
	const tablet = new Tablet(baseURL!, seat);
	const host = new HostScreen(baseURL!, {
		dialogueId: dialogue.id,
		tableId: table,
		token: dialogue.links.hosts[table]!.token,
	});
	const moderator = new Live(baseURL!, dialogue.links.moderator.token);
	const guest = new Live(baseURL!, seat.token);
	try {
		await Promise.all([moderator.whenState(() => true), guest.whenState(() => true)]);
		const write = (text: string): CardId => tablet.write({ table, question: 'good', text });
		const seenCard = write('zu sehen');
		const aside = write('canary beiseite');
		const taken = write('canary zurückgezogen');
		for (const id of [seenCard, aside, taken]) await tablet.whenReceipt(id, 'shown');
		const { groupId } = (await moderator.must('group:create', {
			tableId: table,
			cardIds: [aside, taken],
			title: 'canary Gruppe',
		})) as { groupId: GroupId };
		const { voteId } = (await moderator.must('vote:open', {
			dots: 5,
			perItemMax: 5,
			criterion: 'Was zuerst?',
			weighed: 'cards',
		})) as { voteId: `v_${string}` };
		await guest.must('vote:cast', { voteId, dots: { [aside]: 2, [taken]: 2, [seenCard]: 1 } });
		await moderator.must('vote:close', {});
		await moderator.must('vote:reveal', {});
		for (const id of [aside, taken]) await host.whenCard(id);
		host.set(aside, 'state', 'aside');
		tablet.withdraw(taken);
		await host.whenCard(taken, ({ state }) => state === 'withdrawn');
		// late: written while the table is frozen
		await moderator.must('table:freeze', { tableId: table, frozen: true });
		const late = write('canary nachgereicht');
		await tablet.whenReceipt(late, 'late');

		const { page, errors } = await projector(browser, dialogue);
		const target = { tableId: table };
		for (const light of [null, { cardId: aside }, { cardId: late }, { groupId }])
			for (const view of [
				{ kind: 'tables' },
				{ kind: 'table', tableId: table },
				{ kind: 'spotlight' },
				{ kind: 'vote' },
				{ kind: 'themes' },
			] as const) {
				await moderator.must('spotlight:set', { target: light && { ...target, ...light } });
				await moderator.must('projector:show', { view });
				const { version } = await moderator.whenState(
					({ projector: now }) => now?.kind === view.kind,
				);
				expect(version).toBeGreaterThan(0);
				await expect(page.locator('main')).toHaveAttribute(
					'data-view',
					light && view.kind.startsWith('table') ? 'spotlight' : view.kind,
				);
				await expect(page.locator('body')).not.toContainText('canary');
			}
		await moderator.must('spotlight:set', { target: null });
		await moderator.must('projector:show', { view: { kind: 'vote' } });
		await expect(page.locator('body')).toContainText('zu sehen');
		await expect(page.locator('body')).not.toContainText('canary');
		expect(errors).toEqual([]);
	} finally {
		for (const one of [tablet, host, moderator, guest]) one.leave();
	}
});

test('a projector opened with a participant’s link is told kindly', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const seat = await joinSeat(baseURL!, dialogue.code);
	const { page } = await device(browser, HD);
	await page.goto(`${baseURL}/rolle#${seat.token}`);
	await expect(page.getByRole('link', { name: /Code/ })).toBeVisible();
	await expect(page.locator('[data-surface=projector]')).toHaveCount(0);
});
