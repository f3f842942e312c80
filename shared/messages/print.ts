import type { Languages } from './catalogue.ts';
import type de from './print/de.ts';

/** What stands on printed sheets, and the desk where they are fetched. */
export const print = {
	de: () => import('./print/de.ts'),
	en: () => import('./print/en.ts'),
} as const satisfies Languages<typeof de>;
