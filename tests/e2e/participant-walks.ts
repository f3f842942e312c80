import { expect } from '@playwright/test';
import type { JoinAnswer } from '#shared/api.ts';
import { LIMITS } from '#shared/limits.ts';
import type { State } from '#shared/state.ts';
import { MESSAGE } from '#shared/wire.ts';
import { Tablet } from '#tests/support/clients.ts';
import type { Walk } from './participant-walk.ts';

/** The way in, and the ways on which nobody comes in. */
export async function wayIn(walk: Walk): Promise<void> {
	const { page, look } = walk;
	const { code, id } = await walk.dialogue({ tables: [{ theme: 'Arbeit' }, { theme: 'Wohnen' }] });
	await page.goto('/');
	await page.locator('input').fill('no');
	await page.keyboard.press('Enter');
	await page.getByRole('alert').waitFor();
	await look('the way in, a code that is none');
	await page.goto('/j/ZZZZZZ');
	await page.getByRole('alert').waitFor();
	await look('an unknown code');
	await page.route('**/api/join', (route) => route.abort());
	await page.goto(`/j/${code}`);
	await page.getByRole('alert').waitFor();
	await look('no server');
	await page.unroute('**/api/join');
	await page.goto(`/j/${code}`);
	await expect(page.locator('main li button')).toHaveCount(12);
	await look('languages');
	await page.route(/_app\/.*\.js/, (route) => route.abort());
	await page.locator('main li button[lang=tr]').click();
	await page.locator('.notice').waitFor();
	await look('a language that cannot be fetched');
	await page.unroute(/_app\/.*\.js/);
	await page.reload();
	await walk.chooseLanguage();
	const lead = await walk.moderator();
	await lead.must('table:freeze', { tableId: walk.made.tables[1]!.id, frozen: true });
	await page.locator('main small').waitFor();
	await look('tables, one of them closed');

	const resultsUrl = 'https://www.musterstadt.example/dialog/ergebnisse';
	await walk.organiser('PATCH', '', { phase: 'closed', settings: { resultsUrl } });
	await page.locator('main li button').first().click();
	await page.locator(`a[href="${resultsUrl}"]`).waitFor();
	await look('at the table when the event is over');
	await walk.organiser('POST', '/sheet', { published: true, listed: false });
	await page.evaluate(() => localStorage.removeItem('thementisch.seats'));
	await page.reload();
	await page.locator(`a[href="/s/${id}"]`).waitFor();
	await look('the code of an event that is over');
}

/** The field, from empty to full. */
export async function writing(walk: Walk): Promise<void> {
	const { page, look, field, sending, own } = walk;
	const { code, id } = await walk.dialogue();
	await walk.enter();
	await look('nothing written yet');
	await sending.click();
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	await look('nothing to send');
	await field.fill('x y '.repeat(225));
	await look('few characters left');
	await field.fill('zu lang '.repeat(200));
	await look('cut at the limit');
	await field.fill(`Z${'\u0351'.repeat(100)}algo`);
	await look('towers of accents cut');
	await field.fill('');
	const [pictures, keyboard] = [page.locator('.aid').first(), page.locator('.aid').nth(1)];
	await pictures.click();
	await page.locator('form section li').first().waitFor();
	await look('pictures to begin with');
	await keyboard.click();
	await page.locator('.keyboard').waitFor();
	await look('the keyboard on the screen');
	await keyboard.click();
	await walk.send('Mehr Bänke');
	await expect(own.locator('.place')).toContainText(/[1١]/);
	await look('the first card is in the hall');
	await own.locator('.acts button').first().click();
	await own.locator('textarea').waitFor();
	await look('changing a card');
	await own.locator('.acts button').last().click();
	await expect(own.locator('textarea')).toHaveCount(0);
	await own.locator('.acts button').last().click();
	await expect(own).toHaveClass(/withdrawn/);
	await look('a card that was taken back');

	// more than fits: the rest is written by the same seat from elsewhere
	const seats = await page.evaluate(() => localStorage.getItem('thementisch.seats') ?? '{}');
	const key = (JSON.parse(seats) as Record<string, JoinAnswer>)[code]!;
	const tablet = new Tablet(walk.base, key);
	await tablet.whenSynced();
	tablet.doc.transact(() => {
		for (let n = 1; n < LIMITS.cardsPerSeatMax; n++)
			tablet.write({ table: walk.table, question: 'good', text: `Karte ${n}`, state: 'withdrawn' });
	});
	await expect(field).toBeDisabled();
	tablet.leave();
	await page.evaluate((visit) => {
		const kept = JSON.parse(localStorage.getItem(visit) ?? '{}') as object;
		localStorage.setItem('thementisch.device', 'shared');
		localStorage.setItem(visit, JSON.stringify({ ...kept, turnSinceMs: Date.now() }));
	}, `thementisch.visit.${id}`);
	await page.reload();
	await expect(field).toBeDisabled();
	await page.locator('summary').waitFor();
	await look('as many cards as a device may send');
	await walk.organiser('DELETE', '');
	await page.locator('main > h1').waitFor();
	await look('the event was deleted');
}

