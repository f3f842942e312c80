import type { Languages } from './catalogue.ts';
import type de from './sheet/de.ts';

/** The fact sheet: its headings, editing it, publishing it. */
export const sheet = {
	de: () => import('./sheet/de.ts'),
	en: () => import('./sheet/en.ts'),
} as const satisfies Languages<typeof de>;
