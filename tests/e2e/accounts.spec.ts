import { expect, type Browser, type Page } from '@playwright/test';
import { organiserAt } from './organiser-page.ts';
import { axeViolations, device, test } from './support.ts';

const OLD = 'ein Satz zum Merken';
const NEW = 'ein ganz anderer Satz';

/** An organiser's page in its own browser, signed in by the token that automation has. */
async function office(browser: Browser, width: number, colorScheme: 'light' | 'dark' = 'light') {
	const { page, errors } = await organiserAt(browser, '/organisation', {
		viewport: { width, height: 900 },
		colorScheme,
	});
	await expect(page.getByRole('heading', { name: 'Wer organisiert hier?' })).toBeVisible();
	return { page, errors };
}

/** Names stand in isolates of their own. */
const removing = (name: string) => ({ name: new RegExp(`${name}.?“ entfernen`) });

/** The link of a fresh invitation. */
async function invite(page: Page): Promise<string> {
	const coming = page.waitForResponse(
		(answer) => answer.url().endsWith('/api/invitations') && answer.request().method() === 'POST',
	);
	await page.getByRole('button', { name: 'Jemanden einladen' }).click();
	const { url } = (await (await coming).json()) as { url: string };
	await expect(page.getByText('Er gilt ein Mal und bis')).toBeVisible();
	return url;
}

const signIn = async (page: Page, name: string, password: string): Promise<void> => {
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Passwort', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Anmelden' }).click();
};

test('an invitation is passed on, used once, and withdrawn; a colleague is removed and is out', async ({
	browser,
}) => {
	const name = `Kollegin ${Date.now()}`;
	const { page, errors } = await office(browser, 1280);
	const url = await invite(page);

	const colleague = await device(browser, { viewport: { width: 390, height: 844 } });
	await colleague.page.goto(url);
	await colleague.page.getByLabel('Name').fill(name);
	await colleague.page.getByLabel('Passwort', { exact: true }).fill(OLD);
	await colleague.page.getByRole('button', { name: 'Konto anlegen' }).click();
	await expect(colleague.page.getByText(name)).toBeVisible();
	await expect(colleague.page.getByText('das sind Sie')).toBeVisible();
	// one's own account is not removed by oneself
	await expect(colleague.page.getByRole('button', removing(name))).toHaveCount(0);

	// the last account could not be removed: there is another one
	const [, setupToken] = (await invite(page)).split('#');
	const made = await page.request.post('/api/setup', {
		data: { setupToken, name: `${name} II`, password: OLD },
	});
	expect(made.ok()).toBe(true);

	// one more invitation is open; who comes back later can withdraw it
	await page.reload();
	await invite(page);
	await page.reload();
	const open = page.getByRole('button', { name: /^Einladung bis .* zurückziehen$/ });
	await expect(open.first()).toBeVisible();
	const before = await open.count();
	await open.first().click();
	await expect(open).toHaveCount(before - 1);

	await page.getByRole('button', removing(name)).click();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click();
	await expect(page.getByRole('button', removing(name))).toHaveCount(0);
	await colleague.page.reload();
	await expect(colleague.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
	expect(errors).toEqual([]);
});

test('a new password: too short and wrong are told kindly; the other device is signed out', async ({
	browser,
}) => {
	const name = `Amt ${Date.now()}`;
	const { page: automation } = await office(browser, 820);
	const url = await invite(automation);
	const { page, errors } = await device(browser, { viewport: { width: 820, height: 1180 } });
	await page.goto(url);
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Passwort', { exact: true }).fill(OLD);
	await page.getByRole('button', { name: 'Konto anlegen' }).click();
	await expect(page.getByText('das sind Sie')).toBeVisible();
	const other = await device(browser, { viewport: { width: 390, height: 844 } });
	await other.page.goto('/organisation');
	await signIn(other.page, name, OLD);
	await expect(other.page.getByText('das sind Sie')).toBeVisible();

	const change = page.getByRole('button', { name: 'Passwort ändern' });
	const fresh = page.getByRole('textbox', { name: 'Neues Passwort' });
	await page.getByLabel('Bisheriges Passwort').fill('nicht das richtige');
	await fresh.fill('kurz');
	await change.click();
	await expect(fresh).toHaveAttribute('aria-invalid', 'true');
	await fresh.fill(NEW);
	await change.click();
	await expect(page.getByText('Das bisherige Passwort stimmt nicht.')).toBeVisible();
	// nothing that was typed is lost
	await expect(fresh).toHaveValue(NEW);
	await page.getByLabel('Bisheriges Passwort').fill(OLD);
	await change.click();
	await expect(page.getByText('Das neue Passwort gilt.')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	await other.page.reload();
	await signIn(other.page, name, OLD);
	await expect(other.page.getByText(/stimm/)).toBeVisible();
	await signIn(other.page, name, NEW);
	await expect(other.page.getByText('das sind Sie')).toBeVisible();
	// the one refusal is the wrong password itself
	expect(errors.filter((line) => !line.includes('401'))).toEqual([]);
});

for (const [width, scheme] of [
	[390, 'dark'],
	[820, 'light'],
	[1280, 'dark'],
] as const)
	test(`who organises here, ${width} px, ${scheme}: nothing sticks out, axe finds nothing`, async ({
		browser,
	}) => {
		const { page, errors } = await office(browser, width, scheme);
		await invite(page);
		expect(await axeViolations(page)).toEqual([]);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect(overflow).toBeLessThanOrEqual(0);
		expect(errors).toEqual([]);
	});
