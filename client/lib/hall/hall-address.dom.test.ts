import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.resetModules();
});

/** The module as a page loads it that was opened at `origin`, while the server says `answer`. */
async function openedAt(origin: string, answer: () => Promise<Response>) {
	const asked = vi.fn(answer);
	vi.stubGlobal('location', new URL(origin));
	vi.stubGlobal('fetch', asked);
	const { hallAddress } = await import('./hall-address.svelte.ts');
	return { hallAddress, asked };
}
const hall = () => Promise.resolve(Response.json({ origin: 'http://192.0.2.7:3000' }));

test('what was opened on the server’s own machine is shown to others by its address in the network', async () => {
	const { hallAddress } = await openedAt('http://localhost:3000', hall);
	await expect.poll(() => hallAddress.origin).toBe('http://192.0.2.7:3000');
	expect(hallAddress.host).toBe('192.0.2.7:3000');
	expect(hallAddress.of('http://localhost:3000/rolle#abc')).toBe('http://192.0.2.7:3000/rolle#abc');
	expect(hallAddress.of('http://localhost:30001/rolle')).toBe('http://localhost:30001/rolle');
	expect(hallAddress.of('https://dialog.example/rolle#abc')).toBe(
		'https://dialog.example/rolle#abc',
	);
});

test('every other page is shown as it was opened, and nobody is asked', async () => {
	const { hallAddress, asked } = await openedAt('https://dialog.example', hall);
	expect(hallAddress.origin).toBe('https://dialog.example');
	expect(hallAddress.of('https://dialog.example/rolle#abc')).toBe(
		'https://dialog.example/rolle#abc',
	);
	expect(asked).not.toHaveBeenCalled();
});

test('without an answer the page shows what it knows', async () => {
	const { hallAddress, asked } = await openedAt('http://127.0.0.1:3000', () =>
		Promise.reject(new TypeError('no network')),
	);
	await expect.poll(() => asked).toHaveBeenCalled();
	expect(hallAddress.origin).toBe('http://127.0.0.1:3000');
});
