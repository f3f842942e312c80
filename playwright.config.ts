import { defineConfig } from '@playwright/test';
import { chromium } from './tests/support/chromium.ts';

// another one where two runs share a machine
const port = Number(process.env['E2E_PORT'] ?? 3999);

export default defineConfig({
	testDir: 'tests/e2e',
	workers: 2,
	fullyParallel: false,
	forbidOnly: true,
	retries: 0,
	// patience for a crowded machine: costs time only where something fails
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: process.env['PLAYWRIGHT_JSON']
		? [['line'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON'] }]]
		: 'line',
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		launchOptions: chromium,
		locale: 'de-DE',
		timezoneId: 'Europe/Berlin',
	},
	webServer: {
		// node itself, not npm: what is started here is what gets the signal
		command: 'rm -rf test-results/e2e-store && exec node server/main.ts',
		url: `http://127.0.0.1:${port}/readyz`,
		env: {
			PORT: String(port),
			HOST: '127.0.0.1',
			PUBLIC_URL: `http://127.0.0.1:${port}`,
			DATA_DIR: 'test-results/e2e-store',
			NODE_ENV: 'production',
			ADMIN_TOKEN: 'end-to-end-organiser-token',
		},
		gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
	},
});
