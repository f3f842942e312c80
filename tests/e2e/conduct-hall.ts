import {
	expect,
	type Browser,
	type BrowserContextOptions,
	type Locator,
	type Page,
} from '@playwright/test';
import type { CreateDialogueAnswer, CreateDialogueBody } from '#shared/api.ts';
import type { Live } from '#tests/support/live.ts';
import { device, newDialogue } from './support.ts';
import { enter } from './participant-steps.ts';

/** The screens of a small hall: who conducts, and as many participants as wanted at the first table. */
export interface SmallHall {
	readonly dialogue: CreateDialogueAnswer;
	readonly moderator: Page;
	readonly guests: readonly Page[];
	/** Errors of all consoles. */
	readonly errors: () => string[];
}

export const STEPS: CreateDialogueBody['steps'] = [
	{ id: 'write', kind: 'write', minutes: 20, instruction: { de: 'Schreiben Sie Karten.' } },
	{ id: 'plenary', kind: 'plenary', minutes: 10 },
	{ id: 'vote', kind: 'vote', minutes: 5 },
];
export const TABLET: BrowserContextOptions = { viewport: { width: 820, height: 1180 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

export async function smallHall(
	browser: Browser,
	baseURL: string,
	{ guests = 1, body = {} }: { guests?: number; body?: Partial<CreateDialogueBody> } = {},
): Promise<SmallHall> {
	const dialogue = await newDialogue(baseURL, { steps: STEPS, ...body });
	const lead = await cockpit(browser, dialogue);
	const people = await Promise.all(
		Array.from({ length: guests }, async () => {
			const guest = await device(browser, PHONE);
			await enter(guest.page, dialogue);
			return guest;
		}),
	);
	return {
		dialogue,
		moderator: lead.page,
		guests: people.map(({ page }) => page),
		errors: () => [lead, ...people].flatMap(({ errors }) => errors),
	};
}

export async function cockpit(
	browser: Browser,
	{ links }: CreateDialogueAnswer,
	options: BrowserContextOptions = TABLET,
): Promise<{ page: Page; errors: string[] }> {
	const lead = await device(browser, options);
	await lead.page.goto(links.moderator.url);
	await expect(lead.page.getByRole('heading', { name: 'Tische', exact: true })).toBeVisible();
	return lead;
}

/** Makes the running step end so many seconds from now, by the server's clock. */
export async function endsIn(lead: Live, seconds: number): Promise<void> {
	const { step: before } = await lead.whenState(({ step }) => step !== null);
	const { serverTimeMs } = (await lead.must('clock:read', {})) as { serverTimeMs: number };
	const leftS = Math.ceil((before!.endsAtMs - serverTimeMs) / 1000);
	await lead.must('step:extend', { seconds: seconds - leftS });
	await lead.whenState(({ step }) => step?.endsAtMs !== before!.endsAtMs);
}

/** What the cockpit says about the last button. */
export function said(moderator: Page): Locator {
	return moderator.locator('[data-said]');
}

export function countdown(page: Page): Locator {
	return page.locator('[data-countdown]');
}
