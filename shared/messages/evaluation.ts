import type { Languages } from './catalogue.ts';
import type de from './evaluation/de.ts';

/** The questionnaire on participants' devices, and its words in the results. German first; the others have its type. */
export const evaluation = {
	de: () => import('./evaluation/de.ts'),
	en: () => import('./evaluation/en.ts'),
	'de-x-leicht': () => import('./evaluation/de-x-leicht.ts'),
	fr: () => import('./evaluation/fr.ts'),
	ar: () => import('./evaluation/ar.ts'),
	fa: () => import('./evaluation/fa.ts'),
	uk: () => import('./evaluation/uk.ts'),
	ru: () => import('./evaluation/ru.ts'),
	tr: () => import('./evaluation/tr.ts'),
	ti: () => import('./evaluation/ti.ts'),
	kmr: () => import('./evaluation/kmr.ts'),
} as const satisfies Languages<typeof de>;
