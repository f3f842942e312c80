import { spoken } from '#lib/language.svelte.ts';

/** Here and not beside the page, so that the texts come along with it instead of after it. */
export const load = async (): Promise<void> => {
	await spoken.need('participant', 'tablet'); // the desk's come in the language that is chosen
};
