import type { Languages } from './catalogue.ts';
import type de from './rehearsal/de.ts';

/** The check before the day. */
export const rehearsal = {
	de: () => import('./rehearsal/de.ts'),
	en: () => import('./rehearsal/en.ts'),
} as const satisfies Languages<typeof de>;
