import { spoken } from '#lib/language.svelte.ts';

export const load = async (): Promise<void> => {
	await spoken.need('participant', 'conduct', 'tablet', 'starters');
};
