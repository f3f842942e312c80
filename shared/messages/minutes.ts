import type { Languages } from './catalogue.ts';
import type de from './minutes/de.ts';

/** Fetching the results, and what the organiser tells for them. */
export const minutes = {
	de: () => import('./minutes/de.ts'),
	en: () => import('./minutes/en.ts'),
} as const satisfies Languages<typeof de>;
