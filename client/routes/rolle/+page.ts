import { spoken } from '#lib/language.svelte.ts';
import { browser } from '$app/env';

export async function load(): Promise<void> {
	if (browser)
		await spoken.need(
			'host',
			'projector',
			'conduct',
			'cockpit',
			'guide',
			'interpreter',
			'themes',
			'results',
			'evaluation',
			'wlan',
		);
}
