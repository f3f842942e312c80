import { expect } from '@playwright/test';
import * as Y from 'yjs';
import type { JoinAnswer } from '#shared/api.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { device, newDialogue, test } from './support.ts';

const NASTY = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\${7*7}`;
const HONEST = 'Mehr Bänke am Fluss';

/** What an outside program with a host's link may put on a board, and no page of ours ever does. */
function rubbish(doc: Y.Doc): void {
	const map = (fields: Record<string, unknown>) => new Y.Map<unknown>(Object.entries(fields));
	const cards = doc.getMap<unknown>('cards');
	const groups = doc.getMap<unknown>('groups');
	const shown = { state: 'shown', question: 'good' };
	doc.transact(() => {
		cards.set('c_text', 'no map');
		cards.set('c_plain', { state: 'shown' });
		cards.set('c_ytext', new Y.Text('no map'));
		cards.set('constructor', map(shown));
		cards.set('c_types', map({ ...shown, text: 'no text', number: 'x', rank: {}, lang: '<img>' }));
		cards.set('c_maps', map({ ...shown, text: new Y.Map(), group: 'g_none', translations: 'x' }));
		cards.set('c_keys', map({ ...shown, text: new Y.Text('a'), group: 'constructor', rank: '~' }));
		cards.set('c_lost', map({ ...shown, question: 'toString', kind: '__proto__', number: 1e300 }));
		cards.set('c_state', map({ ...shown, state: {} }));
		const translations = map({ de: null, en: { text: 5 }, fr: { text: NASTY, by: 'machine' } });
		cards.set('c_lang', map({ ...shown, text: new Y.Text('b'), lang: 'ar', translations }));
		groups.set('g_plain', 'x');
		groups.set('constructor', map({}));
		groups.set('g_types', map({ title: 'x', question: 7, rank: 9 }));
		groups.set('g_nasty', map({ title: new Y.Text(NASTY), question: 'good', rank: 'V' }));
	});
}

test('nasty words and rubbish on a board run nothing, fetch nothing, and hide nobody’s card', async ({
	browser,
	baseURL,
}) => {
	const hall = await newDialogue(baseURL!, {
		title: `${NASTY}\u202E`,
		place: `../../${NASTY}`.slice(0, 100),
		tables: [{ theme: NASTY }],
		questions: [
			{ id: 'good', text: { de: NASTY } },
			{ id: 'need', text: { de: 'Was braucht es?' } },
		],
	});
	const table = hall.tables[0]!.id;
	const host = hall.links.hosts[table]!;
	const seat: JoinAnswer = await joinSeat(baseURL!, hall.code);
	const tablet = await new Tablet(baseURL!, seat).whenSynced();
	const desk = await new HostScreen(baseURL!, {
		dialogueId: hall.id,
		tableId: table,
		token: host.token,
	}).whenSynced();
	try {
		for (const text of [
			NASTY,
			'z' + '\u0301'.repeat(900),
			'\u202E\u2066\u202Eabc',
			'W'.repeat(999),
		])
			tablet.write({ table, question: 'good', text });
		rubbish(desk.doc);
		const honest = tablet.write({ table, question: 'need', text: HONEST });
		await tablet.whenReceipt(honest, 'shown');
		expect(desk.closes).toEqual([]);

		const links = [host.url, hall.links.moderator.url, hall.links.projector.url];
		for (const url of [...links, `${baseURL}/j/${hall.code}`]) {
			const { page, errors } = await device(browser, { viewport: { width: 1920, height: 1080 } });
			const foreign: string[] = [];
			page.on('request', (request) => {
				const { origin } = new URL(request.url());
				if (origin !== new URL(baseURL!).origin || request.headers()['referer']?.includes('#'))
					foreign.push(request.url());
			});
			page.on('dialog', (dialog) => {
				errors.push(`a dialog: ${dialog.message()}`);
				void dialog.dismiss();
			});
			await page.goto(url);
			// the moderator's cockpit shows tables, not cards: the wall is one press away
			if (url === hall.links.moderator.url)
				await page
					.getByRole('button', { name: /^Zur Wand von/ })
					.first()
					.click();
			if (url.includes('#')) await expect(page.getByText(HONEST).first()).toBeVisible();
			else
				await expect(page.getByText(hall.code).or(page.getByRole('button')).first()).toBeVisible();
			// no token stays where somebody can read it off a screen
			expect(page.url()).not.toContain('#');
			expect(await page.locator('img[src="x"]').count()).toBe(0);
			expect(errors, url.replace(/#.*/, '')).toEqual([]);
			expect(foreign).toEqual([]);
			await page.context().close();
		}
	} finally {
		tablet.leave();
		desk.leave();
	}
});
