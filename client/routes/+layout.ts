import { spoken } from '#lib/language.svelte.ts';
import { browser } from '$app/env';

// Pages are drawn in the browser only: their content is live, and one HTML shell serves every address.
export const ssr = false;
export const prerender = false;

export async function load(): Promise<void> {
	if (browser) await spoken.start();
}
