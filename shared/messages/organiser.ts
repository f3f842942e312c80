import type { Languages } from './catalogue.ts';
import type de from './organiser/de.ts';

/** German first; the others have its type. */
export const organiser = {
	de: () => import('./organiser/de.ts'),
	en: () => import('./organiser/en.ts'),
} as const satisfies Languages<typeof de>;
