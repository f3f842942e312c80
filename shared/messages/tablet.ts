import type { Languages } from './catalogue.ts';
import type de from './tablet/de.ts';

/** Passing a shared tablet on, keeping a text for later, giving the tablet back. German first; the others have its type. */
export const tablet = {
	de: () => import('./tablet/de.ts'),
	en: () => import('./tablet/en.ts'),
	'de-x-leicht': () => import('./tablet/de-x-leicht.ts'),
	fr: () => import('./tablet/fr.ts'),
	ar: () => import('./tablet/ar.ts'),
	fa: () => import('./tablet/fa.ts'),
	uk: () => import('./tablet/uk.ts'),
	ru: () => import('./tablet/ru.ts'),
	tr: () => import('./tablet/tr.ts'),
	ti: () => import('./tablet/ti.ts'),
	kmr: () => import('./tablet/kmr.ts'),
} as const satisfies Languages<typeof de>;
