// One file for the page (SvelteKit) and for the tests (four Vitest projects).
import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import adapterStatic from '@sveltejs/adapter-static';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { pageChunks, patternNames } from './infra/page-chunks.ts';
import { chromium } from './tests/support/chromium.ts';

/** On a crowded machine, in milliseconds: costs time only where something fails. Set-ups start servers of Redis and ours. */
const PATIENCE = {
	testTimeout: 60_000,
	hookTimeout: 60_000,
	expect: { poll: { timeout: 20_000 } },
};
const beside = '{shared,server,client,tests/support,tests/bots}/**/*.test.ts';

export default defineConfig(({ command }) => ({
	plugins: [
		sveltekit({
			compilerOptions: { runes: true },
			adapter: adapterStatic({ pages: 'build/static', fallback: '200.html', precompress: true }),
			files: { src: 'client', assets: 'client/static', routes: 'client/routes' },
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					// the one inline style of SvelteKit's own route announcer
					'style-src-attr': [
						'unsafe-hashes',
						'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
					],
					'font-src': ['self'],
					'connect-src': ['self'],
					'manifest-src': ['self'],
					'img-src': ['self', 'data:', 'blob:'],
					'base-uri': ['none'],
					'form-action': ['none'],
					// Vite's client waits for a restarted server in a worker made from a blob
					'worker-src': command === 'build' ? ['self'] : ['self', 'blob:'],
					'require-trusted-types-for': command === 'build' ? ['script'] : undefined,
					'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url', 'default'],
				},
			},
			// also names the service worker's cache: every build needs its own
			version: { name: process.env['BUILD_ID'] ?? String(Date.now()) },
		}),
		patternNames,
	],
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: pageChunks } } } },
	},
	test: {
		// most tests wait for a disk or a process: on two cores, too, two run side by side
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					...PATIENCE,
					environment: 'node',
					include: [beside, 'tests/*.test.ts', 'tests/property/**/*.test.ts'],
					exclude: ['**/*.dom.test.ts', '**/*.browser.test.ts'],
				},
			},
			{
				test: {
					name: 'server',
					...PATIENCE,
					environment: 'node',
					include: ['tests/{contract,simulation,fault,security}/**/*.test.ts'],
					pool: 'forks',
				},
			},
			{
				extends: true,
				resolve: { conditions: ['browser'] },
				test: {
					name: 'dom',
					...PATIENCE,
					environment: 'happy-dom',
					include: ['client/**/*.dom.test.ts'],
				},
			},
			{
				extends: true,
				test: {
					name: 'browser',
					...PATIENCE,
					include: ['client/**/*.browser.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({ launchOptions: chromium }),
						instances: [{ browser: 'chromium' }],
					},
				},
			},
		],
	},
}));
