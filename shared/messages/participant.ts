import type { Languages } from './catalogue.ts';
import type de from './participant/de.ts';

/** German first; the others have its type. */
export const participant = {
	de: () => import('./participant/de.ts'),
	en: () => import('./participant/en.ts'),
	'de-x-leicht': () => import('./participant/de-x-leicht.ts'),
	fr: () => import('./participant/fr.ts'),
	ar: () => import('./participant/ar.ts'),
	fa: () => import('./participant/fa.ts'),
	uk: () => import('./participant/uk.ts'),
	ru: () => import('./participant/ru.ts'),
	tr: () => import('./participant/tr.ts'),
	ti: () => import('./participant/ti.ts'),
	kmr: () => import('./participant/kmr.ts'),
} as const satisfies Languages<typeof de>;
