import type { Languages } from './catalogue.ts';
import type de from './host/de.ts';

/** German first; the others have its type. */
export const host = {
	de: () => import('./host/de.ts'),
	en: () => import('./host/en.ts'),
} as const satisfies Languages<typeof de>;
