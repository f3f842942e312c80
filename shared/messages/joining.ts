import type { Languages } from './catalogue.ts';
import type de from './joining/de.ts';

/** How to join, on paper: for people who have nothing but this sheet. No screen shows it, so it is no area of the page. */
export const joining = {
	de: () => import('./joining/de.ts'),
	en: () => import('./joining/en.ts'),
	'de-x-leicht': () => import('./joining/de-x-leicht.ts'),
	fr: () => import('./joining/fr.ts'),
	ar: () => import('./joining/ar.ts'),
	fa: () => import('./joining/fa.ts'),
	uk: () => import('./joining/uk.ts'),
	ru: () => import('./joining/ru.ts'),
	tr: () => import('./joining/tr.ts'),
	ti: () => import('./joining/ti.ts'),
	kmr: () => import('./joining/kmr.ts'),
} as const satisfies Languages<typeof de>;
