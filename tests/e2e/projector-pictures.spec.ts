import { expect, type Page } from '@playwright/test';
import * as Y from 'yjs';
import type { ProjectorView } from '#shared/commands.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import { THEMES } from '#shared/themes.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { Live } from '#tests/support/live.ts';
import { SyncClient } from '#tests/support/sync-client.ts';
import { STEPS } from './conduct-hall.ts';
import {
	axeViolations,
	contrastViolations,
	device,
	newDialogue,
	ORGANISER_TOKEN,
	test,
} from './support.ts';

const WLAN = { name: 'Saal; "Nord"', password: 'gemeinsam\\2026' };
const WALLS = [
	[1024, 768],
	[1920, 1080],
	[3840, 2160],
	[1080, 1920],
] as const;
const LONG = 'Wir brauchen ein Haus für alle, in dem man ohne Anmeldung zusammenkommt. '.repeat(7);
const ARABIC = 'نحتاج إلى بيت مفتوح للجميع في الحي نلتقي فيه ونتعلم معاً. ';

/** What nobody in the last row could read: what is cut off, hangs out of the wall, or is written too small. */
function faults(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		// a new size is noticed with the next frame, and drawn with the one after
		for (let frame = 0; frame < 3; frame++)
			await new Promise((done) => requestAnimationFrame(done));
		if (document.querySelector('.measure')) return ['not measured yet'];
		const shorter = Math.min(innerWidth, innerHeight);
		// shortened on purpose: a repeated title, and long words in a result
		const isShortened = (one: Element) => one.matches('.continued span, .result .words');
		const found = new Set<string>();
		for (const one of document.querySelectorAll('html, .picture, .picture *, footer, footer *')) {
			if (one.closest('svg, .unseen, .measure')) continue;
			const { overflowX, overflowY, fontSize } = getComputedStyle(one);
			const name = `${one.tagName}.${one.classList[0]} ${one.textContent.slice(0, 20)}`;
			const isCut =
				(overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 2) ||
				(overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 2);
			if (isCut && !isShortened(one)) found.add(`cut: ${name}`);
			const { left, top, right, bottom } = one.getBoundingClientRect();
			if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
				found.add(`outside: ${name}`);
			// 34 px at 1080 lines
			if (one.matches('.words') && parseFloat(fontSize) < (34 / 1080) * shorter - 0.1)
				found.add(`small: ${fontSize} ${name}`);
		}
		return [...found];
	});
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('[PJ1, PJ12, PJ13] every picture fits every wall, can be read, and breaks no rule of axe', async ({
	browser,
	baseURL,
}) => {
	test.slow(); // thirteen pictures on four walls
	const questions = ['Was läuft gut?', 'Was muss verbessert werden?', 'Was braucht es?', 'Wer?'];
	const dialogue = await newDialogue(baseURL!, {
		steps: STEPS,
		questions: [...questions, 'Wann?', 'Wo?'].map((de, n) => ({ id: `q${n}`, text: { de } })),
	});
	await fetch(`${baseURL}/api/dialogues/${dialogue.id}`, {
		method: 'PATCH',
		headers: { authorization: `Bearer ${ORGANISER_TOKEN}`, 'content-type': 'application/json' },
		body: JSON.stringify({ wlan: WLAN }),
	});
	const [few, many] = dialogue.tables.map(({ id }) => id) as [`t_${string}`, `t_${string}`];
	const seat = await joinSeat(baseURL!, dialogue.code);
	const tablet = new Tablet(baseURL!, seat);
	const guest = new Live(baseURL!, seat.token);
	const moderator = new Live(baseURL!, dialogue.links.moderator.token);
	const host = new HostScreen(baseURL!, {
		dialogueId: dialogue.id,
		tableId: many,
		token: dialogue.links.hosts[many]!.token,
	});
	const desk = new SyncClient({
		base: baseURL!,
		path: `${dialogue.id}/desk/themes`,
		token: dialogue.links.moderator.token,
	});
	try {
		await Promise.all([moderator.whenState(), guest.whenState()]);
		const write = (table: string, n: number, text: string, lang = 'de'): CardId =>
			tablet.write({ table, question: `q${n % 6}`, text, lang });
		const short = write(few, 0, 'Alle grüßen sich');
		const arabic = write(many, 0, ARABIC, 'ar');
		const long = write(many, 2, LONG);
		const longArabic = write(many, 2, ARABIC.repeat(8), 'ar');
		const cards = Array.from({ length: 36 }, (_, n) =>
			write(many, n, `Karte ${n} mit einigen Worten, so lang wie die meisten`),
		);
		for (const id of [short, arabic, long, longArabic, ...cards])
			await tablet.whenReceipt(id, 'shown');
		for (const id of [arabic, longArabic, ...cards]) await host.whenCard(id);
		const group: GroupId = host.makeGroup('Deutsch lernen am Abend und am Wochenende', 'q0', 'V');
		for (const id of [arabic, ...cards.filter((_, n) => n % 6 === 0)]) host.set(id, 'group', group);
		for (const [id, text] of [
			[arabic, 'Wir brauchen ein offenes Haus.'],
			[longArabic, LONG],
		] as const)
			host.set(id, 'translations', new Y.Map([['de', { text, by: 'interpreter' }]]));
		const themeId = 'h_theme';
		desk.doc.transact(() => {
			const themes = desk.doc.getMap(THEMES.themes);
			const fields: [string, unknown][] = [
				['title', new Y.Text('Treffpunkte für alle, auch am Abend')],
				['rank', 'V'],
			];
			themes.set(themeId, new Y.Map(fields));
			const members = desk.doc.getMap(THEMES.members);
			members.set(group, { theme: themeId, table: many, rank: 'V' });
			members.set(short, { theme: themeId, table: few, rank: 'W' });
		});
		await moderator.must('step:start', { stepId: 'write' });
		const { voteId } = (await moderator.must('vote:open', {
			...{ dots: 9, perItemMax: 9, criterion: 'Was soll in Musterstadt zuerst angepackt werden?' },
			weighed: 'cards',
		})) as { voteId: `v_${string}` };
		const weighed = [longArabic, long, ...cards.slice(0, 5)];
		await guest.must('vote:cast', {
			voteId,
			dots: Object.fromEntries(weighed.map((id) => [id, 1])),
		});
		await moderator.must('vote:close', {});
		await moderator.must('vote:reveal', {});

		const { page, errors } = await device(browser, { viewport: { width: 1920, height: 1080 } });
		await page.goto(dialogue.links.projector.url);
		const text = 'Bitte kommen Sie jetzt alle in die Mitte des Saals. '.repeat(9).trim();
		const pictures: readonly (readonly [ProjectorView, words: string, light?: object])[] = [
			[{ kind: 'table', tableId: few }, 'Alle grüßen sich'],
			[{ kind: 'table', tableId: many }, 'Karte'],
			[{ kind: 'spotlight' }, 'Haus für alle', { cardId: long }],
			[{ kind: 'spotlight' }, 'نحتاج', { cardId: longArabic }],
			[{ kind: 'spotlight' }, 'offenes Haus', { cardId: arabic }],
			[{ kind: 'spotlight' }, 'Deutsch lernen', { groupId: group }],
			[{ kind: 'themes' }, 'Treffpunkte'],
			[{ kind: 'theme', themeId }, 'Alle grüßen sich'],
			[{ kind: 'vote' }, '1 Punkt'],
			[{ kind: 'join' }, WLAN.password],
			[{ kind: 'countdown' }, 'Schreiben Sie Karten.'],
			[{ kind: 'agenda' }, '20 Minuten'],
			[{ kind: 'message', text }, 'Mitte des Saals'],
		];
		const judged = new Set<string>();
		for (const [view, words, light] of pictures) {
			const target = light ? { tableId: many, ...light } : null;
			await moderator.must('spotlight:set', { target });
			await moderator.must('projector:show', { view });
			await expect(page.locator('main')).toHaveAttribute('data-view', view.kind);
			for (const [width, height] of WALLS) {
				await page.setViewportSize({ width, height });
				await expect(page.locator('.picture')).toContainText(words);
				await expect.poll(() => faults(page), `${view.kind} ${width}`).toEqual([]);
			}
			// the same picture with other words needs no second judge
			const kind = view.kind + Object.keys(light ?? {}).join();
			if (judged.has(kind)) continue;
			judged.add(kind);
			expect(await axeViolations(page), view.kind).toEqual([]);
			expect(await contrastViolations(page), view.kind).toEqual([]);
		}
		// a weighing to which nobody gave anything is no empty wall
		await moderator.must('vote:open', { dots: 3, perItemMax: 1, criterion: 'Und nun?' });
		await moderator.must('vote:close', {});
		await moderator.must('vote:reveal', {});
		await moderator.must('projector:show', { view: { kind: 'vote' } });
		await expect(page.locator('.picture')).toContainText('Niemand hat Punkte vergeben.');
		expect(errors).toEqual([]);
	} finally {
		for (const one of [tablet, guest, moderator, host, desk]) one.leave();
	}
});
