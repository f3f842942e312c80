import type { Languages } from './catalogue.ts';
import type de from './legal/de.ts';

/** What everybody may know: who is responsible, what is kept and for how long, and how accessible it is. */
export const legal = {
	de: () => import('./legal/de.ts'),
	en: () => import('./legal/en.ts'),
} as const satisfies Languages<typeof de>;
