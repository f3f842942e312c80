import type { Languages } from './catalogue.ts';
import type de from './common/de.ts';

/** German first; the others have its type. */
export const common = {
	de: () => import('./common/de.ts'),
	en: () => import('./common/en.ts'),
	'de-x-leicht': () => import('./common/de-x-leicht.ts'),
	fr: () => import('./common/fr.ts'),
	ar: () => import('./common/ar.ts'),
	fa: () => import('./common/fa.ts'),
	uk: () => import('./common/uk.ts'),
	ru: () => import('./common/ru.ts'),
	tr: () => import('./common/tr.ts'),
	ti: () => import('./common/ti.ts'),
	kmr: () => import('./common/kmr.ts'),
} as const satisfies Languages<typeof de>;
