import type { Languages } from './catalogue.ts';
import type de from './conduct/de.ts';

/** What everybody in the hall is told about the day: steps, time, dots, messages. German first; the others have its type. */
export const conduct = {
	de: () => import('./conduct/de.ts'),
	en: () => import('./conduct/en.ts'),
	'de-x-leicht': () => import('./conduct/de-x-leicht.ts'),
	fr: () => import('./conduct/fr.ts'),
	ar: () => import('./conduct/ar.ts'),
	fa: () => import('./conduct/fa.ts'),
	uk: () => import('./conduct/uk.ts'),
	ru: () => import('./conduct/ru.ts'),
	tr: () => import('./conduct/tr.ts'),
	ti: () => import('./conduct/ti.ts'),
	kmr: () => import('./conduct/kmr.ts'),
} as const satisfies Languages<typeof de>;
