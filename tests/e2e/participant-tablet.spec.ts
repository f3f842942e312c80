import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { LIMITS } from '#shared/limits.ts';
import { axeViolations, device, drawn, newDialogue, stopClock, test } from './support.ts';
import { enter, onBoard, ownCard, sendCard } from './participant-steps.ts';

/** A tablet on a table, touched by many. */
const tablet = { viewport: { width: 820, height: 1180 }, isMobile: true, hasTouch: true } as const;

async function onTablet(
	browser: Browser,
	baseURL: string,
	options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[]; dialogue: Awaited<ReturnType<typeof newDialogue>> }> {
	const dialogue = await newDialogue(baseURL, { tables: [{ theme: 'Arbeit' }] });
	const { page, errors } = await device(browser, {
		...tablet,
		reducedMotion: 'reduce',
		...options,
	});
	await page.goto(`/j/${dialogue.code}`);
	return { page, errors, dialogue };
}
const language = (page: Page, name: string): Promise<void> =>
	page.getByRole('button', { name, exact: true }).click();
const field = (page: Page) => page.locator('form textarea');
/** Nothing is there, and nothing that was left comes back. */
const expectEmpty = async (page: Page): Promise<void> => {
	await expect(page.locator('form')).toHaveAttribute('aria-busy', 'false');
	await expect(field(page)).toHaveValue('');
};
test('[PT1] [TU1] [TU2] handing over: the next one meets no text, no language, no question of the last', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await onTablet(browser, baseURL!);
	await language(page, 'العربية');
	await page.locator('fieldset input').nth(2).check();
	await sendCard(page, 'دورات لغة', 'إرسال');
	await expect(page.getByRole('heading', { name: 'أُرسلت' })).toBeFocused();
	await expect(page.locator('section').filter({ hasText: 'أُرسلت' }).first()).toContainText(
		'في القاعة',
	);
	await page.getByRole('button', { name: 'بطاقة أخرى' }).click();
	await expect(field(page)).toHaveValue('');
	await page.getByRole('banner').getByRole('button', { name: 'تسليم الجهاز' }).click();

	await expect(page.getByRole('heading', { name: 'Das Gerät ist frei.' })).toBeFocused();
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Das Gerät ist frei.' })).toBeVisible();
	await language(page, 'Deutsch');
	await expect(page.getByRole('radio', { name: 'Was läuft gut?' })).toBeChecked();
	await expectEmpty(page);
	await field(page).focus();
	await page.keyboard.press('Control+z');
	await expect(field(page)).toHaveValue('');
	// findable, but folded away
	const old = ownCard(page, 'دورات لغة');
	await expect(old).toBeHidden();
	await page.getByText('Frühere Karten von diesem Gerät (1)').click();
	await expect(old).toContainText('im Saal');
	expect(errors).toEqual([]);
});

test('[PT2] [TU3] a text in the field: sent, deleted or kept; kept it is found by its sign and by no other', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await onTablet(browser, baseURL!);
	await language(page, 'Deutsch');
	const pass = (): Promise<void> =>
		page.getByRole('banner').getByRole('button', { name: 'Weitergeben' }).click();
	const dialog = page.getByRole('dialog');

	await field(page).fill('Gesendet beim Weitergeben');
	await pass();
	await dialog.getByRole('button', { name: 'Schließen' }).click();
	await expect(field(page)).toHaveValue('Gesendet beim Weitergeben');
	await pass();
	await dialog.getByRole('button', { name: 'Senden und weitergeben' }).click();
	await language(page, 'Deutsch');
	await page.getByText('Frühere Karten von diesem Gerät (1)').click();
	await expect(ownCard(page, 'Gesendet beim Weitergeben')).toContainText('im Saal');

	await field(page).fill('Soll weg');
	await pass();
	await dialog.getByRole('button', { name: 'Löschen' }).click();
	await language(page, 'Deutsch');
	await expectEmpty(page);

	await field(page).fill('Nur für mich');
	await pass();
	await dialog.getByRole('button', { name: 'Für später aufheben' }).click();
	const sign = await dialog.locator('.sign').innerText();
	await dialog.getByRole('button', { name: 'Weitergeben' }).click();
	await language(page, 'Українська');
	await expect(page.getByRole('heading', { name: 'Збережені тексти' })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Збережені тексти' })).toBeVisible();
	await expect(page.getByText('Nur für mich')).toHaveCount(0);
	await language(page, 'Змінити мову: Українська');
	await language(page, 'Deutsch');
	const open = page.getByRole('button', { name: 'Öffnen' });
	await open.click();
	await dialog.locator('.signs button').filter({ hasNotText: sign }).first().click();
	await expect(page.getByText('Das ist ein anderes Zeichen.')).toBeVisible();
	await expect(field(page)).toHaveValue('');
	await open.click();
	await dialog.getByRole('button', { name: sign }).click();
	await expect(field(page)).toHaveValue('Nur für mich');
	await expect(open).toHaveCount(0);
	expect(errors).toEqual([]);
});

