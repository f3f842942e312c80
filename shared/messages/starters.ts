import type { Languages } from './catalogue.ts';
import type de from './starters/de.ts';

/** Writing with pictures and with the keyboard on the screen. German first; the others have its type. */
export const starters = {
	de: () => import('./starters/de.ts'),
	en: () => import('./starters/en.ts'),
	'de-x-leicht': () => import('./starters/de-x-leicht.ts'),
	fr: () => import('./starters/fr.ts'),
	ar: () => import('./starters/ar.ts'),
	fa: () => import('./starters/fa.ts'),
	uk: () => import('./starters/uk.ts'),
	ru: () => import('./starters/ru.ts'),
	tr: () => import('./starters/tr.ts'),
	ti: () => import('./starters/ti.ts'),
	kmr: () => import('./starters/kmr.ts'),
} as const satisfies Languages<typeof de>;
