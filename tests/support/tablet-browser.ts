import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as engine, type BrowserContext, type Page } from '@playwright/test';
import { chromium } from './chromium.ts';

/** A tablet's browser as a process of its own, with its storage on a disk: it can be killed and started again. */
export class TabletBrowser {
	readonly #profile = mkdtempSync(path.join(tmpdir(), 'tablet-'));
	readonly #baseURL: string;
	/** Further arguments of the browser: names that stand for addresses. */
	readonly #args: readonly string[];
	#context: BrowserContext | undefined;

	constructor(baseURL: string, args: readonly string[] = []) {
		this.#baseURL = baseURL;
		this.#args = args;
	}

	async start(): Promise<Page> {
		this.#context = await engine.launchPersistentContext(this.#profile, {
			executablePath: chromium.executablePath,
			args: [...chromium.args, ...this.#args],
			baseURL: this.#baseURL,
			locale: 'de-DE',
			timezoneId: 'Europe/Berlin',
			viewport: { width: 1280, height: 800 },
		});
		return this.#context.pages()[0] ?? this.#context.newPage();
	}

	get context(): BrowserContext {
		if (!this.#context) throw new Error('start it first');
		return this.#context;
	}

	/** `kill -9`: nothing is written, nothing is said goodbye to. */
	async crash(): Promise<void> {
		const ended = new Promise<void>((done) => this.context.once('close', () => done()));
		const tools = await this.context.browser()?.newBrowserCDPSession();
		const { processInfo } = (await tools!.send('SystemInfo.getProcessInfo')) as {
			processInfo: { type: string; id: number }[];
		};
		const { id } = processInfo.find(({ type }) => type === 'browser')!;
		process.kill(id, 'SIGKILL');
		await ended;
	}

	async close(): Promise<void> {
		await this.#context?.close().catch(() => undefined);
		rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}