test('[PT3] [TU4] an idle tablet counts down, stops at a touch, and becomes free with the text kept; an own phone never does', async ({
	browser,
	baseURL,
}) => {
	const { page, errors, dialogue } = await onTablet(browser, baseURL!);
	await page.clock.install();
	await page.goto(`/j/${dialogue.code}`);
	await language(page, 'Deutsch');
	await field(page).waitFor();
	await stopClock(page);
	await field(page).fill('Halb getippt');
	const quietMs = (LIMITS.idleSecondsMax - LIMITS.idleWarningSeconds) * 1_000;
	await page.clock.fastForward(quietMs + 2_000);
	await expect(page.getByText('Ist noch jemand da?')).toBeVisible();
	await expect(page.getByText('Ihr Text wird aufgehoben.')).toBeVisible();
	await page.getByRole('button', { name: 'Ich bin noch da' }).click();
	await expect(page.getByText('Ist noch jemand da?')).toHaveCount(0);
	await page.clock.fastForward(LIMITS.idleSecondsMax * 1_000 + 1_000);
	await expect(page.getByRole('heading', { name: 'Das Gerät ist frei.' })).toBeVisible();
	await language(page, 'Deutsch');
	await expectEmpty(page);
	await expect(page.getByRole('heading', { name: 'Aufgehobene Texte' })).toBeVisible();

	await page.getByRole('button', { name: 'Dieses Gerät' }).click();
	await page.getByRole('radio', { name: 'Nur ich' }).check();
	await page.getByRole('button', { name: 'Schließen' }).click();
	await field(page).fill('Bleibt');
	await page.clock.fastForward(3 * LIMITS.idleSecondsMax * 1_000);
	await expect(field(page)).toHaveValue('Bleibt');
	expect(errors).toEqual([]);
});

