/** What may be open below the field. */
export type Aid = 'pictures' | 'keyboard';

/** Fetches both, so that they are there without a network. Failing is no harm: they are fetched when they are asked for. */
export async function fetchAids(): Promise<void> {
	await Promise.all([import('./Starters.svelte'), import('./OnScreenKeyboard.svelte')]).catch(
		() => undefined,
	);
}
