import { spoken } from '#lib/language.svelte.ts';

export const load = async (): Promise<void> => {
	await spoken.need('participant', 'tablet'); // the desk's come in the language that is chosen
};
