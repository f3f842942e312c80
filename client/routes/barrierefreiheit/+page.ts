import { spoken } from '#lib/language.svelte.ts';

export async function load(): Promise<void> {
	await spoken.need('legal');
}
