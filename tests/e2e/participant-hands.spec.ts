import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { LIMITS } from '#shared/limits.ts';
import { Live } from '#tests/support/live.ts';
import { request } from '#tests/support/outside-api.ts';
import { onBoard, ownCard } from './participant-steps.ts';
import { device, newDialogue, ORGANISER_TOKEN, stopClock, test } from './support.ts';

const VOTE = { dots: 3, perItemMax: 2, criterion: 'Was zuerst?' };

/** A shared device in a hall whose moderator is asked from here. */
async function inHall(browser: Browser, base: string, hasTouch: boolean) {
	const dialogue = await newDialogue(base, { tables: [{ theme: 'Arbeit' }, { theme: 'Wohnen' }] });
	const { page, errors } = await device(browser, {
		viewport: { width: 390, height: 700 },
		hasTouch,
		isMobile: hasTouch,
	});
	await page.addInitScript(() => localStorage.setItem('thementisch.device', 'shared'));
	const lead = new Live(base, dialogue.links.moderator.token);
	await lead.whenState();
	const askHowItWas = () =>
		request(base, 'POST', `/api/dialogues/${dialogue.id}/evaluation`, {
			token: ORGANISER_TOKEN,
			body: { phase: 'open' },
		});
	await page.goto(`/j/${dialogue.code}`);
	return { page, errors, lead, askHowItWas };
}

/** Uses one thing after the other, by keys or by taps. */
interface Hands {
	readonly press: (target: Locator) => Promise<void>;
	readonly write: (text: string) => Promise<void>;
	/** A radio button; by keys with the arrows. */
	readonly choose: (target: Locator) => Promise<void>;
	/** After each change of the screen. */
	readonly arrived: (place: Locator) => Promise<void>;
}

/** All that a seat can do. */
async function everyFunction(
	page: Page,
	hands: Hands,
	hall: Pick<Awaited<ReturnType<typeof inHall>>, 'lead' | 'askHowItWas'>,
): Promise<void> {
	const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
	const own = page.locator('.writing').getByRole('listitem');
	const field = page.getByLabel('Ihre Karte');
	const main = page.getByRole('main');
	await expect(page.getByRole('heading', { name: 'Sprache wählen' })).toBeFocused();
	await hands.press(button('Deutsch'));
	await hands.arrived(page.getByRole('heading', { name: /An welchem Thementisch/ }));
	await hands.press(button('Arbeit'));
	await hands.arrived(main);
	await hands.choose(page.getByRole('radio', { name: 'Was muss verbessert werden?' }));
	await hands.write('ab');
	await hands.press(button('Senden'));
	await hands.arrived(page.getByRole('heading', { name: 'Gesendet' }));
	await hands.press(button('Noch eine Karte'));
	await hands.arrived(field);
	await expect(ownCard(page, 'ab')).toContainText('im Saal');

	// change, take back, show after all
	await hands.press(own.getByRole('button', { name: 'Bearbeiten' }));
	await hands.arrived(page.getByLabel('Text der Karte'));
	await hands.press(own.getByRole('button', { name: 'Abbrechen' }));
	await hands.arrived(own.getByRole('button', { name: 'Bearbeiten' }));
	await hands.press(own.getByRole('button', { name: 'Zurückziehen' }));
	await hands.arrived(own.getByRole('button', { name: 'Doch zeigen' }));
	await hands.press(own.getByRole('button', { name: 'Doch zeigen' }));
	await hands.arrived(own.getByRole('button', { name: 'Bearbeiten' }));
	await expect(ownCard(page, 'ab')).toContainText('im Saal');

	// the board and back
	await hands.press(button('Alle Karten'));
	const question = page.locator('.board').getByRole('button', { name: /Was muss verbessert/ });
	await hands.press(question);
	await expect(question).toHaveAttribute('aria-pressed', 'true');
	await expect(onBoard(page, 'ab')).toBeVisible();
	await hands.press(button('Schreiben'));

	// the ballot, and a change of mind
	await hall.lead.must('vote:open', VOTE);
	await hands.press(button('Punkte vergeben'));
	await hands.arrived(page.getByRole('heading', { name: 'Was zuerst?' }));
	const give = page.getByRole('button', { name: /^Punkt geben/ });
	await hands.press(give);
	await hands.press(give);
	await expect(page.locator('[data-rest]')).toContainText('Noch 1 Punkt');
	await hands.press(page.getByRole('button', { name: /^Punkt wegnehmen/ }));
	await expect(page.locator('[data-rest]')).toContainText('Noch 2 Punkte');
	await expect(page.locator('[data-ballot=counted]')).toBeVisible();
	await hands.press(button('Zurück zum Schreiben'));
	await hands.arrived(button('Punkte vergeben'));
	await hall.lead.must('vote:close', {});

	await hall.askHowItWas();
	await hands.press(button('Antworten'));
	await hands.arrived(page.getByRole('heading', { name: 'Wie war die Veranstaltung?' }));
	await hands.choose(page.getByRole('radio', { name: 'nicht gelungen', exact: true }));
	await hands.press(button('Antworten abschicken'));
	await expect(page.getByText('Danke! Ihre Antworten sind angekommen.').first()).toBeVisible();
	await hands.arrived(page.getByRole('heading', { name: 'Wie war die Veranstaltung?' }));
	await hands.press(button('Zurück'));

	// handing over with a text in the field; it is kept, and found again
	await hands.write('ba');
	const pass = page.getByRole('banner').getByRole('button', { name: 'Weitergeben' });
	await hands.press(pass);
	await hands.press(button('Für später aufheben'));
	const sign = await page.getByRole('dialog').locator('.sign').innerText();
	await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Weitergeben' }));
	await hands.arrived(page.getByRole('heading', { name: /Das Gerät ist frei/ }));
	await hands.press(button('Deutsch'));
	await hands.arrived(main);
	await hands.press(button('Öffnen'));
	await hands.press(page.getByRole('dialog').getByRole('button', { name: sign }));
	await hands.arrived(field);
	await expect(field).toHaveValue('ba');
	await hands.press(button('Dieses Gerät'));
	await hands.press(button('Schließen'));
	await hands.arrived(button('Dieses Gerät'));
	// another table, another language
	await hands.press(page.getByRole('button', { name: /^Tisch wechseln/ }));
	await hands.arrived(page.getByRole('heading', { name: /An welchem Thementisch/ }));
	await hands.press(button('Wohnen'));
	await hands.arrived(main);
	await hands.press(page.getByRole('button', { name: /^Sprache ändern/ }));
	await hands.arrived(page.getByRole('heading', { name: 'Sprache wählen' }));
	await hands.press(button('English'));
	await hands.arrived(main);
}

