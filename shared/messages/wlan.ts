import type { Languages } from './catalogue.ts';
import type de from './wlan/de.ts';

/** The hall's own network, as those who prepare and conduct write it down. */
export const wlan = {
	de: () => import('./wlan/de.ts'),
	en: () => import('./wlan/en.ts'),
} as const satisfies Languages<typeof de>;
