import type { Languages } from './catalogue.ts';
import type de from './together/de.ts';

/** Sorting by everybody: participants place cards, make and name groups. German first; the others have its type. */
export const together = {
	de: () => import('./together/de.ts'),
	en: () => import('./together/en.ts'),
	'de-x-leicht': () => import('./together/de-x-leicht.ts'),
	fr: () => import('./together/fr.ts'),
	ar: () => import('./together/ar.ts'),
	fa: () => import('./together/fa.ts'),
	uk: () => import('./together/uk.ts'),
	ru: () => import('./together/ru.ts'),
	tr: () => import('./together/tr.ts'),
	ti: () => import('./together/ti.ts'),
	kmr: () => import('./together/kmr.ts'),
} as const satisfies Languages<typeof de>;