/** What has the focus is not below a bar, a sheet or the edge of the screen (WCAG 2.4.11). */
async function coveredFocus(page: Page): Promise<string | undefined> {
	return page.evaluate(() => {
		const focused = document.activeElement;
		if (!focused || focused === document.body) return undefined;
		const box = focused.getBoundingClientRect();
		const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
		const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
		const name = focused.outerHTML.slice(0, 80);
		if (bottom - top < 1 || right - left < 1) return `out of sight: ${name}`;
		const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
		return hit &&
			(focused.contains(hit) || hit.contains(focused) || hit.closest('label')?.contains(focused))
			? undefined
			: `covered by ${hit?.outerHTML.slice(0, 60)}: ${name}`;
	});
}

test('[PX6] by keyboard alone: every function; the focus is never covered, and stands where the next thing is', async ({
	browser,
	baseURL,
}) => {
	test.slow(); // some three hundred keys, each looked at
	const { page, errors, ...hall } = await inHall(browser, baseURL!, false);
	const reach = async (target: Locator): Promise<void> => {
		await target.first().waitFor();
		for (let presses = 0; presses < 60; presses++) {
			if (await target.first().evaluate((one) => one === document.activeElement)) return;
			await page.keyboard.press('Tab');
			expect(await coveredFocus(page)).toBeUndefined();
		}
		throw new Error(`not reached: ${target.toString()}`);
	};
	await everyFunction(
		page,
		{
			press: async (target) => {
				await reach(target);
				await page.keyboard.press('Enter');
			},
			write: async (text) => {
				await reach(page.getByLabel('Ihre Karte'));
				await page.keyboard.type(text);
			},
			choose: async (target) => {
				const group = target.locator('xpath=ancestor::fieldset').getByRole('radio');
				const checked = group.and(page.locator(':checked'));
				await reach((await checked.count()) > 0 ? checked : group.first());
				await page.keyboard.press('Space');
				for (let n = 0; n < 8 && !(await target.isChecked()); n++)
					await page.keyboard.press('ArrowDown');
				await expect(target).toBeChecked();
			},
			arrived: async (place) => {
				await expect(place).toBeFocused();
				expect(await coveredFocus(page)).toBeUndefined();
			},
		},
		hall,
	);
	hall.lead.leave();
	expect(errors).toEqual([]);
});

test('[PX7] by single taps alone: every function, the words by the keyboard on the screen', async ({
	browser,
	baseURL,
}) => {
	test.slow(); // every function
	const { page, errors, ...hall } = await inHall(browser, baseURL!, true);
	const keyboard = page.getByRole('button', { name: 'Tastatur' });
	await everyFunction(
		page,
		{
			press: (target) => target.first().tap(),
			write: async (text) => {
				if ((await keyboard.getAttribute('aria-expanded')) === 'false') await keyboard.tap();
				for (const letter of text)
					await page.locator('.keyboard').getByRole('button', { name: letter, exact: true }).tap();
				await keyboard.tap();
			},
			choose: async (target) => {
				await target.locator('xpath=ancestor::label').tap();
				await expect(target).toBeChecked();
			},
			arrived: (place) => place.first().waitFor(),
		},
		hall,
	);
	hall.lead.leave();
	expect(errors).toEqual([]);
});

test('[PX8] whoever is still there taps that, and nothing below it', async ({
	browser,
	baseURL,
}) => {
	const { page, lead } = await inHall(browser, baseURL!, true);
	await page.clock.install();
	await page.getByRole('button', { name: 'Deutsch', exact: true }).tap();
	await page.getByRole('button', { name: 'Arbeit' }).tap();
	await page.getByLabel('Ihre Karte').waitFor();
	await stopClock(page);
	await page.getByLabel('Ihre Karte').tap();
	await page.clock.fastForward((LIMITS.idleSecondsMax - LIMITS.idleWarningSeconds) * 1_000 + 2_000);
	const here = page.getByRole('button', { name: 'Ich bin noch da' });
	const { x, y, width, height } = (await here.boundingBox())!;
	await page.touchscreen.tap(x + width / 2, y + height / 2);
	await expect(here).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Schreiben' })).toHaveAttribute(
		'aria-pressed',
		'true',
	);
	lead.leave();
});
