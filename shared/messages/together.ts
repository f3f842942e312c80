import type { Languages } from './catalogue.ts';
import type de from './together/de.ts';

/** Sorting by everybody: participants place cards, make and name groups. German first; the others have its type. */
export const together = {
	de: () => import('./together/de.ts'),
	en: () => import('./together/en.ts'),
} as const satisfies Languages<typeof de>;
