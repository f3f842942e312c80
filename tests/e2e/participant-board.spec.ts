import { expect, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { CardId } from '#shared/ids.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { axeViolations, device, newDialogue, test } from './support.ts';
import { enter, onBoard, sendCard } from './participant-steps.ts';

const ARRIVING = 50;
const QUESTIONS = ['good', 'improve', 'need'];

interface Hall {
	readonly dialogue: CreateDialogueAnswer;
	readonly tablet: Tablet;
	readonly host: HostScreen;
	readonly write: (question: string, text: string, lang?: string) => Promise<CardId>;
}

async function withHall(base: string, use: (hall: Hall) => Promise<void>): Promise<void> {
	const dialogue = await newDialogue(base);
	const table = dialogue.tables[0]!.id;
	const tablet = new Tablet(base, await joinSeat(base, dialogue.code));
	const { token } = dialogue.links.hosts[table]!;
	const host = new HostScreen(base, { dialogueId: dialogue.id, tableId: table, token });
	const write: Hall['write'] = async (question, text, lang = 'de') => {
		const id = tablet.write({ table, question, text, lang });
		await host.whenCard(id);
		return id;
	};
	try {
		await use({ dialogue, tablet, host, write });
	} finally {
		host.leave();
		tablet.leave();
	}
}

test('[RB2] by question and by language, said once, on a wide board and a narrow one', async ({
	browser,
	baseURL,
}) => {
	await withHall(baseURL!, async ({ dialogue, write }) => {
		await write('good', 'Alle grüßen sich');
		await write('improve', 'Zu wenig Busse');
		await write('improve', 'الحافلات قليلة', 'ar');
		await write('need', 'Mehr Bänke');
		const { page, errors } = await device(browser, { viewport: { width: 1280, height: 800 } });
		await enter(page, dialogue);
		const board = page.locator('.board');
		const words = board.locator('li .words:visible');
		await expect(words).toHaveCount(4);

		const language = page.getByLabel('Sprache der Karten');
		await expect(language.getByRole('option')).toHaveText([
			'Alle Sprachen (4)',
			'Deutsch (3)',
			'العربية (1)',
		]);
		await language.selectOption('ar');
		await expect(words).toHaveText(['الحافلات قليلة']);
		const said = board.getByRole('status').filter({ hasText: 'Zu sehen' });
		await expect(said).toHaveText('Zu sehen: 1 von 4 Karten');
		expect(await axeViolations(page)).toEqual([]);

		// what comes meanwhile changes the number on the screen; it is not read out again
		await write('need', 'مقاعد', 'ar');
		await expect(words).toHaveCount(2);
		await expect(board.locator('p.note')).toHaveText('Zu sehen: 2 von 5 Karten');
		await expect(said).toHaveText('Zu sehen: 1 von 4 Karten');

		// by keyboard: one question of the three
		const question = board.getByRole('button', { name: /Was muss verbessert werden/ });
		await question.focus();
		await page.keyboard.press('Enter');
		await expect(question).toHaveAttribute('aria-pressed', 'true');
		await expect(words).toHaveText(['الحافلات قليلة']);
		await language.selectOption('');
		await expect(words).toHaveText(['Zu wenig Busse', 'الحافلات قليلة']);

		// narrow: the same question; and always one of them
		await page.setViewportSize({ width: 390, height: 844 });
		await page.getByRole('button', { name: 'Alle Karten' }).click();
		await expect(words).toHaveCount(2);
		await expect(board.getByRole('button', { name: 'Alle Fragen' })).toBeHidden();
		// writing and back: what was chosen is still chosen
		await page.getByRole('button', { name: 'Schreiben' }).click();
		await page.getByRole('button', { name: 'Alle Karten' }).click();
		await expect(question).toHaveAttribute('aria-pressed', 'true');
		await page.setViewportSize({ width: 1280, height: 800 });
		await board.getByRole('button', { name: 'Alle Fragen' }).click();
		await expect(words).toHaveCount(5);
		expect(errors).toEqual([]);
	});
});

test('[MG1] what a card carries is read below it, with its own mark', async ({
	browser,
	baseURL,
}) => {
	await withHall(baseURL!, async ({ dialogue, host, write }) => {
		const other = await write('good', 'Mehr Bänke im Park');
		const { page } = await device(browser, { viewport: { width: 1280, height: 800 } });
		await enter(page, dialogue);
		await sendCard(page, 'Bänke am Fluss');
		const own = onBoard(page, 'Bänke am Fluss');
		await expect(own).toBeVisible();
		const { id } = await host.whenText('Bänke am Fluss');
		host.set(id, 'mergedInto', other);
		const carrier = page.locator('.board .column > section li').filter({ hasText: 'im Park' });
		await expect(carrier.getByText('2 zusammen')).toBeVisible();
		const carried = carrier.getByRole('listitem');
		await expect(carried).toHaveText(/Bänke am Fluss.*von diesem Gerät/s);
		expect(await axeViolations(page)).toEqual([]);
	});
});

for (const browserAnchors of [true, false])
	test(`[RB3] ${ARRIVING} cards come above the one that is read, and it stays where it is ${
		browserAnchors ? '(the browser sees to it)' : '(in a browser that does not)'
	}`, async ({ browser, baseURL }) => {
		await withHall(baseURL!, async ({ dialogue, tablet, host }) => {
			const table = dialogue.tables[0]!.id;
			const below = Array.from({ length: ARRIVING }, (_, n) =>
				tablet.write({ table, question: QUESTIONS[0]!, text: `Zum Lesen ${n}` }),
			);
			const late = Array.from({ length: ARRIVING }, (_, n) =>
				tablet.write({ table, question: QUESTIONS[1]!, text: `Kommt noch ${n}` }),
			);
			for (const id of [...below, ...late]) await host.whenCard(id);
			const group = host.makeGroup('Ganz oben', QUESTIONS[0]!, 'V');

			const { page, errors } = await device(browser, { viewport: { width: 390, height: 844 } });
			if (!browserAnchors) await withoutAnchoring(page);
			await enter(page, dialogue);
			await page.getByRole('button', { name: 'Alle Karten' }).click();
			await expect(page.locator('.board li .words:visible')).toHaveCount(ARRIVING);
			const read = onBoard(page, 'Zum Lesen 25');
			await read.scrollIntoViewIfNeeded();
			await expect(read).toBeInViewport();
			const { y: before } = await settled(page);

			for (const id of late) host.set(id, 'group', group);
			await expect(page.locator('.board .group li')).toHaveCount(ARRIVING);
			const { y: after, scrolled } = await settled(page);
			expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
			expect(scrolled).toBeGreaterThan(ARRIVING * 50); // they did come above it
			expect(errors).toEqual([]);
		});
	});

/** A browser that leaves the reader alone with what comes above. */
async function withoutAnchoring(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const supports: (...query: string[]) => boolean = CSS.supports.bind(CSS);
		CSS.supports = (...query: string[]) => query[0] !== 'overflow-anchor' && supports(...query);
		const style = new CSSStyleSheet();
		style.replaceSync('* { overflow-anchor: none }');
		document.adoptedStyleSheets = [style];
	});
}

/** Where the card that is read stands when three pictures in a row agree. */
async function settled(page: Page): Promise<{ y: number; scrolled: number }> {
	const card = onBoard(page, 'Zum Lesen 25');
	return card.evaluate(async (element) => {
		let seen = NaN;
		for (let same = 0; same < 3;) {
			await new Promise(requestAnimationFrame);
			const { top } = element.getBoundingClientRect();
			same = top === seen ? same + 1 : 0;
			seen = top;
		}
		return { y: seen, scrolled: scrollY };
	});
}
