import type { Languages } from './catalogue.ts';
import type de from './accounts/de.ts';

/** German first; the others have its type. */
export const accounts = {
	de: () => import('./accounts/de.ts'),
	en: () => import('./accounts/en.ts'),
} as const satisfies Languages<typeof de>;