test('[PT4] [TU6] given back: only when everything is saved; then nothing is left, on the other page neither', async ({
	browser,
	baseURL,
}) => {
	const { page, errors, dialogue } = await onTablet(browser, baseURL!);
	await language(page, 'Deutsch');
	const other = await page.context().newPage();
	await other.goto(`/j/${dialogue.code}`);
	await expect(field(other)).toBeVisible();
	await page.context().setOffline(true);
	await expect(page.getByText('Keine Verbindung.')).toBeVisible();
	await sendCard(page, 'Noch nicht gesichert');
	await page.getByRole('button', { name: 'Dieses Gerät' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Gerät abgeben' }).click();
	const now = dialog.getByRole('button', { name: 'Jetzt leeren' });
	await expect(dialog.getByText('Noch ist nicht alles gesichert.')).toBeVisible();
	await expect(now).toBeDisabled();
	await page.context().setOffline(false);
	await expect(now).toBeEnabled();
	await now.click();
	for (const one of [page, other])
		await expect(one.getByRole('heading', { name: 'Dieses Gerät ist leer.' })).toBeVisible();
	const left = () =>
		page.evaluate(async (seats) => {
			const databases = await indexedDB.databases();
			return {
				seats: localStorage.getItem(seats),
				visits: Object.keys(localStorage).filter((key) => key.startsWith('thementisch.visit')),
				databases: databases.map(({ name }) => name),
			};
		}, 'thementisch.seats');
	// a page that is kept waiting lets go of the store a moment later
	await expect.poll(left).toEqual({ seats: '{}', visits: [], databases: [] });

	// what was sent hangs in the hall
	const reader = await device(browser, { viewport: { width: 1280, height: 800 } });
	await enter(reader.page, dialogue);
	await expect(onBoard(reader.page, 'Noch nicht gesichert')).toBeVisible();
	expect(errors).toEqual([]);
});

for (const { name, word, keys } of [
	{ name: 'Українська', word: 'мова', keys: ['м', 'о', 'в', 'а'] },
	{ name: 'ትግርኛ', word: 'ሰላም', keys: ['ሰ', 'ለ', 'ላ', 'መ', 'ም'] },
	{ name: 'العربية', word: 'أمل', keys: ['ا', 'أ', 'م', 'ل'] },
])
	test(`[PT5] the keyboard on the screen in ${name}: at the caret, by touch and by keys, nothing covered`, async ({
		browser,
		baseURL,
	}) => {
		const { page, errors } = await onTablet(browser, baseURL!);
		await language(page, name);
		const toggle = page.locator('.aid').nth(1);
		await toggle.click();
		const board = page.locator('.keyboard');
		await expect(board).toBeVisible();
		await expect(field(page)).toHaveAttribute('inputmode', 'none');
		// its states in the other languages and looks: participant-matrix.spec.ts
		if (name === 'ትግርኛ') expect(await axeViolations(page)).toEqual([]);
		for (const key of keys)
			await board.getByRole('button', { name: key, exact: true }).first().click();
		await expect(field(page)).toHaveValue(word);
		await expect(field(page)).toBeFocused();

		// the space bar by another keyboard, and one character deleted at the caret
		await board.locator('button:has(.lucide-space)').focus();
		await page.keyboard.press('Enter');
		await expect(field(page)).toHaveValue(`${word} `);
		await field(page).evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(1, 1));
		await board.locator('button').last().click();
		await expect(field(page)).toHaveValue(`${word.slice(1)} `);

		for (const [width, height, keyPx] of [
			[390, 844, 24],
			[320, 640, 24],
			[820, 1180, 44],
			[1180, 820, 44],
		] as const) {
			await page.setViewportSize({ width, height });
			await drawn(page);
			const { small, broken, covers } = await page.evaluate((keyPx) => {
				const box = (one: Element): DOMRect => one.getBoundingClientRect();
				const keyboard = box(document.querySelector('.keyboard')!);
				const rows = [...document.querySelectorAll('.keyboard .row')].map((row) =>
					[...row.querySelectorAll('button')].map(box),
				);
				return {
					small: [...document.querySelectorAll('.keyboard button')]
						.filter((key) => box(key).width < keyPx || box(key).height < 44)
						.map((key) => key.textContent),
					broken: rows.filter(
						(keys) =>
							keys.some(({ top }) => top !== keys[0]!.top) ||
							keys.some(({ left, right }) => left < 0 || right > innerWidth),
					).length,
					covers: keyboard.top < box(document.querySelector('form textarea')!).bottom,
				};
			}, keyPx);
			expect({ width, small, broken, covers }).toEqual({
				width,
				small: [],
				broken: 0,
				covers: false,
			});
		}
		await toggle.click();
		await expect(board).toHaveCount(0);
		expect(errors).toEqual([]);
	});

test('[PT6] a picture puts its first phrase into the field, in the person’s language; it is sent as it stands', async ({
	browser,
	baseURL,
}) => {
	const { page, errors } = await onTablet(browser, baseURL!);
	await language(page, 'Українська');
	await page.getByRole('radio', { name: 'Що для цього потрібно?' }).check();
	await page.getByRole('button', { name: 'Малюнки' }).click();
	await expect(page.getByRole('heading', { name: 'Про що йдеться?' })).toBeVisible();
	await page.getByRole('button', { name: 'Житло' }).click();
	await expect(field(page)).toHaveValue('Потрібно: Житло');
	await page.getByRole('button', { name: 'Малюнки' }).click();
	await page.getByRole('button', { name: 'Робота' }).click();
	await expect(field(page)).toHaveValue('Потрібно: Житло, Робота');
	await page.getByRole('button', { name: 'Надіслати' }).click();
	await expect(ownCard(page, 'Потрібно: Житло, Робота')).toContainText('у залі');
	expect(errors).toEqual([]);
});

test('[TU5] a language that cannot be fetched is said so; a shared tablet has fetched all of them', async ({
	browser,
	baseURL,
}) => {
	// as over plain HTTP, where nothing is kept for a start without a network
	const { page, errors } = await onTablet(browser, baseURL!, { serviceWorkers: 'block' });
	await expect(page.getByRole('heading', { name: 'Sprache wählen' })).toBeVisible();
	await page.route(/_app\/.*\.js/, (route) => route.abort());
	await language(page, 'Türkçe');
	await expect(page.getByText('Diese Sprache lässt sich gerade nicht laden.')).toBeVisible();
	await page.unroute(/_app\/.*\.js/);
	const lastOfAll = page.waitForResponse(async (response) =>
		response.url().endsWith('.js') ? (await response.text()).includes('Klavyeya li ser') : false,
	);
	await language(page, 'Deutsch');
	await lastOfAll;
	await page.context().setOffline(true);
	await page.getByRole('banner').getByRole('button', { name: 'Weitergeben' }).click();
	await language(page, 'Kurdî (Kurmancî)');
	await expect(page.getByRole('button', { name: 'Bide kesekî din' })).toBeVisible();
	expect(errors.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
});
