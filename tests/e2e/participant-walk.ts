import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import type { CreateDialogueAnswer, CreateDialogueBody } from '#shared/api.ts';
import { HostScreen } from '#tests/support/clients.ts';
import { request } from '#tests/support/outside-api.ts';
import { Live } from '#tests/support/live.ts';
import { device, newDialogue, ORGANISER_TOKEN } from './support.ts';

/** What looks at the page in one of its states. */
export type Look = (state: string) => Promise<void>;

/** A device that goes through states of the participant's page in one language, found by structure and not by words. */
export class Walk {
	readonly page: Page;
	readonly errors: string[];
	readonly base: string;
	readonly language: string;
	readonly look: Look;
	readonly #leaving: (() => void)[] = [];
	made!: CreateDialogueAnswer;

	static async start(
		browser: Browser,
		base: string,
		language: string,
		looking: (page: Page) => Look,
		options: BrowserContextOptions = {},
	): Promise<Walk> {
		const { page, errors } = await device(browser, {
			viewport: { width: 390, height: 844 },
			reducedMotion: 'reduce', // colours are looked at, not on their way
			serviceWorkers: 'block', // what a network refuses is refused
			...options,
		});
		page.setDefaultTimeout(30_000);
		await page.addInitScript((tag) => {
			localStorage.setItem('thementisch.language', tag);
		}, language);
		return new Walk(page, errors, base, language, looking(page));
	}

	constructor(page: Page, errors: string[], base: string, language: string, look: Look) {
		this.page = page;
		this.errors = errors;
		this.base = base;
		this.language = language;
		this.look = look;
	}

	/** A dialogue in this language; one table unless said otherwise. */
	async dialogue(body: Partial<CreateDialogueBody> = {}): Promise<CreateDialogueAnswer> {
		this.made = await newDialogue(this.base, {
			tables: [{ theme: 'Arbeit & Ausbildung' }],
			language: this.language,
			...body,
		});
		return this.made;
	}

	get table() {
		return this.made.tables[0]!.id;
	}

	organiser<T>(method: 'PATCH' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
		const whole = `/api/dialogues/${this.made.id}${path}`;
		return request<T>(this.base, method, whole, {
			token: ORGANISER_TOKEN,
			...(body !== undefined && { body }),
		});
	}

	async moderator(): Promise<Live> {
		const live = new Live(this.base, this.made.links.moderator.token);
		this.#leaving.push(() => live.leave());
		await live.whenState();
		return live;
	}

	async host(): Promise<HostScreen> {
		const { token } = this.made.links.hosts[this.table]!;
		const at = { dialogueId: this.made.id, tableId: this.table, token };
		const host = new HostScreen(this.base, at, { saved: true });
		this.#leaving.push(() => host.leave());
		await host.whenSynced();
		return host;
	}

	async chooseLanguage(): Promise<void> {
		await this.page.locator(`main li button[lang="${this.language}"]`).click();
	}

	/** To the field, at the first table. */
	async enter(): Promise<void> {
		await this.page.goto(`/j/${this.made.code}`);
		await this.chooseLanguage();
		await this.field.waitFor();
		await expect(this.page.locator('form').first()).toHaveAttribute('aria-busy', 'false');
	}

	get field() {
		return this.page.locator('.paper textarea');
	}
	get sending() {
		return this.page.locator('form button[type=submit]').first();
	}
	/** The cards of this device. */
	get own() {
		return this.page.locator('.writing li:has(> .place)');
	}
	get sheet() {
		return this.page.getByRole('dialog');
	}

	async send(text: string): Promise<void> {
		await this.field.fill(text);
		await this.sending.click();
		await expect(this.own.filter({ hasText: text })).toHaveCount(1);
	}

	/** Writing or the board, where there is no room for both. */
	async tab(which: 'write' | 'board'): Promise<void> {
		const tab = this.page.locator('nav button').nth(which === 'write' ? 0 : 1);
		if (await tab.isVisible()) await tab.click();
	}

	end(): void {
		for (const leave of this.#leaving) leave();
		expect(this.errors.filter((text) => !/ERR_FAILED|status of 4/.test(text))).toEqual([]);
	}
}