/** Every mark that an own card can carry. */
export async function marks(walk: Walk): Promise<void> {
	const { page, look, own } = walk;
	await walk.dialogue();
	await walk.enter();
	const lead = await walk.moderator();
	const host = await walk.host();
	const card = async (text: string) => {
		await walk.send(text);
		return own.filter({ hasText: text });
	};
	const shown = async (text: string) => {
		const one = await card(text);
		await expect(one.locator('.place')).toContainText(/[0-9\u0660-\u0669]/);
		return { one, id: (await host.whenText(text)).id };
	};
	await shown('Im Saal');
	const aside = await shown('Beiseite');
	host.set(aside.id, 'state', 'aside');
	await aside.one.locator('.why').waitFor();
	const offered = await shown('Vorschlag');
	host.append(offered.id, ' (vom Tisch)');
	await host.whenSaved();
	await offered.one.locator('.acts button').first().click();
	await own.locator('textarea').fill('Anders');
	await page.locator('.writing li textarea ~ .acts button').first().click();
	await own.filter({ hasText: 'Anders' }).locator('.why').waitFor();
	await look('newer words are offered to the table');
	await lead.must('table:freeze', { tableId: walk.table, frozen: true });
	await page.locator('form .note').waitFor();
	const late = await card('Nachgereicht');
	await late.locator('.why').waitFor();
	await look('a card that came late, at a table that is closed');
	await lead.must('table:freeze', { tableId: walk.table, frozen: false });
	await walk.organiser('PATCH', '', { settings: { moderation: 'before' } });
	await lead.whenState(({ settings }) => settings.moderation === 'before');
	const waiting = await card('Wartet');
	await waiting.locator('.why').waitFor();
	const refused = await card('Nicht angenommen');
	await refused.locator('.why').waitFor();
	const queued = ({ waiting }: State) => waiting?.find(({ text }) => text === 'Nicht angenommen');
	const { cardId } = queued(await lead.whenState((state) => queued(state) !== undefined))!;
	await lead.must('card:refuse', { tableId: walk.table, cardId, reason: 'Bitte ohne Namen' });
	await refused.locator('.why.words').waitFor();
	await page.context().setOffline(true);
	const here = await card('Auf dem Gerät');
	await expect(here.locator('p.mark')).not.toBeEmpty();
	await look('own cards with every mark, without a network');
	await page.context().setOffline(false);
	await here.locator('.why').waitFor();
}

/** What the network and the device's storage have to say. */
export async function troubles(walk: Walk): Promise<void> {
	const { page, look } = walk;
	await walk.dialogue();
	let tell: (paused: 0 | 1) => void = () => undefined;
	await page.routeWebSocket(/\/sync\/.*\/seat\//, (socket) => {
		socket.connectToServer();
		tell = (paused) => socket.send(Buffer.from([MESSAGE.paused, paused]));
	});
	await walk.enter();
	const says = page.locator('[role=status] > p:has(svg)').first();
	tell(1);
	await says.waitFor();
	await look('saving is paused');
	tell(0);
	await expect(says).toHaveCount(0);

	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException('refused', 'SecurityError');
		};
	});
	await page.reload();
	await page.locator('.keep .notice').waitFor();
	await page.locator('.copy button').waitFor();
	await look('storage refused');
	await page.clock.install();
	await page.context().setOffline(true);
	await page.clock.fastForward(2_000);
	await says.waitFor();
	await look('no connection');
}
