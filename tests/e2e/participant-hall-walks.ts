import { expect } from '@playwright/test';
import { LIMITS } from '#shared/limits.ts';
import { Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { endsIn } from './conduct-hall.ts';
import type { Walk } from './participant-walk.ts';

/** The table's board: empty, hidden, with groups, in one language. */
export async function board(walk: Walk): Promise<void> {
	const { page, look } = walk;
	await walk.dialogue({ settings: { hideUntilReveal: true } });
	await walk.enter();
	await walk.tab('board');
	await page.locator('.board .tabs').waitFor();
	await look('a board that is not uncovered yet');
	await walk.organiser('PATCH', '', { settings: { hideUntilReveal: false } });
	await expect(page.locator('.board > .note')).toHaveCount(0);
	await look('an empty board');

	const host = await walk.host();
	const tablet = new Tablet(walk.base, await joinSeat(walk.base, walk.made.code));
	const write = async (text: string, lang = 'de', question = 'good') => {
		const id = tablet.write({ table: walk.table, question, text, lang });
		await host.whenCard(id);
		return id;
	};
	const group = host.makeGroup('Im Freien', 'good', 'V');
	host.set(await write('Mehr Bänke im Park'), 'group', group);
	host.set(await write('Bänke am Fluss'), 'mergedInto', await write('Bäume'));
	host.set(await write('الحافلات قليلة', 'ar'), 'group', host.makeGroup('', 'good', 'W'));
	await write('ብዙሕ ግዜ ምጽባይ', 'ti', 'improve');
	await walk.tab('write');
	await walk.send('Von diesem Gerät');
	await walk.tab('board');
	await expect(page.locator('.board .mine')).toHaveCount(1);
	await page.locator('.board select').waitFor();
	await look('a board with groups, several languages, cards laid together, an own one');
	await page.locator('.board select').selectOption('ar');
	await page.locator('.board .languages .note').waitFor();
	await look('the cards of one language');
	await page.locator('.board .tabs button').last().click();
	await look('one question, and no card in this language');
	tablet.leave();
}

/** What the hall says, alone and all at once; the dots. */
export async function hall(walk: Walk): Promise<void> {
	const { page, look } = walk;
	const instruction = { de: 'Schreiben Sie Karten.', ar: 'اكتبوا بطاقات.' };
	await walk.dialogue({ steps: [{ id: 'write', kind: 'write', minutes: 10, instruction }] });
	await walk.enter();
	const lead = await walk.moderator();
	for (const text of ['Mehr Bänke', 'Mehr Bäume', 'Mehr Licht']) await walk.send(text);
	const host = await walk.host();
	const [first, second, third] = await Promise.all([
		host.whenText('Mehr Bänke'),
		host.whenText('Mehr Bäume'),
		host.whenText('Mehr Licht'),
	]);
	const group = host.makeGroup('Draußen', 'good', 'V');
	host.set(third.id, 'group', group);
	await lead.must('step:start', { stepId: 'write' });
	await page.locator('.step .time').waitFor();
	await look('a step with its time');
	await endsIn(lead, 45);
	await page.locator('.step.soon').waitFor();
	await look('a step that ends soon');
	await lead.must('step:extend', { seconds: -60 });
	await page.locator('.step.over').waitFor();
	await lead.must('message:send', { text: 'Das Essen ist da. Bitte kommen Sie in zehn Minuten.' });
	await lead.must('spotlight:set', { target: { tableId: walk.table, cardId: first.id } });
	await page.locator('[data-light] button').waitFor();
	const vote = { dots: 3, perItemMax: 2, criterion: 'Was soll die Stadt zuerst angehen?' };
	await lead.must('vote:open', vote);
	await page.locator('[data-vote-line] .line').waitFor();
	await look('step, message, light and vote at once');
	await page.locator('[data-light] button').click();
	await walk.sheet.locator('.words').waitFor();
	await look('what is in the light');
	await walk.sheet.locator('header button').click();
	await lead.must('spotlight:set', { target: null });
	await page.locator('[data-message] button').click();

	await page.locator('[data-vote-line] button').click();
	const item = (id: string) => page.locator(`[data-item="${id}"] .tap button`);
	await item(first.id).last().waitFor();
	await look('a ballot before the first dot');
	await item(first.id).last().click();
	await item(group).last().click();
	await page.locator('[data-ballot=counted]').waitFor();
	await look('a ballot with a dot left');
	await item(first.id).last().click();
	await page.locator('[data-ballot=counted]').waitFor();
	host.set(second.id, 'state', 'aside');
	await expect(page.locator(`[data-item="${second.id}"]`)).toHaveCount(0);
	await page.locator('[data-vote] summary').click();
	await look('a ballot with no dot left, a group unfolded');
	await lead.must('vote:close', {});
	await page.locator('[data-vote] .note').waitFor();
	await look('a ballot that is closed');
	await lead.must('vote:reveal', {});
	await expect(page.locator('[data-result] li')).not.toHaveCount(0);
	await look('what the dots have brought');
	await page.locator('[data-vote] header button').click();
	await page.locator('[data-vote-line] button').waitFor();
	await look('the result is there');
}

/** The questionnaire at the end of the day. */
export async function evaluation(walk: Walk): Promise<void> {
	const { page, look } = walk;
	await walk.dialogue();
	await walk.enter();
	await walk.organiser('POST', '/evaluation', { phase: 'open' });
	const line = page.locator('[data-evaluation-line]');
	await line.locator('button').click();
	const form = page.locator('.evaluation form');
	await form.waitFor();
	await look('the questionnaire');
	await form.locator('button[type=submit]').click();
	await page.getByRole('alert').waitFor();
	await look('nothing answered');
	await form.locator('label').first().click();
	await form.locator('textarea').first().fill('Alles gut');
	await form.locator('.clear').waitFor();
	await look('something answered');
	await form.locator('button[type=submit]').click();
	await page.locator('.evaluation .notice.good').waitFor();
	await look('answers have arrived');
	await page.locator('.evaluation header button').click();
	await line.locator('p').waitFor();
	await look('the line of the questionnaire');
}

/** A tablet that people pass on. */
export async function passedOn(walk: Walk): Promise<void> {
	const { page, look, field, sheet } = walk;
	await walk.dialogue();
	await page.addInitScript(() => localStorage.setItem('thementisch.device', 'shared'));
	// the tablet's clock stands still: however long it is looked at, nobody has left
	const nowMs = Date.now();
	await page.clock.setFixedTime(nowMs);
	await walk.enter();
	const lead = await walk.moderator();
	const head = page.locator('header .device button');
	const pass = head.nth(1);
	await field.fill('Eine Karte');
	await walk.sending.click();
	await page.locator('.writing .ways').waitFor();
	await expect(page.locator('.writing > section .mark').first()).toBeVisible();
	await look('sent');
	await page.locator('.writing .ways button').first().click();
	await field.fill('Später');
	await pass.click();
	await sheet.locator('.ways').waitFor();
	await look('handing over with a text in the field');
	await sheet.locator('.ways button').nth(1).click();
	await sheet.locator('.sign').waitFor();
	const sign = await sheet.locator('.sign').innerText();
	await look('a text is kept under its sign');
	await sheet.locator('footer button').click();
	await page.locator('main h1').waitFor();
	await look('the tablet is free');
	await lead.must('message:send', { text: 'Bitte alle ins Plenum.' });
	await page.locator('[data-message] .line').waitFor();
	await look('the tablet is free, and the moderator has something to say');
	await walk.chooseLanguage();
	const kept = page.locator('.writing section:has(li > svg)');
	await kept.locator('button').click();
	await sheet.locator('.signs').waitFor();
	await look('which sign?');
	await sheet.locator('.signs button').filter({ hasNotText: sign }).first().click();
	await kept.locator('.notice').waitFor();
	await look('another sign');
	await head.last().click();
	await sheet.locator('fieldset').waitFor();
	await look('this device');
	await sheet.locator('.parts > button').last().click();
	await sheet.locator('footer button').nth(1).waitFor();
	await look('giving the device back');
	await sheet.locator('footer button').first().click();
	await field.fill('Halb getippt');
	const quietMs = (LIMITS.idleSecondsMax - LIMITS.idleWarningSeconds) * 1_000;
	await page.clock.setFixedTime(nowMs + quietMs + 2_000);
	await page.locator('.line .says').waitFor();
	await look('is anybody there?');
	await page.locator('.line:has(.says) button').click();
	await field.fill('');
	await head.last().click();
	await sheet.locator('.parts > button').last().click();
	await sheet.locator('footer button').nth(1).click();
	await page.locator('main > [role=status] h1').waitFor();
	await look('the device is empty');
}

/** Where everybody sorts. */
export async function sorting(walk: Walk): Promise<void> {
	const { page, look, sheet } = walk;
	await walk.dialogue({ settings: { sorting: 'everyone' } });
	await walk.enter();
	await walk.send('Mehr Bänke');
	await walk.send('Mehr Licht');
	const host = await walk.host();
	await host.whenText('Mehr Licht');
	const { id } = await host.whenText('Mehr Bänke');
	host.makeGroup('Im Freien', 'good', 'V');
	host.set(id, 'group', host.makeGroup('', 'good', 'W'));
	await walk.tab('board');
	const sort = page.locator('.board .sort');
	await expect(sort).toHaveCount(2);
	await look('a board that everybody sorts');
	await sort.last().click();
	await sheet.locator('.choice').first().waitFor();
	await look('where a card belongs');
	await sheet.locator('header button').click();
	await sort.first().click();
	await expect(sheet.locator('.choice')).not.toHaveCount(0);
	await look('a card in a group');
}
