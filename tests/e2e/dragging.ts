import { expect, type Locator, type Page } from '@playwright/test';

/** Where something is to be carried. */
export interface Landing {
	readonly onto: Locator;
	/** Where the mouse goes, seen from the upper left corner of `onto`, in px. */
	readonly at: (size: { width: number; height: number }) => { x: number; y: number };
	/** The list in which its place is kept free then. */
	readonly list: Locator;
}

/**
 * Takes hold of something with the mouse, and carries it until its place is kept free; the button is still down. As a
 * hand does it: what is taken lies still, and where it goes is looked at again while it is on its way.
 */
export async function carry(page: Page, what: Locator, { onto, at, list }: Landing): Promise<void> {
	await what.hover({ position: { x: 20, y: 5 } });
	const from = (await what.boundingBox())!;
	await page.mouse.down();
	await page.mouse.move(from.x + 40, from.y + 25, { steps: 4 });
	await expect(carried(page)).toBeVisible();
	await expect(async () => {
		const { x, y, ...size } = (await onto.boundingBox())!;
		const goal = at(size);
		await page.mouse.move(x + goal.x, y + goal.y, { steps: 12 });
		await expect(keptFree(list)).toHaveCount(1, { timeout: 2_000 });
	}).toPass();
}

/** Lets go. */
export async function drop(page: Page): Promise<void> {
	await page.mouse.up();
	await expect(carried(page)).toHaveCount(0);
}

/** What is in the air. */
export function carried(page: Page): Locator {
	return page.locator('#dnd-action-dragged-el');
}

/** The place in a list that is kept free for what is in the air. */
export function keptFree(list: Locator): Locator {
	return list.locator('[data-is-dnd-shadow-item-internal]');
}
