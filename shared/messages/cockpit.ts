import type { Languages } from './catalogue.ts';
import type de from './cockpit/de.ts';

/** For those who conduct, and for hosts. German first; the others have its type. */
export const cockpit = {
	de: () => import('./cockpit/de.ts'),
	en: () => import('./cockpit/en.ts'),
} as const satisfies Languages<typeof de>;
