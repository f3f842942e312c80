import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Fixture from './Menu.fixture.svelte';

const focused = (): string => document.activeElement?.textContent.trim() ?? '';

async function open() {
	const chosen = vi.fn();
	await render(Fixture, { chosen });
	await page.getByRole('button', { name: 'Mehr' }).click();
	await expect.element(page.getByRole('menu', { name: 'Karte' })).toBeVisible();
	return chosen;
}

test('arrows go round, Home and End, first letters', async () => {
	await open();
	expect(focused()).toBe('Bearbeiten');
	await userEvent.keyboard('{ArrowUp}');
	expect(focused()).toBe('Runder Tisch');
	await userEvent.keyboard('{ArrowDown}{ArrowDown}');
	expect(focused()).toBe('Beiseitelegen');
	await userEvent.keyboard('{End}{Home}p');
	expect(focused()).toBe('Problem');
	await userEvent.keyboard('bb');
	expect(focused()).toBe('Beiseitelegen');
});

test('a choice closes the menu, is carried out once, and the focus is back', async () => {
	const chosen = await open();
	await userEvent.keyboard('{ArrowDown}{Enter}');
	expect(chosen.mock.calls).toEqual([['Beiseitelegen']]);
	await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
	expect(focused()).toBe('Mehr');
});

test('Escape and Tab close it without a choice; a tap elsewhere, too', async () => {
	for (const way of ['{Escape}', '{Tab}']) {
		const chosen = await open();
		await userEvent.keyboard(way);
		await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
		expect(focused()).toBe('Mehr');
		expect(chosen).not.toHaveBeenCalled();
		document.body.replaceChildren();
	}
	await open();
	await page.getByText('Daneben').click();
	await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

test('it stands within the window, wherever its button is', async () => {
	await open();
	const { left, top, right, bottom } = page.getByRole('menu').element().getBoundingClientRect();
	expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
	expect(right).toBeLessThanOrEqual(innerWidth);
	expect(bottom).toBeLessThanOrEqual(innerHeight);
});

test('what holds of several is marked', async () => {
	await open();
	const radio = page.getByRole('menuitemradio', { name: 'Problem' });
	await expect.element(radio).toHaveAttribute('aria-checked', 'true');
});
