import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

// each test begins with fresh modules; reading and compiling them for the first time is not what is tested here
beforeAll(async () => {
	const { spoken } = await import('./language.svelte.ts');
	await spoken.start('host');
	await spoken.choose('en');
}, 60_000);

beforeEach(() => {
	vi.resetModules();
	localStorage.clear();
});

test('a page that loads its texts while the language is still being chosen gets them in that language', async () => {
	localStorage.setItem('thementisch.language', 'en');
	for (const order of ['page first', 'layout first']) {
		vi.resetModules();
		const { spoken } = await import('./language.svelte.ts');
		const page = (): Promise<void> => spoken.need('host');
		const layout = (): Promise<void> => spoken.start();
		await Promise.all(order === 'page first' ? [page(), layout()] : [layout(), page()]);
		expect([spoken.language, spoken.in('host').saved(), spoken.in('common').undo()]).toEqual([
			'en',
			'Saved',
			'Undo',
		]);
		expect(document.documentElement.lang).toBe('en');
	}
});

test('of two choices the last one holds', async () => {
	const { spoken } = await import('./language.svelte.ts');
	await spoken.start('host');
	await Promise.all([spoken.choose('en'), spoken.choose('de')]);
	expect([spoken.language, spoken.in('host').saved()]).toEqual(['de', 'Gesichert']);
});
