import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import type { CreateDialogueAnswer, CreateDialogueBody } from '#shared/api.ts';
import type { CardId } from '#shared/ids.ts';
import { Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { device, newDialogue, test as base } from './support.ts';

/** A table with cards, and the screens of those who sort it. */
export interface HostTable {
	readonly dialogue: CreateDialogueAnswer;
	readonly tablet: Tablet;
	/** The ids of the cards, in the order of their numbers. */
	readonly ids: readonly CardId[];
}

export const TEXTS = ['Alle grüßen sich', 'Der Sportverein', 'Zu wenig Busse', 'Mehr Bänke'];
const QUESTIONS = ['good', 'good', 'improve', 'need'];

/** A dialogue whose first table has these four cards, two below the first question. */
export async function tableWithCards(
	baseURL: string,
	body: Partial<CreateDialogueBody> = {},
): Promise<HostTable> {
	const dialogue = await newDialogue(baseURL, body);
	const tablet = new Tablet(baseURL, await joinSeat(baseURL, dialogue.code));
	const ids: CardId[] = [];
	const wanted = body.settings?.moderation === 'before' ? 'waiting' : 'shown';
	for (const [i, text] of TEXTS.entries()) {
		const id = tablet.write({ table: dialogue.tables[0]!.id, question: QUESTIONS[i]!, text });
		await tablet.whenReceipt(id, wanted);
		ids.push(id);
	}
	return { dialogue, tablet, ids };
}

/** Each test at a fresh table with these cards; its tablet leaves at the end. */
export const test = base.extend<{ table: HostTable }>({
	table: async ({ baseURL }, use) => {
		const table = await tableWithCards(baseURL!);
		await use(table);
		table.tablet.leave();
	},
});

export function linkOf({ dialogue }: HostTable): string {
	return dialogue.links.hosts[dialogue.tables[0]!.id]!.url;
}

interface HostDevice {
	readonly page: Page;
	/** What its console has called an error. */
	readonly errors: string[];
}

/** A host's device with the wall on its screen. */
export async function hostScreen(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = { viewport: { width: 1280, height: 800 } },
): Promise<HostDevice> {
	const host = await device(browser, options);
	await host.page.goto(url);
	await expect(host.page.getByText('Gesichert')).toBeVisible();
	return host;
}

/** Two hosts' devices at this table. */
export async function twoHosts(
	browser: Browser,
	table: HostTable,
): Promise<[first: HostDevice, second: HostDevice]> {
	return [await hostScreen(browser, linkOf(table)), await hostScreen(browser, linkOf(table))];
}

/** The cards of a column from top to bottom, those in groups first. */
export function cardsIn(page: Page, question: string): Promise<string[]> {
	return page
		.locator('section.column', { has: page.getByRole('heading', { level: 2, name: question }) })
		.locator('article p.words')
		.allInnerTexts();
}

/** Writes a new group's name where the cursor was put for it. */
export async function nameGroup(page: Page, name: string): Promise<void> {
	await expect(page.locator(':focus')).toHaveAccessibleName('Name der Gruppe');
	await page.keyboard.type(name);
}

export async function openMenu(page: Page, number: number): Promise<void> {
	await page.getByRole('button', { name: new RegExp(`^Karte .?${number}.?: was`) }).click();
}

export async function choose(page: Page, number: number, entry: string | RegExp): Promise<void> {
	await openMenu(page, number);
	await page
		.getByRole('menu')
		.getByRole(/^(Projektidee|Problem)/.test(String(entry)) ? 'menuitemradio' : 'menuitem', {
			name: entry,
		})
		.click();
}
